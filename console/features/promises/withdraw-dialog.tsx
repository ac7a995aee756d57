/** Taking a promise back, with the reason. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { type CustomerPromise, promiseLengthMax } from '../../../contract/promises.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { notice } from '../../ui/notices.tsx';

export function WithdrawDialog({ promise, close }: { promise: CustomerPromise; close: () => void }) {
  const t = useText('promises');
  const app = useText('app');
  const cache = useQueryClient();
  const form = useForm({
    initial: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() === '' ? app('field.required') : undefined }),
    async send({ reason }) {
      const body = { reason: reason.trim() };
      await call(endpoints.withdrawPromise, { params: { id: promise.id }, body });
      await cache.invalidateQueries({ queryKey: ['promises'] });
      close();
      notice(t('withdrawn'));
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t('withdrawTitle')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <bdi>{promise.what}</bdi>
          <TextInput
            {...form.field('reason')}
            label={t('reason')}
            placeholder={t('reasonHint')}
            maxLength={promiseLengthMax}
            data-autofocus
          />
          <Text size="xs" c="dimmed">
            {t('withdrawText')}
          </Text>
          <FormFailure text={form.failure} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {app('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {t('withdraw')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
