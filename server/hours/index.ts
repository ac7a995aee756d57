/**
 * Business hours: of the workspace, and of teams that have their own. Invariant: hours that are kept are in order, and
 * open at some time.
 */
export { hoursOfTeam, openTeams, workspaceHours } from './hours.ts';
export { applyToHours, hoursKinds } from './record.ts';
export { hoursRoutes } from './routes.ts';
