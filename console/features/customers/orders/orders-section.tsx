/** What a customer bought: what it adds up to, and each order, which opens. */
import { Button, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer } from '../../../../contract/customers.ts';
import type { Order } from '../../../../contract/orders.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { moneyOrDash } from '../../../lib/money.ts';
import { Time } from '../../../ui/time.tsx';
import pane from '../customer-pane.module.css';
import { OrderDialog } from './order-dialog.tsx';
import { OrderFacts } from './order-facts.tsx';
import { OrderStatus } from './order-status.tsx';
import classes from './orders.module.css';
import { orderFactsQuery, ordersQuery } from './queries.ts';

export function OrdersSection({ customer }: { customer: Customer }) {
  const t = useText('orders');
  const app = useText('app');
  const { data: facts } = useQuery(orderFactsQuery(customer.id));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(ordersQuery(customer.id));
  const orders = data?.pages.flatMap((page) => page.data) ?? [];
  if (orders.length === 0) return null;
  return (
    <section className={pane.section}>
      <Title order={3}>{t('orders')}</Title>
      {facts && facts.orders > 0 && <OrderFacts facts={facts} />}
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

/** Orders, each of which opens. */
export function OrderRows({ orders }: { orders: readonly Order[] }) {
  const [openId, setOpenId] = useState<string>();
  return (
    <>
      <ul className={pane.list}>
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} open={() => setOpenId(order.id)} />
        ))}
      </ul>
      {openId !== undefined && <OrderDialog id={openId} close={() => setOpenId(undefined)} />}
    </>
  );
}

function OrderRow({ order, open }: { order: Order; open: () => void }) {
  const locale = useLocale();
  return (
    <li>
      <button type="button" className={classes.row} onClick={open}>
        <bdi className={classes.number}>{order.number}</bdi>
        <span className={classes.amount}>{moneyOrDash(order.total, order.currency, locale)}</span>
        <OrderStatus status={order.status} />
        <Time value={order.placedAt} className={pane.quiet} />
      </button>
    </li>
  );
}
