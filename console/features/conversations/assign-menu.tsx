/** Whose conversation it is, and giving it to somebody else or to a team. */
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconUserOff, IconUsersGroup, IconUsersMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Conversation } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { membersQuery, useIsSolo } from '../../lib/team.ts';
import { useTeams } from '../../lib/teams.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Presence } from '../../ui/presence.tsx';
import classes from './conversation-pane.module.css';
import { Owner, useOwnerName } from './owner.tsx';
import type { Acting } from './use-acting.ts';
import { useGranted } from './use-granted.ts';

export function AssignMenu({ conversation, acting }: { conversation: Conversation; acting: Acting }) {
  const t = useText('conversations');
  const { id, assigneeId, teamId } = conversation;
  const [opened, setOpened] = useGranted(acting, id, 'assign');
  const name = useOwnerName()(conversation);
  const { member } = useMe();
  const isSolo = useIsSolo() && teamId === null && (assigneeId === null || assigneeId === member.id);
  // Nobody else could have it.
  if (isSolo) return null;
  if (!acting.mayWrite)
    return assigneeId === null && teamId === null ? null : <Owner conversation={conversation} />;
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={240}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          className={classes.action}
          variant="default"
          size="compact-md"
          aria-label={t('assignNow', { name })}
        >
          <Owner conversation={conversation} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.members}>
        <Members conversation={conversation} acting={acting} />
        <Teams conversation={conversation} acting={acting} />
      </Menu.Dropdown>
    </Menu>
  );
}

type Props = { conversation: Conversation; acting: Acting };

function Members({ conversation: { id, assigneeId }, acting }: Props) {
  const t = useText('conversations');
  const { member } = useMe();
  const { data: members } = useQuery(membersQuery);
  const item = (memberId: string | null, label: string, icon: React.ReactNode) => (
    <Choice
      key={memberId}
      label={label}
      icon={icon}
      isChosen={memberId === assigneeId}
      choose={() => acting.assign(id, memberId)}
    />
  );
  return (
    <>
      {item(member.id, t('assignToMe'), <Avatar id={member.id} name={member.name} size="small" />)}
      {item(null, t('nobody'), <IconUserOff size={24} stroke={1.5} />)}
      <Menu.Divider />
      {members
        ?.filter((other) => other.id !== member.id && other.role !== 'viewer')
        .map((other) =>
          item(
            other.id,
            other.name,
            <Presence memberId={other.id}>
              <Avatar id={other.id} name={other.name} size="small" />
            </Presence>,
          ),
        )}
    </>
  );
}

/** Nothing where there are none. */
function Teams({ conversation: { id, teamId }, acting }: Props) {
  const t = useText('conversations');
  const teams = useTeams();
  if (teams.length === 0 && teamId === null) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('teams')}</Menu.Label>
      {teams.map((team) => (
        <Choice
          key={team.id}
          label={team.name}
          icon={<IconUsersGroup size={24} stroke={1.5} />}
          isChosen={team.id === teamId}
          choose={() => acting.assignTeam(id, team)}
        />
      ))}
      {teamId !== null && (
        <Choice
          label={t('noTeam')}
          icon={<IconUsersMinus size={24} stroke={1.5} />}
          isChosen={false}
          choose={() => acting.assignTeam(id, null)}
        />
      )}
    </>
  );
}

function Choice(props: { label: string; icon: React.ReactNode; isChosen: boolean; choose: () => void }) {
  const t = useText('conversations');
  const { label, icon, isChosen, choose } = props;
  return (
    <Menu.Item
      leftSection={icon}
      rightSection={isChosen && <IconCheck size={16} aria-label={t('chosen')} />}
      onClick={choose}
    >
      <bdi>{label}</bdi>
    </Menu.Item>
  );
}
