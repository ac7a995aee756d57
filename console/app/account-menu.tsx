/** The member's own menu: being there, profile, workspaces, theme, keys, sign out. */
import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBuilding, IconCheck, IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { AvailabilityChoice, HandOverDialog } from '../features/availability/index.ts';
import { chooseWorkspace } from '../lib/api.ts';
import { useAvailability } from '../lib/availability.ts';
import { useText } from '../lib/i18n.tsx';
import { useMe } from '../lib/session.ts';
import { signOut } from '../lib/sign-out.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Presence } from '../ui/presence.tsx';
import classes from './frame.module.css';

export function AccountMenu({ showKeys }: { showKeys: () => void }) {
  const t = useText('app');
  const { member } = useMe();
  const { name } = member;
  const state = useAvailability()(member.id)?.state;
  const label = state
    ? t('accountPresence', { name, presence: t(`presence.${state}`) })
    : t('account', { name });
  const [isOpen, menu] = useDisclosure(false);
  const [isHandingOver, handingOver] = useDisclosure(false);
  const handOver = () => {
    menu.close();
    handingOver.open();
  };
  return (
    <>
      <Menu opened={isOpen} onChange={menu.set} position="right-end" width={240} withinPortal={false}>
        <Menu.Target>
          <button type="button" className={classes.account} aria-label={label}>
            <Presence memberId={member.id} isSaid>
              <Avatar id={member.id} name={name} />
            </Presence>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{member.email}</Menu.Label>
          <AvailabilityChoice handOver={handOver} />
          <Menu.Item component={Link} to="/settings/profile" leftSection={<IconUser size={16} />}>
            {t('profile')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection="?" onClick={showKeys}>
            {t('shortcuts')}
          </Menu.Item>
          <Workspaces />
          <Schemes />
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
            {t('signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <HandOverDialog member={member} opened={isHandingOver} close={handingOver.close} />
    </>
  );
}

/** Shown to members of several workspaces only. The choice loads the page anew: nothing of the other one stays. */
function Workspaces() {
  const t = useText('app');
  const { workspace, workspaces } = useMe();
  if (workspaces.length < 2) return null;
  const enter = (id: string) => {
    chooseWorkspace(id);
    location.assign('/');
  };
  return (
    <>
      <Menu.Divider />
      {workspaces.map(({ id, name }) => (
        <Menu.Item
          key={id}
          leftSection={<IconBuilding size={16} />}
          rightSection={id === workspace.id && <IconCheck size={16} />}
          aria-label={id === workspace.id ? t('workspaceCurrent', { name }) : t('workspaceSwitch', { name })}
          onClick={() => enter(id)}
        >
          {name}
        </Menu.Item>
      ))}
    </>
  );
}

function Schemes() {
  const t = useText('app');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('theme')}</Menu.Label>
      <Menu.RadioGroup
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
      >
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.RadioItem key={scheme} value={scheme}>
            {t(`theme.${scheme}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
