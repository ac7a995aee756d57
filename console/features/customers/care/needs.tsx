/** What a customer needs and expects, each with the entries that show it. */
import { ActionIcon, Button, Checkbox, Title } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer } from '../../../../contract/customers.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import { call } from '../../../lib/api.ts';
import { useText } from '../../../lib/i18n.tsx';
import { useMay } from '../../../lib/session.ts';
import { Time } from '../../../ui/time.tsx';
import { TimelineEntry } from '../timeline-entry.tsx';
import classes from './care.module.css';
import { NeedDialog } from './need-dialog.tsx';
import { type Need, needsQuery } from './queries.ts';
import { useCare } from './use-care.ts';

export function Needs({ customer }: { customer: Customer }) {
  const t = useText('care');
  const may = useMay();
  const { data: needs = [] } = useQuery(needsQuery(customer.id));
  const [edited, setEdited] = useState<{ need?: Need }>();
  const mayWrite = may('customers:write');
  if (needs.length === 0 && !mayWrite) return null;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('needs')}</Title>
      {needs.length > 0 && (
        <ul className={classes.list}>
          {needs.map((need) => (
            <NeedRow key={need.id} need={need} customer={customer} edit={() => setEdited({ need })} />
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
          {t('need.new')}
        </Button>
      )}
      {edited && (
        <NeedDialog customer={customer} need={edited.need} evidence={[]} close={() => setEdited(undefined)} />
      )}
    </section>
  );
}

function NeedRow({ need, customer, edit }: { need: Need; customer: Customer; edit: () => void }) {
  const t = useText('care');
  const may = useMay();
  const act = useCare('needs');
  const [isOpen, setOpen] = useState(false);
  // Shown at once, until the answer is there.
  const [wanted, setWanted] = useState<boolean>();
  const isMet = wanted ?? need.metAt !== null;
  const params = { id: need.id };
  const toggle = async () => {
    setWanted(!isMet);
    await act(() => (isMet ? call(endpoints.reopenNeed, { params }) : call(endpoints.meetNeed, { params })));
    setWanted(undefined);
  };
  return (
    <li className={classes.need}>
      <Checkbox
        checked={isMet}
        disabled={!may('customers:write')}
        aria-label={t(isMet ? 'need.reopenNamed' : 'need.metNamed', { text: need.text })}
        onChange={() => void toggle()}
      />
      <div className={classes.body}>
        <span className={classes.title} data-met={isMet || undefined} dir="auto">
          {need.text}
        </span>
        <span className={classes.quiet}>
          {t(`needKind.${need.needKind}`)}
          {' · '}
          {need.metAt === null
            ? t('need.open')
            : t.rich('need.met', { when: <Time key="when" value={need.metAt} /> })}
          {need.evidence.length > 0 && (
            <>
              {' · '}
              <button
                type="button"
                className={classes.link}
                aria-expanded={isOpen}
                onClick={() => setOpen(!isOpen)}
              >
                {t('need.evidence', { count: need.evidence.length })}
              </button>
            </>
          )}
        </span>
        {isOpen && (
          <ol className={classes.evidence}>
            {need.evidence.map((entry) => (
              <TimelineEntry key={entry.id} entry={entry} customer={customer} isShort />
            ))}
          </ol>
        )}
      </div>
      {may('customers:write') && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('need.changeNamed', { text: need.text })}
          onClick={edit}
        >
          <IconPencil size={16} />
        </ActionIcon>
      )}
    </li>
  );
}
