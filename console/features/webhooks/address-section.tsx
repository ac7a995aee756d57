/** Where the other system sends to and how it signs; replacing the secret, and removing all of it. */
import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Webhook } from '../../../contract/webhooks.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useForm } from '../../lib/use-form.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { Time } from '../../ui/time.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { useFailureText } from './reason.ts';
import { SecretShown } from './secret-shown.tsx';

export function AddressSection({ webhook }: { webhook: Webhook }) {
  const t = useText('webhooks');
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [isEditing, editing] = useDisclosure(false);
  const [isReplacing, replacing] = useDisclosure(false);
  const { signing } = webhook;
  const remove = async () => {
    await call(endpoints.deleteWebhook, { params: { id: webhook.id } });
    await navigate({ to: '/settings/webhooks/{-$webhookId}', params: { webhookId: undefined } });
    cache.removeQueries({ queryKey: ['webhooks', webhook.id] });
    await cache.invalidateQueries({ queryKey: ['webhooks'] });
  };
  return (
    <Section title={t('address')}>
      <CopyField label={t('url')} value={webhook.url} />
      <Text size="sm" c="dimmed">
        {signing.scheme === 'standard'
          ? t('signedStandard')
          : t('signedHmac', { header: signing.header, encoding: signing.encoding })}
        {webhook.previousUntil !== null && (
          <> {t.rich('previousUntil', { when: <Time key="when" value={webhook.previousUntil} /> })}</>
        )}
      </Text>
      <Group>
        <Button size="compact-sm" variant="default" onClick={editing.open}>
          {t('edit')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={replacing.open}>
          {t('replaceSecret')}
        </Button>
        <ConfirmButton
          label={t('remove')}
          title={t('removeTitle', { name: webhook.name })}
          confirm={t('remove')}
          act={remove}
        >
          {t('removeText')}
        </ConfirmButton>
      </Group>
      <EditDialog webhook={webhook} opened={isEditing} close={editing.close} />
      <ReplaceDialog id={webhook.id} opened={isReplacing} close={replacing.close} />
    </Section>
  );
}

const overlaps = ['0', '1', '24', '168'] as const;

function ReplaceDialog({ id, opened, close }: { id: string; opened: boolean; close: () => void }) {
  const t = useText('webhooks');
  const [made, setMade] = useState<{ url: string; secret: string }>();
  const done = () => {
    close();
    setMade(undefined);
  };
  return (
    <Modal
      opened={opened}
      onClose={done}
      title={made ? t('secret.title') : t('replaceSecret')}
      centered
      closeOnClickOutside={made === undefined}
    >
      {made ? <SecretShown webhook={made} done={done} /> : <ReplaceForm id={id} made={setMade} />}
    </Modal>
  );
}

function ReplaceForm(props: { id: string; made: (webhook: { url: string; secret: string }) => void }) {
  const t = useText('webhooks');
  const cache = useQueryClient();
  const explain = useFailureText();
  const form = useForm({
    initial: { secret: '', overlap: '24' },
    async send({ secret, overlap }) {
      const webhook = await call(endpoints.rotateWebhookSecret, {
        params: { id: props.id },
        body: { overlapHours: Number(overlap), ...(secret.trim() === '' ? {} : { secret }) },
      });
      await cache.invalidateQueries({ queryKey: ['webhooks'] });
      props.made(webhook);
    },
    explain,
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <TextInput
          {...form.field('secret')}
          label={t('ownSecret')}
          description={t('ownSecretHint')}
          autoComplete="off"
          spellCheck={false}
        />
        <NativeSelect
          {...form.field('overlap')}
          label={t('overlap')}
          data={overlaps.map((value) => ({ value, label: t('overlapHours', { hours: Number(value) }) }))}
        />
        <FormFailure text={form.failure} />
        <Button type="submit" loading={form.isBusy}>
          {t('replaceSecret')}
        </Button>
      </Stack>
    </form>
  );
}
