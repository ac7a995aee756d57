/** What is done with a team: on screen at once, taken back with a reason when it is refused. */
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Routing, Team } from '../../../contract/teams.ts';
import { call } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { teamsQuery } from '../../lib/teams.ts';
import { failure } from '../../ui/notices.tsx';

export function useTeamChanges(team: Team) {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { queryKey } = teamsQuery;
  const params = { id: team.id };
  const change = async (after: Partial<Team>, send: () => Promise<Team>): Promise<boolean> => {
    await cache.cancelQueries({ queryKey });
    const before = cache.getQueryData(queryKey);
    cache.setQueryData(queryKey, (teams) =>
      teams?.map((one) => (one.id === team.id ? { ...one, ...after } : one)),
    );
    try {
      await send();
      return true;
    } catch (error) {
      cache.setQueryData(queryKey, before);
      failure(problemText(error));
      return false;
    } finally {
      await cache.invalidateQueries({ queryKey });
    }
  };
  return {
    add: (memberId: string) =>
      change({ memberIds: [...team.memberIds, memberId] }, () =>
        call(endpoints.addTeamMember, { params: { ...params, memberId } }),
      ),
    takeOut: (memberId: string) =>
      change({ memberIds: team.memberIds.filter((id) => id !== memberId) }, () =>
        call(endpoints.removeTeamMember, { params: { ...params, memberId } }),
      ),
    setRouting: (routing: Routing) =>
      change({ routing }, () => call(endpoints.updateTeam, { params, body: { routing } })),
    setCapacity: (memberId: string, capacity: number) =>
      change({ capacities: { ...team.capacities, [memberId]: capacity } }, () =>
        call(endpoints.setTeamCapacity, { params: { ...params, memberId }, body: { capacity } }),
      ),
    archive: (archived: boolean) =>
      change({ archivedAt: archived ? new Date().toISOString() : null }, () =>
        call(endpoints.updateTeam, { params, body: { archived } }),
      ),
  };
}
