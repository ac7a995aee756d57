/** The commands that exist on every screen. */
import { useMantineColorScheme } from '@mantine/core';
import {
  IconActivity,
  IconBell,
  IconBellRinging,
  IconBolt,
  IconBuilding,
  IconBuildingStore,
  IconChartPie,
  IconClock,
  IconFlagCheck,
  IconHeartHandshake,
  IconHistory,
  IconHourglass,
  IconKey,
  IconKeyboard,
  IconListCheck,
  IconLogout,
  IconMessageCirclePlus,
  IconMessageSearch,
  IconMessages,
  IconRoute,
  IconSettings,
  IconStar,
  IconSun,
  IconTableImport,
  IconTag,
  IconTags,
  IconUser,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
  IconWorld,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Permission } from '../../contract/permissions.ts';
import { type Command, useCommands } from '../lib/commands.ts';
import { useText } from '../lib/i18n.tsx';
import { useMay } from '../lib/session.ts';
import { signOut } from '../lib/sign-out.ts';

const places = [
  ['goConversations', '/conversations/{-$conversationId}', IconMessages, 'g c', undefined],
  ['goSearch', '/search', IconMessageSearch, '/', 'conversations:read'],
  ['goCustomers', '/customers/{-$customerId}', IconUsers, 'g u', undefined],
  ['goDuplicates', '/customers/duplicates', IconUsersGroup, undefined, undefined],
  ['goReviews', '/reviews', IconStar, undefined, undefined],
  ['goCompanies', '/companies/{-$companyId}', IconBuilding, 'g o', undefined],
  ['goTasks', '/tasks', IconListCheck, 'g t', 'customers:read'],
  ['goPromises', '/promises', IconHeartHandshake, 'g p', 'conversations:read'],
  ['goWaiting', '/waiting', IconHourglass, 'g w', 'conversations:read'],
  ['goNotifications', '/notifications', IconBell, 'g n', 'conversations:read'],
  ['goSegments', '/segments/{-$segmentId}', IconChartPie, 'g e', undefined],
  ['goSettings', '/settings', IconSettings, 'g s', undefined],
  ['goMembers', '/settings/members', IconUserPlus, undefined, undefined],
  ['goTeams', '/settings/teams', IconUsersGroup, undefined, undefined],
  ['goHours', '/settings/hours', IconClock, undefined, undefined],
  ['goSilence', '/settings/silence', IconBellRinging, undefined, undefined],
  ['goAttributes', '/settings/attributes', IconTags, undefined, 'customers:read'],
  ['goMacros', '/settings/macros', IconBolt, undefined, 'conversations:read'],
  ['goTags', '/settings/tags', IconTag, undefined, 'conversations:read'],
  ['goChecklists', '/settings/checklists', IconListCheck, undefined, 'conversations:read'],
  ['goClosing', '/settings/closing', IconFlagCheck, undefined, 'conversations:read'],
  ['goInboxes', '/settings/inboxes', IconWorld, undefined, undefined],
  ['goGreetings', '/settings/greetings', IconMessageCirclePlus, undefined, 'inboxes:read'],
  ['goKeys', '/settings/keys', IconKey, undefined, 'keys:manage'],
  ['goEvents', '/settings/events', IconActivity, undefined, 'keys:manage'],
  ['goImports', '/settings/imports/{-$importId}', IconTableImport, undefined, 'imports:manage'],
  ['goWebhooks', '/settings/webhooks/{-$webhookId}', IconWebhook, undefined, 'webhooks:manage'],
  ['goStages', '/settings/stages', IconRoute, undefined, undefined],
  ['goAudit', '/settings/audit-log', IconHistory, undefined, 'audit:read'],
  ['goNotificationSettings', '/settings/notifications', IconBell, undefined, 'conversations:read'],
  ['goSample', '/settings/sample', IconBuildingStore, undefined, undefined],
  ['goProfile', '/settings/profile', IconUser, undefined, undefined],
] as const satisfies readonly (readonly [
  string,
  string,
  unknown,
  string | undefined,
  Permission | undefined,
])[];

/** Registers them while the frame is shown. What the member may not see is not offered. */
export function useFrameCommands(show: { palette: () => void; keys: () => void; task: () => void }): void {
  const t = useText('app');
  const may = useMay();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const toggle = () => {
    const isDark = document.documentElement.dataset.mantineColorScheme === 'dark';
    setColorScheme(isDark ? 'light' : 'dark');
  };
  const go = places
    .filter(([, , , , permission]) => permission === undefined || may(permission))
    .map(
      ([word, to, icon, keys]): Command => ({
        id: `go.${to}`,
        label: t(word),
        group: 'go',
        icon,
        keys,
        run: () => void navigate({ to }),
      }),
    );
  useCommands([
    {
      id: 'palette',
      label: t('openPalette'),
      group: 'help',
      keys: 'mod+k',
      isHidden: true,
      run: show.palette,
    },
    { id: 'keys', label: t('shortcuts'), group: 'help', keys: '?', icon: IconKeyboard, run: show.keys },
    ...go,
    ...(may('customers:write')
      ? [
          {
            id: 'task',
            label: t('newTask'),
            group: 'act' as const,
            keys: 't',
            icon: IconListCheck,
            run: show.task,
          },
        ]
      : []),
    { id: 'theme', label: t('themeToggle'), group: 'act', icon: IconSun, run: toggle },
    { id: 'sign-out', label: t('signOut'), group: 'act', icon: IconLogout, run: () => void signOut() },
  ]);
}
