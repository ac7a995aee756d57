/** Whose a conversation is, in a few words: a member, a team, or both. */
import { IconUser, IconUsersGroup } from '@tabler/icons-react';
import type { Conversation } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMemberName } from '../../lib/team.ts';
import { useTeamName } from '../../lib/teams.ts';
import { Avatar } from '../../ui/avatar.tsx';
import classes from './conversation-pane.module.css';

type Whose = Pick<Conversation, 'assigneeId' | 'teamId'>;

/** Both names in one. */
export function useOwnerName(): (whose: Whose) => string {
  const t = useText('conversations');
  const names = useNames();
  return (whose) => {
    const { member, team } = names(whose);
    if (team === undefined) return member ?? t('nobody');
    return member === undefined ? t('withTeam', { name: team }) : t('ownerAndTeam', { name: member, team });
  };
}

function useNames(): (whose: Whose) => { member: string | undefined; team: string | undefined } {
  const t = useText('conversations');
  const app = useText('app');
  const memberName = useMemberName();
  const teamName = useTeamName();
  return ({ assigneeId, teamId }) => ({
    member: assigneeId === null ? undefined : (memberName(assigneeId) ?? app('unknownMember')),
    team: teamId === null ? undefined : (teamName(teamId) ?? t('goneTeam')),
  });
}

export function Owner({ conversation }: { conversation: Whose }) {
  const t = useText('conversations');
  const { member, team } = useNames()(conversation);
  const { assigneeId } = conversation;
  return (
    <span className={classes.owner}>
      {assigneeId !== null && <Avatar id={assigneeId} name={member ?? null} size="small" />}
      {member !== undefined && <bdi className={classes.word}>{member}</bdi>}
      {team !== undefined && <IconUsersGroup size={16} aria-hidden />}
      {team !== undefined && <bdi className={classes.word}>{team}</bdi>}
      {member === undefined && team === undefined && (
        <>
          <IconUser size={16} aria-hidden />
          <bdi className={classes.word}>{t('nobody')}</bdi>
        </>
      )}
    </span>
  );
}
