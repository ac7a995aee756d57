/** What the people of a company bought, newest first; each order opens. */
import { Button, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useText } from '../../lib/i18n.tsx';
import { OrderRows } from '../customers/index.ts';
import classes from './companies.module.css';
import { companyOrdersQuery } from './queries.ts';

export function CompanyOrders({ companyId }: { companyId: string }) {
  const t = useText('companies');
  const app = useText('app');
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    companyOrdersQuery(companyId),
  );
  const orders = data?.pages.flatMap((page) => page.data) ?? [];
  if (orders.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={3}>{t('orders')}</Title>
      <OrderRows orders={orders} />
      {hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {app('more')}
        </Button>
      )}
    </section>
  );
}
