/** Writing down an order by hand: one from the phone, the market stall, or a shop that sends nothing. */
import { Button, Group, Modal, NativeSelect, Select, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Customer } from '../../../../contract/customers.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import { nameLengthMax } from '../../../../contract/entries.ts';
import { call } from '../../../lib/api.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { typedAmount } from '../../../lib/money.ts';
import { randomId } from '../../../lib/random-id.ts';
import { useForm } from '../../../lib/use-form.ts';
import { FormFailure } from '../../../ui/form-failure.tsx';
import { notice } from '../../../ui/notices.tsx';
import { useCustomerName } from '../use-customer-name.ts';
import { isAhead, localTime } from '../when.ts';
import { orderFactsQuery } from './queries.ts';
import { refetchOrders } from './refetch-orders.ts';

const statuses = ['placed', 'paid', 'shipped', 'delivered', 'cancelled'] as const;
/** The currency of the last order is most often that of the next. */
const currencyKey = 'rapport.order.currency';

export function LogOrderDialog({ customer, close }: { customer: Customer; close: () => void }) {
  const t = useText('orders');
  const app = useText('app');
  const name = isolated(useCustomerName()(customer));
  const form = useOrderForm(customer, close);
  return (
    <Modal
      opened
      onClose={close}
      title={t('log.title', { name })}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput
            {...form.field('number')}
            label={t('number')}
            description={t('numberHint')}
            maxLength={nameLengthMax}
            data-autofocus
          />
          <TextInput
            {...form.field('what')}
            label={t('what')}
            placeholder={t('whatHint')}
            maxLength={nameLengthMax}
          />
          <Group grow align="start" gap="sm">
            <TextInput {...form.field('total')} label={t('sum.total')} inputMode="decimal" />
            <CurrencySelect {...form.field('currency')} />
          </Group>
          <NativeSelect
            {...form.field('status')}
            label={t('status')}
            data={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          />
          <TextInput {...form.field('when')} type="datetime-local" label={t('when')} />
          <FormFailure text={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {app('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useOrderForm(customer: Customer, close: () => void) {
  const t = useText('orders');
  const locale = useLocale();
  const cache = useQueryClient();
  const { data: facts } = useQuery(orderFactsQuery(customer.id));
  // One id for as long as the window is open: sending again after a lost answer can't double the order.
  const [begun] = useState(() => ({ id: randomId(), when: localTime(new Date()) }));
  const currency = facts?.values[0]?.currency ?? localStorage.getItem(currencyKey) ?? '';
  return useForm<Record<'number' | 'what' | 'total' | 'currency' | 'status' | 'when', string>>({
    initial: { number: '', what: '', total: '', currency, status: 'placed', when: begun.when },
    check: (values) => ({
      currency: values.currency === '' ? t('currency.missing') : undefined,
      total:
        values.currency !== '' && typedAmount(values.total, values.currency, locale) === undefined
          ? t('total.wrong')
          : undefined,
      when: values.when === '' || isAhead(values.when, new Date()) ? t('when.wrong') : undefined,
    }),
    async send(values) {
      const at = values.when === begun.when ? {} : { occurredAt: new Date(values.when).toISOString() };
      const body = {
        externalId: begun.id,
        customer: { id: customer.id },
        ...(values.number.trim() === '' ? {} : { number: values.number.trim() }),
        ...(values.what.trim() === '' ? {} : { lines: [{ name: values.what.trim() }] }),
        currency: values.currency,
        total: typedAmount(values.total, values.currency, locale),
        status: statuses.find((status) => status === values.status) ?? 'placed',
        ...at,
        ...('occurredAt' in at ? { placedAt: at.occurredAt } : {}),
      };
      await call(endpoints.writeOrder, { body });
      localStorage.setItem(currencyKey, values.currency);
      refetchOrders(cache, customer.id);
      notice(t('log.done'));
      close();
    },
  });
}

function CurrencySelect(props: {
  value: string;
  error: string | undefined;
  onChange: (value: string | null) => void;
}) {
  const t = useText('orders');
  const locale = useLocale();
  const data = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'currency' });
    return Intl.supportedValuesOf('currency').map((code) => ({
      value: code,
      label: `${code} · ${names.of(code)}`,
    }));
  }, [locale]);
  return (
    <Select
      label={t('currency')}
      data={data}
      searchable
      limit={currenciesShownMax}
      nothingFoundMessage={t('currency.none')}
      value={props.value || null}
      error={props.error}
      onChange={props.onChange}
    />
  );
}

const currenciesShownMax = 50;
