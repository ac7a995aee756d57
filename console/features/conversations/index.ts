/**
 * Conversations: the three panes in which a member works.
 *
 * Invariant: what is known of conversations stands in one store, fed by answers and by the live stream; components
 * draw it and never keep copies.
 */
export { ConversationsScreen } from './conversations-screen.tsx';
