/** Settings of the workspace: name and language. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { LinkPreviews } from '../../../contract/previews.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { asLocale, languageChoices } from '../../lib/languages.ts';
import { meQuery, useMay, useMe } from '../../lib/session.ts';
import { useForm } from '../../lib/use-form.ts';
import { timeZones } from '../../lib/zone.ts';
import { SaveRow } from '../../ui/save-row.tsx';
import { SettingsPage } from '../../ui/settings-page.tsx';

/** The contract's, without its schemas: `linkPreviewChoices`. */
const previewChoices: readonly LinkPreviews[] = ['all', 'team', 'off'];

export function WorkspaceScreen() {
  const t = useText('workspace');
  const may = useMay();
  return (
    <SettingsPage title={t('title')} text={may('workspace:manage') ? t('text') : t('readOnly')}>
      <WorkspaceForm mayChange={may('workspace:manage')} />
    </SettingsPage>
  );
}

function WorkspaceForm({ mayChange }: { mayChange: boolean }) {
  const t = useText('workspace');
  const app = useText('app');
  const { workspace } = useMe();
  const cache = useQueryClient();
  const form = useForm({
    initial: {
      name: workspace.name,
      locale: workspace.locale as string,
      timeZone: workspace.timeZone,
      linkPreviews: workspace.linkPreviews as string,
    },
    check: ({ name }) => ({ name: name.trim() === '' ? app('field.required') : undefined }),
    async send({ name, locale, timeZone, linkPreviews }) {
      const previews = previewChoices.find((choice) => choice === linkPreviews) ?? workspace.linkPreviews;
      const body = {
        name,
        locale: asLocale(locale) ?? workspace.locale,
        timeZone,
        linkPreviews: previews,
      };
      const { id: _, createdAt: __, ...saved } = await call(endpoints.updateWorkspace, { body });
      form.begin(saved);
      await cache.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  return (
    <form onSubmit={form.submit} noValidate style={{ display: 'grid', gap: '1rem', maxInlineSize: '28rem' }}>
      <TextInput
        {...form.field('name')}
        label={t('name')}
        description={t('nameHint')}
        disabled={!mayChange}
      />
      <NativeSelect
        {...form.field('locale')}
        label={t('language')}
        description={t('languageHint')}
        data={languageChoices}
        disabled={!mayChange}
      />
      <NativeSelect
        {...form.field('timeZone')}
        label={t('timeZone')}
        description={t('timeZoneHint')}
        data={timeZones(workspace.timeZone)}
        disabled={!mayChange}
      />
      <NativeSelect
        {...form.field('linkPreviews')}
        label={t('previews')}
        description={t('previewsHint')}
        data={previewChoices.map((choice) => ({ value: choice, label: t(`previews.${choice}`) }))}
        disabled={!mayChange}
      />
      {mayChange && <SaveRow form={form} />}
    </form>
  );
}
