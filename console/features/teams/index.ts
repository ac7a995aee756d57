/** Teams: who looks after the same things. */
export { TeamsScreen } from './teams-screen.tsx';
