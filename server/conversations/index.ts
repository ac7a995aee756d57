/**
 * Conversations: threads with a state, and nothing of channels, bots, surveys or campaigns. Invariants: the row of a
 * conversation is what its entries make of it; within one conversation time and position grow together with commits.
 */
export { type ReadyRead, writeConversations } from './bulk.ts';
export { handOver, openConversation, receiveMessage } from './conversation.ts';
export { conversationsHolding } from './erase.ts';
export {
  type ConversationRow,
  conversationsOf,
  countOpen,
  customerOfConversation,
  inInbox,
  listConversations,
  lockConversation,
  lockNewestConversation,
} from './queries.ts';
export { applyToConversations, conversationKinds } from './record.ts';
export { conversationRoutes } from './routes.ts';
