/**
 * Teams: members who look after the same things. Invariants: who is in a team works here, for who leaves the workspace
 * leaves the teams in the same transaction; a team that is archived keeps its members for when it is taken back.
 */
export { isInTeam, leaveTeams, requireTeam } from './membership.ts';
export { listTeams, membersOfTeams, teamsAmong, teamsOf } from './queries.ts';
export { applyToTeams, teamKinds } from './record.ts';
export { teamRoutes } from './routes.ts';
export type { OnTeamArchived } from './team.ts';
