/** Connecting a mailbox: an address and its password; what they mean is found out and tried while one looks on. */
import {
  Alert,
  Button,
  Group,
  Modal,
  NativeSelect,
  PasswordInput,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useText } from '../../lib/i18n.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { ServerFields } from './server-fields.tsx';
import { isWell } from './trial.ts';
import { TriedSteps } from './tried-steps.tsx';
import { type Connecting, useConnecting } from './use-connecting.ts';

export function ConnectMailbox({ close, connected }: { close: () => void; connected: (id: string) => void }) {
  const t = useText('mailboxes');
  const app = useText('app');
  const connecting = useConnecting(connected);
  const { form, found, trial } = connecting;
  return (
    <Modal
      opened
      onClose={close}
      title={t('connect.title')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': app('close') }}
    >
      <form onSubmit={form.submit} noValidate>
        <Stack gap="md">
          <Text size="sm">{t('connect.text')}</Text>
          <TextInput
            {...form.field('address')}
            type="email"
            label={t('address')}
            autoComplete="off"
            data-autofocus
          />
          <PasswordInput
            {...form.field('password')}
            label={t('password')}
            description={t('passwordHint')}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': app('passwordShow') }}
          />
          {found && <Found connecting={connecting} />}
          {found && isWell(trial) && <Naming connecting={connecting} />}
          <FormFailure text={form.failure} />
          <Ways connecting={connecting} close={close} />
        </Stack>
      </form>
    </Modal>
  );
}

/** Whose servers these are, what to do there first, and the servers themselves. */
function Found({ connecting: { form, found, trial, isOpen, setOpen } }: { connecting: Connecting }) {
  const t = useText('mailboxes');
  if (!found) return null;
  const provider = found.provider ?? '';
  return (
    <>
      {found.hint && (
        <Alert color="yellow" role="note">
          {t(`hint.${found.hint}`, { provider })}
        </Alert>
      )}
      {!found.isOwn && (
        <Alert color="yellow" role="note">
          {t('foreign', { hosts: [found.receiving?.host, found.sending?.host].filter(Boolean).join(', ') })}
        </Alert>
      )}
      {!isWell(trial) && (
        <Text size="sm" c="dimmed">
          {t(`foundBy.${found.foundBy}`, { provider })}
        </Text>
      )}
      {trial && <TriedSteps trial={trial} />}
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('servers')}</summary>
        <ServerFields form={form} folders={trial?.folders ?? []} />
      </details>
    </>
  );
}

function Naming({ connecting: { form } }: { connecting: Connecting }) {
  const t = useText('mailboxes');
  return (
    <>
      <TextInput {...form.field('name')} label={t('name')} />
      <NativeSelect
        {...form.field('startAt')}
        label={t('startAt')}
        data={[
          { value: 'now', label: t('startAt.now') },
          { value: 'all', label: t('startAt.all') },
        ]}
      />
    </>
  );
}

function Ways({ connecting: { form, found, trial }, close }: { connecting: Connecting; close: () => void }) {
  const t = useText('mailboxes');
  const app = useText('app');
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" onClick={close}>
        {app('cancel')}
      </Button>
      <Button type="submit" loading={form.isBusy}>
        {!found ? t('connect.find') : isWell(trial) ? t('connect.save') : t('connect.try')}
      </Button>
    </Group>
  );
}
