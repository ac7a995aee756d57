/** Writing down a customer by hand. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { endpoints } from '../../../contract/endpoints.ts';
import { nameLengthMax } from '../../../contract/entries.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { isEmail, useForm } from '../../lib/use-form.ts';
import { useRetryKey } from '../../lib/use-retry-key.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { customerQuery } from './queries.ts';

const kinds = ['email', 'phone', 'user'] as const;

export function NewCustomerDialog({ close }: { close: () => void }) {
  const t = useText('customers');
  const app = useText('app');
  const navigate = useNavigate();
  const cache = useQueryClient();
  const keyFor = useRetryKey();
  const form = useForm({
    initial: { name: '', email: '', phone: '', user: '' },
    check: ({ name, email, phone, user }) => ({
      name: `${name}${email}${phone}${user}`.trim() === '' ? t('new.something') : undefined,
      email: email.trim() === '' || isEmail(email) ? undefined : app('field.email'),
    }),
    async send(values) {
      const identities = kinds.flatMap((kind) => {
        const value = values[kind].trim();
        return value === '' ? [] : [{ kind, value }];
      });
      const body = { name: values.name.trim() === '' ? null : values.name.trim(), identities };
      const customer = await call(endpoints.createCustomer, { body }, { idempotencyKey: keyFor(body) });
      cache.setQueryData(customerQuery(customer.id).queryKey, customer);
      await cache.invalidateQueries({ queryKey: ['customers'] });
      close();
      await navigate({ to: '/customers/{-$customerId}', params: { customerId: customer.id } });
    },
    explain: (error) =>
      error instanceof ApiError && error.code === 'already-exists' ? t('new.exists') : undefined,
  });
  return (
    <Modal opened onClose={close} title={t('new')} centered closeButtonProps={{ 'aria-label': app('close') }}>
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput {...form.field('name')} label={t('name')} maxLength={nameLengthMax} data-autofocus />
          <TextInput {...form.field('email')} type="email" label={t('identity.email')} autoComplete="off" />
          <TextInput
            {...form.field('phone')}
            type="tel"
            label={t('identity.phone')}
            placeholder="+55 11 91234-5678"
            autoComplete="off"
          />
          <TextInput
            {...form.field('user')}
            label={t('identity.user')}
            description={t('new.userHint')}
            autoComplete="off"
          />
          <FormFailure text={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {t('new.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
