/** Business hours: of the workspace and of teams, with holidays. */

export { HoursScreen } from './hours-screen.tsx';
export { hoursQuery } from './queries.ts';
