/** The last three times that the customer and the business had to do with one another. */
import { Button, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Customer } from '../../../contract/customers.ts';
import { touchKinds } from '../../../contract/entries.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from './customer-pane.module.css';
import { timelineQuery } from './queries.ts';
import { TimelineEntry } from './timeline-entry.tsx';

const touchesMax = 3;

export function LastTouches({ customer, more }: { customer: Customer; more: () => void }) {
  const t = useText('customers');
  const { data } = useInfiniteQuery(timelineQuery(customer.id, touchKinds, touchesMax));
  const touches = data?.pages.flatMap((page) => page.data).slice(0, touchesMax) ?? [];
  if (touches.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('touches')}</Title>
      <ol className={classes.entries}>
        {touches.map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} customer={customer} isShort />
        ))}
      </ol>
      <Button variant="subtle" size="compact-sm" onClick={more}>
        {t('wholeTimeline')}
      </Button>
    </section>
  );
}
