/** One order: its lines, what it came to, how far it came, what was given back. */
import { Modal, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Order } from '../../../../contract/orders.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { moneyOrDash } from '../../../lib/money.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RowSkeletons } from '../../../ui/skeletons.tsx';
import { Time } from '../../../ui/time.tsx';
import pane from '../customer-pane.module.css';
import { OrderActions } from './order-actions.tsx';
import { OrderStatus } from './order-status.tsx';
import classes from './orders.module.css';
import { orderQuery } from './queries.ts';

export function OrderDialog({ id, close }: { id: string; close: () => void }) {
  const t = useText('orders');
  const app = useText('app');
  const { data, error, refetch } = useQuery(orderQuery(id));
  return (
    <Modal
      opened
      onClose={close}
      title={data ? t('order', { number: isolated(data.number) }) : t('orders')}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      {data && <Details order={data} />}
      {!data &&
        (error ? <ErrorState error={error} retry={() => void refetch()} /> : <RowSkeletons rows={3} />)}
    </Modal>
  );
}

function Details({ order }: { order: Order }) {
  const t = useText('orders');
  return (
    <div className={classes.details}>
      <OrderStatus status={order.status} />
      {order.warnings.map((warning) => (
        <Text key={warning} size="sm" className={classes.warning} role="note">
          {t(`warning.${warning}`)}
        </Text>
      ))}
      <Steps order={order} />
      {order.lines.length > 0 && <Lines order={order} />}
      <Sums order={order} />
      {order.refunds.length > 0 && <Refunds order={order} />}
      <OrderActions order={order} />
    </div>
  );
}

const steps = ['placedAt', 'paidAt', 'shippedAt', 'deliveredAt', 'cancelledAt'] as const;

function Steps({ order }: { order: Order }) {
  const t = useText('orders');
  return (
    <dl className={pane.facts}>
      {steps.map((step) => {
        const at = order[step];
        return (
          at !== null && (
            <div key={step} className={classes.pair}>
              <dt>{t(`step.${step}`)}</dt>
              <dd>
                <Time value={at} />
              </dd>
            </div>
          )
        );
      })}
    </dl>
  );
}

function Lines({ order }: { order: Order }) {
  const t = useText('orders');
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale);
  return (
    <Table className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('line.name')}</Table.Th>
          <Table.Th className={classes.end}>{t('line.quantity')}</Table.Th>
          <Table.Th className={classes.end}>{t('line.price')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {order.lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id, and one product may stand on two.
          <Table.Tr key={place}>
            <Table.Td>
              <bdi>{line.name ?? line.productId ?? '–'}</bdi>
              {line.category !== null && <bdi className={classes.category}>{line.category}</bdi>}
            </Table.Td>
            <Table.Td className={classes.end}>{number.format(line.quantity)}</Table.Td>
            <Table.Td className={classes.end}>{moneyOrDash(line.unitPrice, order.currency, locale)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const sums = ['goods', 'shipping', 'tax', 'discount', 'total'] as const;

function Sums({ order }: { order: Order }) {
  const t = useText('orders');
  const locale = useLocale();
  return (
    <dl className={classes.sums}>
      {sums.map(
        (name) =>
          (order[name] !== null || name === 'total') && (
            <div key={name} className={classes.sum} data-sum={name}>
              <dt>{t(`sum.${name}`)}</dt>
              <dd>
                {name === 'discount' && order.discount !== 0 && '−'}
                {moneyOrDash(order[name], order.currency, locale)}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Refunds({ order }: { order: Order }) {
  const t = useText('orders');
  const locale = useLocale();
  return (
    <section className={pane.section}>
      <Text fw={600}>{t('refunds')}</Text>
      <ul className={pane.list}>
        {order.refunds.map(({ externalId, amount, currency, reason, occurredAt }) => (
          <li key={externalId} className={classes.refund}>
            <span>
              {amount === null ? t('refund.whole') : moneyOrDash(amount, currency ?? order.currency, locale)}
            </span>
            {reason !== null && <bdi className={classes.reason}>{reason}</bdi>}
            <Time value={occurredAt} className={pane.quiet} />
          </li>
        ))}
      </ul>
    </section>
  );
}
