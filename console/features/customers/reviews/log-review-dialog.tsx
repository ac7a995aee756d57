/** Writing down a review by hand: one from a letter, a call, or a site that sends nothing. */
import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Customer } from '../../../../contract/customers.ts';
import { endpoints } from '../../../../contract/endpoints.ts';
import { nameLengthMax, textLengthMax } from '../../../../contract/entries.ts';
import { call } from '../../../lib/api.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useText } from '../../../lib/i18n.tsx';
import { randomId } from '../../../lib/random-id.ts';
import { useForm } from '../../../lib/use-form.ts';
import { FormFailure } from '../../../ui/form-failure.tsx';
import { notice } from '../../../ui/notices.tsx';
import { ChooseCustomer } from '../choose-customer.tsx';
import { ordersQuery } from '../orders/queries.ts';
import { useCustomerName } from '../use-customer-name.ts';
import { isAhead, localTime } from '../when.ts';

/** Without `customer`, it is chosen first. */
export function LogReviewDialog(props: { customer?: Customer; close: () => void }) {
  const t = useText('reviews');
  const app = useText('app');
  const customerName = useCustomerName();
  const [customer, setCustomer] = useState(props.customer);
  return (
    <Modal
      opened
      onClose={props.close}
      title={customer ? t('log.title', { name: isolated(customerName(customer)) }) : t('log')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      {customer ? (
        <ReviewForm customer={customer} close={props.close} />
      ) : (
        <ChooseCustomer label={t('log.who')} choose={setCustomer} />
      )}
    </Modal>
  );
}

const scores = ['5', '4', '3', '2', '1'] as const;
type Fields = 'score' | 'title' | 'text' | 'product' | 'order' | 'site' | 'when';

function ReviewForm({ customer, close }: { customer: Customer; close: () => void }) {
  const t = useText('reviews');
  const app = useText('app');
  const { form, orders } = useReviewForm(customer, close);
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="sm">
        <NativeSelect
          {...form.field('score')}
          label={t('rating')}
          data={[
            { value: '', label: t('noScore') },
            ...scores.map((value) => ({ value, label: t('stars', { count: Number(value) }) })),
          ]}
          data-autofocus
        />
        <TextInput {...form.field('title')} label={t('field.title')} maxLength={nameLengthMax} />
        <Textarea
          {...form.field('text')}
          label={t('field.text')}
          maxLength={textLengthMax}
          autosize
          minRows={2}
          maxRows={8}
        />
        <TextInput {...form.field('product')} label={t('field.product')} maxLength={nameLengthMax} />
        {orders.length > 0 && (
          <NativeSelect
            {...form.field('order')}
            label={t('field.order')}
            data={[
              { value: '', label: t('field.noOrder') },
              ...orders.map(({ id, number }) => ({ value: id, label: number })),
            ]}
          />
        )}
        <TextInput
          {...form.field('site')}
          label={t('site')}
          placeholder={t('site.hint')}
          maxLength={nameLengthMax}
        />
        <TextInput {...form.field('when')} type="datetime-local" label={t('field.when')} />
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
  );
}

function useReviewForm(customer: Customer, close: () => void) {
  const t = useText('reviews');
  const cache = useQueryClient();
  const { data } = useInfiniteQuery(ordersQuery(customer.id));
  const orders = data?.pages.flatMap((page) => page.data) ?? [];
  // One id for as long as the window is open: sending again after a lost answer can't double the review.
  const [begun] = useState(() => ({ id: randomId(), when: localTime(new Date()) }));
  const form = useForm<Record<Fields, string>>({
    initial: { score: '5', title: '', text: '', product: '', order: '', site: '', when: begun.when },
    check: ({ score, title, text, when }) => ({
      text: `${score}${title}${text}`.trim() === '' ? t('field.nothing') : undefined,
      when: when === '' || isAhead(when, new Date()) ? t('field.whenWrong') : undefined,
    }),
    async send(values) {
      const order = orders.find(({ id }) => id === values.order);
      const or = (text: string) => (text.trim() === '' ? null : text.trim());
      const product = or(values.product);
      const body = {
        externalId: begun.id,
        customer: { id: customer.id },
        site: values.site.trim(),
        score: values.score === '' ? null : Number(values.score),
        title: or(values.title),
        text: or(values.text),
        product: product === null ? null : { name: product },
        order: order ? { shop: order.shop, externalId: order.externalId } : null,
        ...(values.when === begun.when ? {} : { occurredAt: new Date(values.when).toISOString() }),
      };
      await call(endpoints.writeReview, { body });
      await cache.invalidateQueries({ queryKey: ['reviews'] });
      notice(t('log.done'));
      close();
    },
  });
  return { form, orders };
}
