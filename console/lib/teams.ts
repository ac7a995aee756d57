/** The teams of the workspace, by name; archived ones last. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { endpoints } from '../../contract/endpoints.ts';
import type { Team } from '../../contract/teams.ts';
import { call } from './api.ts';

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: async ({ signal }): Promise<Team[]> => (await call(endpoints.listTeams, {}, { signal })).data,
  staleTime: 300_000,
});

/** Those that are not in the archive. */
export function useTeams(): Team[] {
  const { data = [] } = useQuery(teamsQuery);
  return data.filter(({ archivedAt }) => archivedAt === null);
}

/** A team's name by id; `undefined` while unknown, and for no team. */
export function useTeamName(): (id: string | null) => string | undefined {
  const { data } = useQuery(teamsQuery);
  return (id) => data?.find((team) => team.id === id)?.name;
}
