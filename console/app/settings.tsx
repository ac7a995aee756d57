/** The settings: their list beside the chosen one; on a phone first the list, then the chosen one. */

import { useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link, Navigate, Outlet, useMatchRoute } from '@tanstack/react-router';
import type { Permission } from '../../contract/permissions.ts';
import { useText } from '../lib/i18n.tsx';
import { useMay } from '../lib/session.ts';
import { phoneWidthMax } from '../ui/tokens.ts';
import classes from './settings.module.css';

const sections = [
  { to: '/settings/workspace', word: 'settings.workspace', permission: 'workspace:read' },
  { to: '/settings/attributes', word: 'settings.attributes', permission: 'customers:read' },
  { to: '/settings/macros', word: 'settings.macros', permission: 'conversations:read' },
  { to: '/settings/tags', word: 'settings.tags', permission: 'conversations:read' },
  { to: '/settings/closing', word: 'settings.closing', permission: 'conversations:read' },
  { to: '/settings/checklists', word: 'settings.checklists', permission: 'conversations:read' },
  { to: '/settings/inboxes', word: 'settings.inboxes', permission: 'inboxes:read' },
  { to: '/settings/greetings', word: 'settings.greetings', permission: 'inboxes:read' },
  { to: '/settings/imports/{-$importId}', word: 'settings.imports', permission: 'imports:manage' },
  { to: '/settings/webhooks/{-$webhookId}', word: 'settings.webhooks', permission: 'webhooks:manage' },
  { to: '/settings/stages', word: 'settings.stages', permission: 'workspace:read' },
  { to: '/settings/privacy/{-$requestId}', word: 'settings.privacy', permission: 'privacy:manage' },
  { to: '/settings/members', word: 'settings.members', permission: 'members:read' },
  { to: '/settings/teams', word: 'settings.teams', permission: 'members:read' },
  { to: '/settings/hours', word: 'settings.hours', permission: 'workspace:read' },
  { to: '/settings/silence', word: 'settings.silence', permission: 'workspace:read' },
  { to: '/settings/keys', word: 'settings.keys', permission: 'keys:manage' },
  { to: '/settings/events', word: 'settings.events', permission: 'keys:manage' },
  { to: '/settings/audit-log', word: 'settings.audit', permission: 'audit:read' },
  { to: '/settings/notifications', word: 'settings.notifications', permission: 'conversations:read' },
  { to: '/settings/sample', word: 'settings.sample', permission: undefined },
  { to: '/settings/profile', word: 'settings.profile', permission: undefined },
] as const satisfies readonly { to: string; word: string; permission: Permission | undefined }[];

export function Settings() {
  const t = useText('app');
  const may = useMay();
  const isIndex = useMatchRoute()({ to: '/settings' }) !== false;
  return (
    <div className={classes.settings} data-index={isIndex}>
      <nav className={classes.sections} aria-label={t('settings')}>
        {isIndex ? <h1>{t('settings')}</h1> : <p className={classes.title}>{t('settings')}</p>}
        <ul>
          {sections
            .filter(({ permission }) => permission === undefined || may(permission))
            .map(({ to, word }) => (
              <li key={to}>
                <Link
                  to={to}
                  params={{ importId: undefined, webhookId: undefined, requestId: undefined }}
                  className={classes.section}
                >
                  {t(word)}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <div className={classes.chosen}>
        <Link to="/settings" className={classes.back}>
          <IconChevronLeft size={16} />
          {t('settings')}
        </Link>
        <Outlet />
      </div>
    </div>
  );
}

/** On a wide screen the first section stands in for the list's own page. */
export function SettingsIndex() {
  const isPhone = useMediaQuery(`(max-width: ${phoneWidthMax})`, undefined, {
    getInitialValueInEffect: false,
  });
  return isPhone ? null : <Navigate to="/settings/workspace" replace />;
}
