/** What a greeting says, where and when, and to whom. */
import { Checkbox, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { nameLengthMax } from '../../../contract/entries.ts';
import { greetingTextLengthMax } from '../../../contract/greetings.ts';
import { locales } from '../../../contract/ids.ts';
import { useText } from '../../lib/i18n.tsx';
import type { Form } from '../../lib/use-form.ts';
import type { Page, Values } from './greeting-values.ts';
import { PagesEditor } from './pages-editor.tsx';

const visitors = ['all', 'new', 'returning'] as const;

type Props = { form: Form<Values>; pages: readonly Page[]; changePages: (pages: readonly Page[]) => void };

export function GreetingFields({ form, pages, changePages }: Props) {
  const t = useText('greetings');
  const number = { inputMode: 'numeric' } as const;
  const flag = (name: 'active' | 'whenOpen' | 'whenOnline') => (
    <Checkbox
      label={t(name)}
      checked={form.values[name] === 'yes'}
      onChange={(event) => form.set({ [name]: event.currentTarget.checked ? 'yes' : '' })}
    />
  );
  return (
    <Stack gap="sm">
      <TextInput {...form.field('name')} label={t('name')} maxLength={nameLengthMax} data-autofocus />
      {locales.map((locale) => (
        <Textarea
          key={locale}
          {...form.field(`text.${locale}`)}
          label={t(`text.${locale}`)}
          lang={locale}
          autosize
          minRows={1}
          maxLength={greetingTextLengthMax}
        />
      ))}
      <PagesEditor pages={pages} change={changePages} />
      <Group align="flex-end" gap="sm" grow preventGrowOverflow={false}>
        <TextInput {...form.field('seconds')} {...number} label={t('seconds')} />
        <TextInput {...form.field('pagesSeen')} {...number} label={t('pagesSeen')} />
        <TextInput {...form.field('days')} {...number} label={t('days')} />
      </Group>
      <NativeSelect
        {...form.field('visitors')}
        label={t('visitors')}
        data={visitors.map((value) => ({ value, label: t(`visitors.${value}`) }))}
      />
      <Group align="flex-start" gap="sm" grow>
        <TextInput {...form.field('attribute')} label={t('attribute')} maxLength={nameLengthMax} />
        <TextInput {...form.field('value')} label={t('value')} maxLength={nameLengthMax} />
      </Group>
      {flag('whenOpen')}
      {flag('whenOnline')}
      {flag('active')}
    </Stack>
  );
}
