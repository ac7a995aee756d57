/** Whose conversation it is, and giving it to somebody else. */
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconUser, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Conversation } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { membersQuery, useMemberName } from '../../lib/team.ts';
import { Avatar } from '../../ui/avatar.tsx';
import classes from './conversation-pane.module.css';
import type { Acting } from './use-acting.ts';

export function AssignMenu({ conversation, acting }: { conversation: Conversation; acting: Acting }) {
  const t = useText('conversations');
  const { member } = useMe();
  const { data: members } = useQuery(membersQuery);
  const [opened, setOpened] = useState(false);
  const { wish, granted } = acting;
  const { id, assigneeId } = conversation;
  const ownerName = useOwnerName()(assigneeId);
  useEffect(() => {
    if (wish?.id !== id || wish.what !== 'assign') return;
    setOpened(true);
    granted();
  }, [wish, id, granted]);
  if (!acting.mayWrite) return assigneeId === null ? null : <Owner assigneeId={assigneeId} />;
  const item = (memberId: string | null, label: string, icon: React.ReactNode) => (
    <Menu.Item
      key={memberId}
      leftSection={icon}
      rightSection={memberId === assigneeId && <IconCheck size={16} aria-label={t('chosen')} />}
      onClick={() => acting.assign(id, memberId)}
    >
      <bdi>{label}</bdi>
    </Menu.Item>
  );
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
          aria-label={t('assignNow', { name: ownerName })}
        >
          <Owner assigneeId={assigneeId} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.members}>
        {item(member.id, t('assignToMe'), <Avatar id={member.id} name={member.name} size="small" />)}
        {item(null, t('nobody'), <IconUserOff size={24} stroke={1.5} />)}
        <Menu.Divider />
        {members
          ?.filter((other) => other.id !== member.id && other.role !== 'viewer')
          .map((other) =>
            item(other.id, other.name, <Avatar id={other.id} name={other.name} size="small" />),
          )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The name of whom a conversation belongs to. */
function useOwnerName(): (assigneeId: string | null) => string {
  const t = useText('conversations');
  const app = useText('app');
  const memberName = useMemberName();
  return (assigneeId) =>
    assigneeId === null ? t('nobody') : (memberName(assigneeId) ?? app('unknownMember'));
}

function Owner({ assigneeId }: { assigneeId: string | null }) {
  const name = useOwnerName()(assigneeId);
  return (
    <span className={classes.owner}>
      {assigneeId === null ? (
        <IconUser size={16} aria-hidden />
      ) : (
        <Avatar id={assigneeId} name={name} size="small" />
      )}
      <bdi className={classes.word}>{name}</bdi>
    </span>
  );
}
