/** Making a key: its name and kind, then its secret, which is shown once. */
import { Alert, Button, Group, Modal, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../contract/endpoints.ts';
import { keyKinds, propertyTypes } from '../../../contract/entries.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen, useForm } from '../../lib/use-form.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';

export function NewKeyDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const t = useText('keys');
  const [secret, setSecret] = useState<string>();
  const done = () => {
    close();
    setSecret(undefined);
  };
  return (
    <Modal
      opened={opened}
      onClose={done}
      title={secret === undefined ? t('make') : t('secret.title')}
      centered
      // A stray click must not close the one view of the secret.
      closeOnClickOutside={secret === undefined}
    >
      {secret === undefined ? <KeyForm made={setSecret} /> : <Secret secret={secret} done={done} />}
    </Modal>
  );
}

function KeyForm({ made }: { made: (secret: string) => void }) {
  const t = useText('keys');
  const app = useText('app');
  const origins = useText('origins');
  const cache = useQueryClient();
  const form = useForm({
    initial: { name: '', kind: 'api', property: '' },
    check: ({ name }) => ({ name: name.trim() === '' ? app('field.required') : undefined }),
    async send({ name, kind, property }) {
      const key = await call(endpoints.createKey, {
        body: {
          name,
          kind: chosen(keyKinds, kind),
          ...(kind === 'api' ? {} : { property: chosen(propertyTypes, property || usual(kind)) }),
        },
      });
      await cache.invalidateQueries({ queryKey: ['keys'] });
      made(key.secret);
    },
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
        <Radio.Group
          label={t('kind')}
          value={form.values.kind ?? 'api'}
          onChange={(kind) => form.set({ kind })}
        >
          <Stack gap="sm" mt="xs">
            <Radio value="api" label={t('kind.api')} description={t('kindHint.api')} />
            <Radio value="write" label={t('kind.write')} description={t('kindHint.write')} />
            <Radio value="server" label={t('kind.server')} description={t('kindHint.server')} />
          </Stack>
        </Radio.Group>
        {form.values.kind !== 'api' && (
          <NativeSelect
            label={origins('what')}
            description={origins('whatHint')}
            value={form.values.property || usual(form.values.kind)}
            onChange={(event) => form.set({ property: event.currentTarget.value })}
            data={propertyTypes.map((value) => ({ value, label: origins(value) }))}
          />
        )}
        <FormFailure text={form.failure} />
        <Button type="submit" loading={form.isBusy}>
          {t('make')}
        </Button>
      </Stack>
    </form>
  );
}

/** What most probably sends with such a key. */
const usual = (kind: string | undefined) => (kind === 'server' ? 'server' : 'website');

function Secret({ secret, done }: { secret: string; done: () => void }) {
  const t = useText('keys');
  return (
    <Stack>
      <Alert color="amber" icon={<IconAlertTriangle size={18} />}>
        {t('secret.once')}
      </Alert>
      <CopyField label={t('secret.label')} value={secret} />
      <Group justify="flex-end">
        <Button onClick={done}>{t('secret.done')}</Button>
      </Group>
    </Stack>
  );
}
