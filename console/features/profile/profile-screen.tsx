/** The member's own page of the settings. */
import { Button, Group, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { signOut } from '../../lib/sign-out.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Section, SettingsPage } from '../../ui/settings-page.tsx';
import { PasswordForm } from './password-form.tsx';
import { PersonForm } from './person-form.tsx';
import { SingleKeys } from './single-keys.tsx';
import { TwoFactor } from './two-factor.tsx';
import { UndoSend } from './undo-send.tsx';

export function ProfileScreen() {
  const t = useText('profile');
  const app = useText('app');
  const { member, workspace } = useMe();
  const role = app(`role.${member.role}`);
  return (
    <SettingsPage
      title={t('title')}
      text={t('text', { email: member.email, role, workspace: workspace.name })}
    >
      <Section title={t('person')}>
        <PersonForm />
      </Section>
      <Section title={t('look')}>
        <Theme />
        <SingleKeys />
      </Section>
      <Section title={t('writing')}>
        <UndoSend />
      </Section>
      <Section title={t('notifications')} text={t('notificationsText')}>
        <Button component={Link} to="/settings/notifications" variant="default" w="fit-content">
          {t('notificationsOpen')}
        </Button>
      </Section>
      <Section title={t('password.title')} text={t('password.text')}>
        <PasswordForm />
      </Section>
      <Section title={t('twoFactor.title')} text={t('twoFactor.text')}>
        <TwoFactor />
      </Section>
      <Section title={t('sessions.title')} text={t('sessions.text')}>
        <Group>
          <Button variant="default" onClick={() => void signOut()}>
            {app('signOut')}
          </Button>
          <ConfirmButton
            label={t('sessions.everywhere')}
            title={t('sessions.question')}
            confirm={t('sessions.everywhere')}
            act={() => signOut('everywhere')}
          >
            {t('sessions.answer')}
          </ConfirmButton>
        </Group>
      </Section>
    </SettingsPage>
  );
}

function Theme() {
  const app = useText('app');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={app('theme')}
      w="fit-content"
      value={colorScheme}
      onChange={setColorScheme}
      data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: app(`theme.${value}`) }))}
    />
  );
}
