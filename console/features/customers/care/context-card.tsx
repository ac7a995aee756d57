/** At the top beside a conversation: what to know before answering. */
import { Button, Title } from '@mantine/core';
import { IconCalendarEvent, IconTarget } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Customer } from '../../../../contract/customers.ts';
import { touchKinds } from '../../../../contract/entries.ts';
import { dayIn } from '../../../../contract/times.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { useTimeZone } from '../../../lib/zone.ts';
import { useNow } from '../../../ui/now.ts';
import { dayWords } from '../../tasks/index.ts';

import { timelineQuery } from '../queries.ts';
import { TimelineEntry } from '../timeline-entry.tsx';
import { ConsentState, LastMood, Value } from './card-facts.tsx';
import classes from './care.module.css';
import { useDateName } from './dates.tsx';
import { datesQuery, needsQuery } from './queries.ts';

const touchesMax = 3;
const needsMax = 3;

/** `children`: what else stands in it, for example the stage and the tasks. */
export function ContextCard(props: { customer: Customer; children?: ReactNode; more: () => void }) {
  const { customer, children, more } = props;
  const t = useText('care');
  return (
    <section className={classes.card} aria-label={t('context')}>
      <Touches customer={customer} more={more} />
      <LastMood customerId={customer.id} />
      <Value customerId={customer.id} />
      {children}
      <OpenNeeds customer={customer} />
      <NextDate customer={customer} />
      <ConsentState customerId={customer.id} />
    </section>
  );
}

function Touches({ customer, more }: { customer: Customer; more: () => void }) {
  const t = useText('customers');
  const { data } = useInfiniteQuery(timelineQuery(customer.id, touchKinds, touchesMax));
  const touches = data?.pages.flatMap((page) => page.data).slice(0, touchesMax) ?? [];
  if (touches.length === 0) return null;
  return (
    <div className={classes.section}>
      <Title order={3}>{t('touches')}</Title>
      <ol className={classes.list}>
        {touches.map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} customer={customer} isShort />
        ))}
      </ol>
      <Button variant="subtle" size="compact-sm" onClick={more}>
        {t('wholeTimeline')}
      </Button>
    </div>
  );
}

function OpenNeeds({ customer }: { customer: Customer }) {
  const { data = [] } = useQuery(needsQuery(customer.id));
  const open = data.filter(({ metAt }) => metAt === null).slice(0, needsMax);
  return open.map(({ id, text }) => (
    <p key={id} className={classes.line}>
      <IconTarget size={16} aria-hidden />
      <bdi>{text}</bdi>
    </p>
  ));
}

function NextDate({ customer }: { customer: Customer }) {
  const locale = useLocale();
  const name = useDateName();
  const today = dayIn(useNow(), useTimeZone());
  const { data = [] } = useQuery(datesQuery(customer.id));
  const next = data.find(({ nextOn }) => nextOn !== null);
  if (!next?.nextOn) return null;
  return (
    <p className={classes.line}>
      <IconCalendarEvent size={16} aria-hidden />
      <bdi>{name(next)}</bdi>
      <span className={classes.quiet}>{dayWords(next.nextOn, today, locale)}</span>
    </p>
  );
}
