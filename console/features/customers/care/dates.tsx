/** The days that matter to a customer. */
import { ActionIcon, Button, Title } from '@mantine/core';
import { IconCalendarEvent, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer } from '../../../../contract/customers.ts';
import type { CustomerDate } from '../../../../contract/dates.ts';
import { dayIn } from '../../../../contract/times.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { useMay } from '../../../lib/session.ts';
import { useTimeZone } from '../../../lib/zone.ts';
import { useNow } from '../../../ui/now.ts';
import { dayWords } from '../../tasks/index.ts';
import classes from './care.module.css';
import { DateDialog } from './date-dialog.tsx';
import { dateWords } from './date-words.ts';
import { datesQuery } from './queries.ts';

export function Dates({ customer }: { customer: Customer }) {
  const t = useText('care');
  const may = useMay();
  const { data: dates = [] } = useQuery(datesQuery(customer.id));
  const [edited, setEdited] = useState<{ date?: CustomerDate }>();
  const mayWrite = may('customers:write');
  if (dates.length === 0 && !mayWrite) return null;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('dates')}</Title>
      {dates.length > 0 && (
        <ul className={classes.list}>
          {dates.map((date) => (
            <DateRow key={date.id} date={date} edit={mayWrite ? () => setEdited({ date }) : undefined} />
          ))}
        </ul>
      )}
      {mayWrite && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} />}
          onClick={() => setEdited({})}
        >
          {t('date.new')}
        </Button>
      )}
      {edited && <DateDialog customer={customer} date={edited.date} close={() => setEdited(undefined)} />}
    </section>
  );
}

function DateRow({ date, edit }: { date: CustomerDate; edit: (() => void) | undefined }) {
  const t = useText('care');
  const locale = useLocale();
  const name = useDateName();
  const today = dayIn(useNow(), useTimeZone());
  return (
    <li className={classes.need}>
      <IconCalendarEvent size={16} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <span className={classes.title}>
          <bdi>{name(date)}</bdi>
        </span>
        <span className={classes.quiet}>
          {dateWords(date, locale)}
          {' · '}
          {date.nextOn === null
            ? t('date.over')
            : t('date.next', { when: dayWords(date.nextOn, today, locale) })}
          {date.remindDays !== null && (
            <>
              {' · '}
              {t('date.reminds', { days: date.remindDays })}
            </>
          )}
        </span>
      </div>
      {edit && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('date.changeNamed', { name: name(date) })}
          onClick={edit}
        >
          <IconPencil size={16} />
        </ActionIcon>
      )}
    </li>
  );
}

/** How a date is called: by its kind, its own name, or both. */
export function useDateName(): (date: Pick<CustomerDate, 'dateKind' | 'name'>) => string {
  const t = useText('care');
  return ({ dateKind, name }) => {
    if (dateKind === 'other') return name ?? '';
    return name === null
      ? t(`dateKind.${dateKind}`)
      : t('date.named', { kind: t(`dateKind.${dateKind}`), name });
  };
}
