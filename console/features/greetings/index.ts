/** Greetings: what a site says to its visitors before they write. */
export { GreetingsScreen } from './greetings-screen.tsx';
