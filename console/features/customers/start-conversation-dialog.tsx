/** Starting a conversation with a customer by a first message. */
import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import type { Customer } from '../../../contract/customers.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { textLengthMax } from '../../../contract/entries.ts';
import { call } from '../../lib/api.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { inboxesQuery } from '../../lib/team.ts';
import { useForm } from '../../lib/use-form.ts';
import { useRetryKey } from '../../lib/use-retry-key.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { useCustomerName } from './use-customer-name.ts';

export function StartConversationDialog({ customer, close }: { customer: Customer; close: () => void }) {
  const t = useText('customers');
  const app = useText('app');
  const navigate = useNavigate();
  const name = isolated(useCustomerName()(customer));
  const { data: inboxes } = useQuery(inboxesQuery);
  const keyFor = useRetryKey();
  const form = useForm({
    initial: { inbox: '', text: '' },
    check: ({ text }) => ({ text: text.trim() === '' ? app('field.required') : undefined }),
    async send({ inbox, text }) {
      const inboxId = inbox || inboxes?.[0]?.id;
      if (!inboxId) return;
      const body = { customerId: customer.id, inboxId, text };
      const { id } = await call(endpoints.startConversation, { body }, { idempotencyKey: keyFor(body) });
      close();
      await navigate({ to: '/conversations/{-$conversationId}', params: { conversationId: id } });
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    form.submit();
  };
  const hasNone = inboxes?.length === 0;
  return (
    <Modal
      opened
      onClose={close}
      title={t('start.title', { name })}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} onKeyDown={onKeyDown} noValidate>
        <Stack gap="sm">
          {hasNone && <Text>{t('start.noInbox')}</Text>}
          <NativeSelect
            {...form.field('inbox')}
            label={t('start.inbox')}
            data={inboxes?.map(({ id, name: label }) => ({ value: id, label })) ?? []}
          />
          <Textarea
            {...form.field('text')}
            label={t('start.text')}
            maxLength={textLengthMax}
            autosize
            minRows={4}
            maxRows={12}
            data-autofocus
          />
          <FormFailure text={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy} disabled={!inboxes || hasNone}>
              {t('start.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
