/** What sites and shops send: the live debugger of tracking calls. */
export { EventsScreen } from './events-screen.tsx';
