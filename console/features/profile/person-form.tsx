/** Name and language of the member. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { asLocale, languageChoices } from '../../lib/languages.ts';
import { loadMessages } from '../../lib/messages.ts';
import { localeOf, meQuery, useMe } from '../../lib/session.ts';
import { useForm } from '../../lib/use-form.ts';
import { deviceZone, timeZones } from '../../lib/zone.ts';
import { SaveRow } from '../../ui/save-row.tsx';

export function PersonForm() {
  const t = useText('profile');
  const app = useText('app');
  const me = useMe();
  const cache = useQueryClient();
  const form = useForm({
    initial: { name: me.member.name, locale: localeOf(me) as string, timeZone: me.member.timeZone ?? '' },
    check: ({ name }) => ({ name: name.trim() === '' ? app('field.required') : undefined }),
    async send({ name, locale, timeZone }) {
      const chosen = asLocale(locale) ?? 'en';
      const saved = await call(endpoints.updateMe, {
        body: { name, locale: chosen, timeZone: timeZone === '' ? null : timeZone },
      });
      // The new words first, so that the page changes its language in one go.
      await Promise.all([loadMessages(chosen, 'app'), loadMessages(chosen, 'profile')]);
      cache.setQueryData(meQuery.queryKey, saved);
      form.begin({ name: saved.member.name, locale: chosen, timeZone });
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <TextInput {...form.field('name')} label={t('name')} description={t('nameHint')} autoComplete="name" />
      <NativeSelect {...form.field('locale')} label={app('language')} data={languageChoices} />
      <NativeSelect
        {...form.field('timeZone')}
        label={t('timeZone')}
        description={t('timeZoneHint')}
        data={[
          { value: '', label: t('timeZoneDevice', { zone: deviceZone() }) },
          ...timeZones(me.member.timeZone),
        ]}
      />
      <SaveRow form={form} />
    </form>
  );
}
