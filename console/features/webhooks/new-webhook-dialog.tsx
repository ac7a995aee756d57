/** Making a webhook: its name and how it is signed, then its address and secret, which is shown once. */
import { Button, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Webhook } from '../../../contract/webhooks.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen, type Form, useForm } from '../../lib/use-form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { presetNames, signingOf, type Typed } from './presets.ts';
import { useFailureText } from './reason.ts';
import { SecretShown } from './secret-shown.tsx';

export function NewWebhookDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const t = useText('webhooks');
  const navigate = useNavigate();
  const [made, setMade] = useState<Webhook & { secret: string }>();
  const done = () => {
    close();
    setMade(undefined);
    if (made) void navigate({ to: '/settings/webhooks/{-$webhookId}', params: { webhookId: made.id } });
  };
  return (
    <Modal
      opened={opened}
      onClose={done}
      title={made ? t('secret.title') : t('new')}
      centered
      // A stray click must not close the one view of the secret.
      closeOnClickOutside={made === undefined}
    >
      {made ? <SecretShown webhook={made} done={done} /> : <NewForm made={setMade} />}
    </Modal>
  );
}

type Values = Typed & { name: string; preset: string; secret: string };

function NewForm({ made }: { made: (webhook: Webhook & { secret: string }) => void }) {
  const t = useText('webhooks');
  const app = useText('app');
  const cache = useQueryClient();
  const explain = useFailureText();
  const form = useForm<Values>({
    initial: {
      name: '',
      preset: 'standard',
      secret: '',
      header: '',
      encoding: 'hex',
      prefix: '',
      timestamp: 'none',
      timestampHeader: '',
      idHeader: '',
    },
    check: ({ name, preset, header, timestamp, timestampHeader }) => ({
      name: name.trim() === '' ? app('field.required') : undefined,
      header: preset === 'other' && header.trim() === '' ? app('field.required') : undefined,
      timestampHeader:
        preset === 'other' && timestamp === 'header' && timestampHeader.trim() === ''
          ? app('field.required')
          : undefined,
    }),
    async send({ name, preset, secret, ...typed }) {
      const signing = signingOf(chosen(presetNames, preset), typed);
      const webhook = await call(endpoints.createWebhook, {
        body: { name, signing, ...(secret.trim() === '' ? {} : { secret }) },
      });
      await cache.invalidateQueries({ queryKey: ['webhooks'] });
      made(webhook);
    },
    explain,
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <TextInput
          {...form.field('name')}
          label={t('name')}
          placeholder={t('namePlaceholder')}
          autoComplete="off"
          data-autofocus
        />
        <NativeSelect
          {...form.field('preset')}
          label={t('signing')}
          data={presetNames.map((value) => ({ value, label: t(`preset.${value}`) }))}
        />
        {form.values.preset === 'other' && <Other form={form} />}
        <TextInput
          {...form.field('secret')}
          label={t('ownSecret')}
          description={t('ownSecretHint')}
          autoComplete="off"
          spellCheck={false}
        />
        <FormFailure text={form.failure} />
        <Button type="submit" loading={form.isBusy}>
          {t('make')}
        </Button>
      </Stack>
    </form>
  );
}

/** How a system signs that is none of the known ones. */
function Other({ form }: { form: Form<Values> }) {
  const t = useText('webhooks');
  return (
    <>
      <TextInput {...form.field('header')} label={t('header')} placeholder="X-Signature" spellCheck={false} />
      <NativeSelect
        {...form.field('encoding')}
        label={t('encoding')}
        data={[
          { value: 'hex', label: t('encoding.hex') },
          { value: 'base64', label: t('encoding.base64') },
        ]}
      />
      <TextInput {...form.field('prefix')} label={t('prefix')} placeholder="sha256=" spellCheck={false} />
      <NativeSelect
        {...form.field('timestamp')}
        label={t('timestamp')}
        data={(['none', 'header', 'in-signature'] as const).map((value) => ({
          value,
          label: t(`timestamp.${value}`),
        }))}
      />
      {form.values.timestamp === 'header' && (
        <TextInput
          {...form.field('timestampHeader')}
          label={t('timestampHeader')}
          placeholder="X-Timestamp"
          spellCheck={false}
        />
      )}
      <TextInput
        {...form.field('idHeader')}
        label={t('idHeader')}
        description={t('idHeaderHint')}
        spellCheck={false}
      />
    </>
  );
}
