/** How often what is unread goes out by mail. */
import { NativeSelect } from '@mantine/core';
import { mailPaces } from '../../../contract/notifications.ts';
import { useText } from '../../lib/i18n.tsx';
import { chosen } from '../../lib/use-form.ts';
import type { Parts } from './use-settings.ts';

export function MailPaceField({ settings, change }: Parts) {
  const t = useText('notifications');
  return (
    <NativeSelect
      label={t('mailPace')}
      value={settings.mail}
      onChange={(event) => change({ mail: chosen(mailPaces, event.currentTarget.value) })}
      data={mailPaces.map((value) => ({ value, label: t(`pace.${value}`) }))}
    />
  );
}
