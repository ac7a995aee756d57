/** Members: who works here, in which role, and who was invited. */
export { MembersScreen } from './members-screen.tsx';
