/** The endpoints of teams. */
import { teamEndpoints as endpoints } from '../../contract/teams.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { addTeamMember, removeTeamMember, setTeamCapacity } from './membership.ts';
import { listTeams } from './queries.ts';
import { createTeam, type OnTeamArchived, updateTeam } from './team.ts';

type Who = MemberCaller;

/** Every endpoint of teams. */
export const teamRoutes = ({ onArchived }: { onArchived: readonly OnTeamArchived[] }): Route<Who>[] => [
  route<Who, typeof endpoints.listTeams>(endpoints.listTeams, async ({ tx }) => ({
    data: await listTeams(tx),
    next: null,
  })),
  route<Who, typeof endpoints.createTeam>(endpoints.createTeam, ({ tx, who, body }) =>
    createTeam(tx, by(who), body.name),
  ),
  route<Who, typeof endpoints.updateTeam>(endpoints.updateTeam, ({ tx, who, params, body }) =>
    updateTeam(tx, by(who), params.id, body, onArchived),
  ),
  route<Who, typeof endpoints.addTeamMember>(endpoints.addTeamMember, ({ tx, who, params }) =>
    addTeamMember(tx, by(who), { teamId: params.id, memberId: params.memberId }),
  ),
  route<Who, typeof endpoints.setTeamCapacity>(endpoints.setTeamCapacity, ({ tx, who, params, body }) =>
    setTeamCapacity(tx, by(who), { teamId: params.id, memberId: params.memberId, ...body }),
  ),
  route<Who, typeof endpoints.removeTeamMember>(endpoints.removeTeamMember, ({ tx, who, params }) =>
    removeTeamMember(tx, by(who), { teamId: params.id, memberId: params.memberId }),
  ),
];
