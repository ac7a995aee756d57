/** Making a reason, and changing its name. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { reasonNameLengthMax } from '../../../contract/closing.ts';
import type { Reason } from '../../../contract/conversation-entries.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { ApiError, call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { useClosing } from './use-closing.ts';

export function ReasonForm({ reason, close }: { reason: Reason | undefined; close: () => void }) {
  const t = useText('closing');
  const app = useText('app');
  const { renew } = useClosing();
  const form = useForm({
    initial: { name: reason?.name ?? '' },
    check: ({ name }) => ({ name: name.trim() === '' ? app('field.required') : undefined }),
    explain: (error) =>
      error instanceof ApiError && error.code === 'already-exists' ? t('double') : undefined,
    async send({ name }) {
      if (reason) await call(endpoints.changeReason, { params: { id: reason.id }, body: { name } });
      else await call(endpoints.createReason, { body: { name } });
      await renew();
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={reason ? t('change') : t('new')}
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <TextInput
            {...form.field('name')}
            label={t('name')}
            description={t('nameText')}
            maxLength={reasonNameLengthMax}
            data-autofocus
          />
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
