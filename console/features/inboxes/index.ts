/** Inboxes: the chat on a site, how it looks, how it is installed, and how visitors are recognised. */
export { InboxesScreen } from './inboxes-screen.tsx';
