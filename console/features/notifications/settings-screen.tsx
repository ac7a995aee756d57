/** How the member wants to be told: of what, by which ways, and when not. */
import { useQuery } from '@tanstack/react-query';
import { useText } from '../../lib/i18n.tsx';
import { notificationSettingsQuery } from '../../lib/notifications.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Section, SettingsPage } from '../../ui/settings-page.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import { KindsTable } from './kinds-table.tsx';
import { MailPaceField } from './mail-pace.tsx';
import { QuietHours } from './quiet-hours.tsx';
import { ThisBrowser } from './this-browser.tsx';
import { useSettings } from './use-settings.ts';

export function NotificationSettingsScreen() {
  const t = useText('notifications');
  const { data, error, refetch } = useQuery(notificationSettingsQuery);
  const change = useSettings();
  if (!data) return error ? <ErrorState error={error} retry={() => void refetch()} /> : <PageSkeleton />;
  const { settings, hasMail, pushKey } = data;
  const parts = { settings, change };
  return (
    <SettingsPage title={t('settingsTitle')} text={t('settingsText')}>
      <Section title={t('browser')} text={t('browserText')}>
        <ThisBrowser {...parts} pushKey={pushKey} />
      </Section>
      <Section title={t('kinds')} text={t('kindsText')}>
        <KindsTable {...parts} />
      </Section>
      <Section title={t('mail')} text={t(hasMail ? 'mailText' : 'mailMissing')}>
        <MailPaceField {...parts} />
      </Section>
      <Section title={t('quiet')} text={t('quietText')}>
        <QuietHours {...parts} />
      </Section>
    </SettingsPage>
  );
}
