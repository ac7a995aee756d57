/** Giving a conversation to a member or a team, and taking that back. */
import type { Team } from '../../../contract/teams.ts';
import type { Assigned, Assignment } from './actions.ts';
import { shownById } from './state.ts';
import type { Store } from './store.ts';

type Now = { store: Store; t: (word: 'assigned') => string };
type Tell = (act: Promise<void>, undo: { text: string; act: () => Promise<void> }) => Promise<void>;

export type Assigning = {
  /** To a member or to nobody; its team stays. */
  assign(id: string, memberId: string | null): void;
  /** To a team or to none; who has it keeps it if they are in the team. */
  assignTeam(id: string, team: Pick<Team, 'id' | 'memberIds'> | null): void;
};

export function assigning(now: () => Now, tell: Tell): Assigning {
  const give = (id: string, wanted: Assignment, after: (before: Assigned) => Assigned) => {
    const { store, t } = now();
    const { assigneeId, teamId } = shownById(store.state(), id) ?? { assigneeId: null, teamId: null };
    const before = { assigneeId, teamId };
    const shown = after(before);
    if (shown.assigneeId === assigneeId && shown.teamId === teamId) return;
    const undo = () => store.assign(id, { memberId: assigneeId, teamId }, before);
    void tell(store.assign(id, wanted, shown), { text: t('assigned'), act: undo });
  };
  return {
    assign: (id, memberId) => give(id, { memberId }, ({ teamId }) => ({ assigneeId: memberId, teamId })),
    assignTeam(id, team) {
      const teamId = team?.id ?? null;
      const stays = (memberId: string | null) =>
        team === null || (memberId !== null && team.memberIds.includes(memberId));
      give(id, { teamId }, ({ assigneeId }) => ({
        assigneeId: stays(assigneeId) ? assigneeId : null,
        teamId,
      }));
    },
  };
}
