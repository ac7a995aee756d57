/** How a webhook is called, and how long what arrived is kept. */
import { Button, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type Webhook, webhookKeptDaysMax } from '../../../contract/webhooks.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { useChange } from './queries.ts';
import { useFailureText } from './reason.ts';

type Props = { webhook: Webhook; close: () => void };

export function EditDialog({ opened, ...props }: Props & { opened: boolean }) {
  const t = useText('webhooks');
  return (
    <Modal opened={opened} onClose={props.close} title={t('edit')} centered>
      <EditForm {...props} />
    </Modal>
  );
}

const usualDays = [1, 3, 7, 14, webhookKeptDaysMax];

function EditForm({ webhook, close }: Props) {
  const t = useText('webhooks');
  const app = useText('app');
  const change = useChange(webhook.id);
  const explain = useFailureText();
  const form = useForm({
    initial: { name: webhook.name, keptDays: String(webhook.keptDays) },
    check: ({ name }) => ({ name: name.trim() === '' ? app('field.required') : undefined }),
    async send({ name, keptDays }) {
      await change({ name, keptDays: Number(keptDays) });
      close();
    },
    explain,
  });
  const days = [...new Set([...usualDays, webhook.keptDays])].sort((a, b) => a - b);
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <TextInput {...form.field('name')} label={t('name')} autoComplete="off" data-autofocus />
        <NativeSelect
          {...form.field('keptDays')}
          label={t('keptDays')}
          description={t('keptDaysHint')}
          data={days.map((value) => ({ value: String(value), label: t('keptDaysValue', { days: value }) }))}
        />
        <FormFailure text={form.failure} />
        <Button type="submit" loading={form.isBusy} disabled={!form.isChanged}>
          {t('save')}
        </Button>
      </Stack>
    </form>
  );
}
