/** What a member can do with an order: say how far it has come, cancel it, give money back. */
import { Button, Checkbox, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../../contract/endpoints.ts';
import { textLengthMax } from '../../../../contract/entries.ts';
import type { Order } from '../../../../contract/orders.ts';
import { ApiError, call } from '../../../lib/api.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { amountField, moneyOrDash, typedAmount } from '../../../lib/money.ts';
import { randomId } from '../../../lib/random-id.ts';
import { useMay } from '../../../lib/session.ts';
import { chosen, useForm } from '../../../lib/use-form.ts';
import { FormFailure } from '../../../ui/form-failure.tsx';
import { notice } from '../../../ui/notices.tsx';
import classes from './orders.module.css';
import { leftIn, nextStatuses } from './possible.ts';
import { refetchOrders } from './refetch-orders.ts';

export function OrderActions({ order }: { order: Order }) {
  const t = useText('orders');
  const may = useMay();
  const [shown, setShown] = useState<'status' | 'refund'>();
  const statuses = nextStatuses(order);
  const left = leftIn(order);
  if (!may('customers:write') || (statuses.length === 0 && left === 0)) return null;
  const close = () => setShown(undefined);
  if (shown === 'status') return <StatusForm order={order} close={close} />;
  if (shown === 'refund') return <RefundForm order={order} left={left} close={close} />;
  return (
    <Group gap="xs">
      {statuses.length > 0 && (
        <Button variant="default" size="compact-md" onClick={() => setShown('status')}>
          {t('change')}
        </Button>
      )}
      {left !== 0 && (
        <Button variant="default" size="compact-md" onClick={() => setShown('refund')}>
          {t('refund')}
        </Button>
      )}
    </Group>
  );
}

/** The order as it is now takes the place of the one on screen; what else depends on it is asked for again. */
function useChanged() {
  const cache = useQueryClient();
  return (order: Order, words: string) => {
    cache.setQueryData(['order', order.id], order);
    if (order.customer) refetchOrders(cache, order.customer.id);
    notice(words);
  };
}

/** Somebody else was faster: the order as it is now is fetched, and that is said. */
function useExplain(order: Order, words: string) {
  const cache = useQueryClient();
  return (error: unknown): string | undefined => {
    if (!(error instanceof ApiError && error.code === 'conflict')) return undefined;
    void cache.invalidateQueries({ queryKey: ['order', order.id] });
    return words;
  };
}

function StatusForm({ order, close }: { order: Order; close: () => void }) {
  const t = useText('orders');
  const changed = useChanged();
  const [first = 'cancelled', ...others] = nextStatuses(order);
  const form = useForm({
    initial: { status: first as string, reason: '' },
    explain: useExplain(order, t('change.meanwhile')),
    async send(values) {
      const status = chosen([first, ...others], values.status);
      const reason = values.reason.trim() === '' ? null : values.reason.trim();
      const params = { id: order.id };
      const answer = await call(endpoints.setOrderStatus, { params, body: { status, reason } });
      changed(answer, t('change.done'));
      close();
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className={classes.act} aria-label={t('change')}>
      <Stack gap="sm">
        <NativeSelect
          {...form.field('status')}
          label={t('change.to')}
          data={[first, ...others].map((value) => ({ value, label: t(`status.${value}`) }))}
        />
        {form.values.status === 'cancelled' && (
          <Textarea {...form.field('reason')} label={t('reason')} maxLength={textLengthMax} autosize />
        )}
        <FormFailure text={form.failure} />
        <Ends close={close} label={t('change')} isBusy={form.isBusy} />
      </Stack>
    </form>
  );
}

type RefundProps = { order: Order; left: number | null; close: () => void };

function RefundForm({ order, left, close }: RefundProps) {
  const t = useText('orders');
  const locale = useLocale();
  const { form, taken, take } = useRefundForm({ order, left, close });
  return (
    <form onSubmit={form.submit} noValidate className={classes.act} aria-label={t('refund')}>
      <Stack gap="sm">
        {left !== null && (
          <Text size="sm">{t('refund.left', { amount: moneyOrDash(left, order.currency, locale) })}</Text>
        )}
        {order.lines.map((line, place) => (
          <Checkbox
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id, and one product may stand on two.
            key={place}
            checked={taken.has(place)}
            onChange={() => take(place)}
            label={
              <>
                <bdi>{line.name ?? line.productId ?? '–'}</bdi>{' '}
                <span className={classes.reason}>
                  {line.quantity} × {moneyOrDash(line.unitPrice, order.currency, locale)}
                </span>
              </>
            }
          />
        ))}
        <TextInput
          {...form.field('amount')}
          label={t('refund.amount', { currency: order.currency ?? '' })}
          inputMode="decimal"
          data-autofocus
        />
        <Textarea {...form.field('reason')} label={t('reason')} maxLength={textLengthMax} autosize />
        <FormFailure text={form.failure} />
        <Ends close={close} label={t('refund')} isBusy={form.isBusy} />
      </Stack>
    </form>
  );
}

function useRefundForm({ order, left, close }: RefundProps) {
  const t = useText('orders');
  const locale = useLocale();
  const changed = useChanged();
  const currency = order.currency ?? '';
  // One id for as long as the form is open: sending again after a lost answer gives nothing back twice.
  const [refundId] = useState(randomId);
  const [taken, setTaken] = useState<ReadonlySet<number>>(new Set());
  const shown = (minor: number | null) =>
    minor === null || currency === '' ? '' : amountField(minor, currency, locale);
  const form = useForm({
    initial: { amount: shown(left), reason: '' },
    explain: useExplain(order, t('refund.meanwhile')),
    check: ({ amount }) => {
      const minor = typedAmount(amount, currency, locale);
      if (minor === undefined || minor === 0) return { amount: t('total.wrong') };
      const isTooMuch = left !== null && minor > left;
      return { amount: isTooMuch ? t('refund.tooMuch', { amount: shown(left) }) : undefined };
    },
    async send({ amount, reason }) {
      const body = {
        externalId: refundId,
        amount: typedAmount(amount, currency, locale),
        lines: [...taken].map((place) => ({ place, quantity: order.lines[place]?.quantity ?? 1 })),
        reason: reason.trim() === '' ? null : reason.trim(),
      };
      const answer = await call(endpoints.refundOrder, { params: { id: order.id }, body });
      changed(answer, t('refund.done'));
      close();
    },
  });
  const take = (place: number) => {
    const next = new Set(taken);
    if (!next.delete(place)) next.add(place);
    setTaken(next);
    const prices = [...next]
      .map((one) => order.lines[one])
      .map((line) => (line?.unitPrice ?? 0) * (line?.quantity ?? 0));
    const sum = Math.round(prices.reduce((all, price) => all + price, 0));
    form.set({ amount: shown(next.size === 0 ? left : Math.min(sum, left ?? sum)) });
  };
  return { form, taken, take };
}

function Ends({ close, label, isBusy }: { close: () => void; label: string; isBusy: boolean }) {
  const app = useText('app');
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={close}>
        {app('cancel')}
      </Button>
      <Button type="submit" loading={isBusy}>
        {label}
      </Button>
    </Group>
  );
}
