/** By which law deadlines go, and how much of a network address is kept. */
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { PrivacySettings } from '../../../contract/privacy.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen, useForm } from '../../lib/use-form.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { notice } from '../../ui/notices.tsx';
import { Section } from '../../ui/settings-page.tsx';
import { settingsQuery } from './queries.ts';

const laws = ['gdpr', 'lgpd', 'pipl'] as const;
const modes = ['whole', 'cut', 'drop'] as const;

export function SettingsSection() {
  const t = useText('privacy');
  const { data } = useQuery(settingsQuery);
  return (
    <Section title={t('settings')} text={t('settingsText')}>
      {data && <SettingsForm key={JSON.stringify(data)} settings={data} />}
    </Section>
  );
}

function SettingsForm({ settings }: { settings: PrivacySettings }) {
  const t = useText('privacy');
  const app = useText('app');
  const cache = useQueryClient();
  const form = useForm({
    initial: { law: settings.law as string, addresses: settings.addresses as string },
    async send({ law, addresses }) {
      const saved = await call(endpoints.updatePrivacySettings, {
        body: { law: chosen(laws, law), addresses: chosen(modes, addresses) },
      });
      cache.setQueryData(settingsQuery.queryKey, saved);
    },
  });
  const apply = async () => {
    await call(endpoints.cutStoredAddresses, {});
    notice(t('addressesBegun'));
  };
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="sm">
        <NativeSelect
          {...form.field('law')}
          label={t('law')}
          description={t('lawHint')}
          data={laws.map((value) => ({ value, label: t(`lawLong.${value}`) }))}
        />
        <NativeSelect
          {...form.field('addresses')}
          label={t('addresses')}
          description={t('addressesHint')}
          data={modes.map((value) => ({ value, label: t(`addresses.${value}`) }))}
        />
        <FormFailure text={form.failure} />
        <Group>
          <Button type="submit" disabled={!form.isChanged} loading={form.isBusy}>
            {app('save')}
          </Button>
          {!form.isChanged && settings.addresses !== 'whole' && (
            <ConfirmButton
              label={t('addressesApply')}
              title={t('addressesApply')}
              confirm={t('addressesApply')}
              act={apply}
            >
              <Text size="sm">{t('addressesApplyText')}</Text>
            </ConfirmButton>
          )}
        </Group>
      </Stack>
    </form>
  );
}
