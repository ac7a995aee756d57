/** Where mail is fetched, and where replies go out. */
import { Autocomplete, NativeSelect, TextInput } from '@mantine/core';
import { useText } from '../../lib/i18n.tsx';
import type { Form } from '../../lib/use-form.ts';
import classes from './mailboxes.module.css';
import type { ServerValues } from './servers.ts';

export function ServerFields<Values extends ServerValues>({
  form,
  folders = [],
}: {
  form: Form<Values>;
  /** Those that there are, where that is known. */
  folders?: readonly string[];
}) {
  const t = useText('mailboxes');
  const data = (['tls', 'starttls', 'none'] as const).map((value) => ({
    value,
    label: t(`security.${value}`),
  }));
  return (
    <>
      <fieldset className={classes.server}>
        <legend>{t('receiving')}</legend>
        <TextInput {...form.field('imapHost')} label={t('host')} autoComplete="off" spellCheck={false} />
        <TextInput {...form.field('imapPort')} label={t('port')} inputMode="numeric" />
        <NativeSelect {...form.field('imapSecurity')} label={t('security')} data={data} />
        <TextInput {...form.field('imapUser')} label={t('user')} autoComplete="off" spellCheck={false} />
        <Autocomplete {...form.field('folder')} label={t('folder')} data={[...new Set(folders)]} />
      </fieldset>
      <fieldset className={classes.server}>
        <legend>{t('sending')}</legend>
        <TextInput {...form.field('smtpHost')} label={t('host')} autoComplete="off" spellCheck={false} />
        <TextInput {...form.field('smtpPort')} label={t('port')} inputMode="numeric" />
        <NativeSelect {...form.field('smtpSecurity')} label={t('security')} data={data} />
        <TextInput {...form.field('smtpUser')} label={t('user')} autoComplete="off" spellCheck={false} />
      </fieldset>
    </>
  );
}
