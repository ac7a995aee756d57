/** What last went wrong on the site before the customer's eyes. */
import { Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Customer } from '../../../contract/customers.ts';
import { useText } from '../../lib/i18n.tsx';
import { Time } from '../../ui/time.tsx';
import classes from './customer-pane.module.css';
import { PageLink, pagesMs } from './last-pages.tsx';
import { timelineQuery } from './queries.ts';

export function LastError({ customer }: { customer: Customer }) {
  const t = useText('customers');
  const { data } = useInfiniteQuery({
    ...timelineQuery(customer.id, ['page.failed'], 1),
    refetchInterval: pagesMs,
  });
  const last = data?.pages[0]?.data[0];
  if (last?.kind !== 'page.failed') return null;
  const { message, source, url } = last.payload;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('lastError')}</Title>
      <p className={classes.error}>
        <bdi>{message}</bdi>
        {source !== null && <bdi className={classes.quiet}>{source}</bdi>}
        <PageLink title="" url={url} />
        <Time value={last.occurredAt} className={classes.quiet} />
      </p>
    </section>
  );
}
