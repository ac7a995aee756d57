/**
 * Conversations: threads with a state, and nothing of channels, bots, surveys or campaigns. Invariants: the row of a
 * conversation is what its entries make of it; within one conversation time and position grow together with commits.
 */

export { performActions } from './actions.ts';
export { handBack, handOver } from './assign.ts';
export { blockRoutes } from './block-routes.ts';
export { applyToBlocks, blockKinds } from './blocked.ts';
export { type ReadyRead, writeConversations } from './bulk.ts';
export type { CanChange } from './change-message.ts';
export { messageChangeRoutes } from './change-routes.ts';
export { checklistItemsHolding, checklistsHolding } from './checklist-erase.ts';
export {
  applyToChecklists,
  applyToTemplates,
  checklistKinds,
  forgetChecklists,
  templateKinds,
} from './checklist-record.ts';
export { checklistRoutes } from './checklist-routes.ts';
export { closingRoutes } from './closing-routes.ts';
export {
  openConversation,
  receiveMessage,
  reopenConversation,
  sayBefore,
  writeMessage,
} from './conversation.ts';
export { countViews } from './counts.ts';
export { tellDelivered } from './delivered.ts';
export { endByCustomer, endedByCustomer, unclosedAmong } from './ended.ts';
export { conversationsHolding } from './erase.ts';
export type { Viewer } from './filter.ts';
export { firstReplies } from './first-replies.ts';
export { conversationIds, conversationOf, type FoundFilter } from './found.ts';
export { type Home, homeOf, homesOf, partsOf, placeOf, requireMessages } from './grouping.ts';
export { linkConversations } from './links.ts';
export { requireMentioned } from './mentions.ts';
export { readMessages } from './messages.ts';
export { refuseUnseen, saidSince } from './newer-replies.ts';
export {
  assigneeSince,
  briefsOf,
  type ConversationRow,
  conversationsOf,
  countOpen,
  customerOfConversation,
  idsInView,
  inInbox,
  isSpam,
  listConversations,
  listIds,
  lockConversation,
  lockEvenMerged,
  lockNewestConversation,
  readConversation,
  readMany,
} from './queries.ts';
export {
  firstInQueues,
  type Gift,
  giveOut,
  openLoads,
  type Queued,
  standingWith,
  takeFromTeam,
} from './queue.ts';
export { reactionsTo, reactToTeam } from './reactions.ts';
export { applyToClosing, closingKinds, listReasons, settleReason } from './reasons.ts';
export { noteReceipt, teamReadUntil } from './receipts.ts';
export { applyToConversations, conversationKinds } from './record.ts';
export { mergeConversation } from './regroup.ts';
export { regroupRoutes } from './regroup-routes.ts';
export { type Decided, decidedOf, isChangedSince, restoreDecided } from './restore.ts';
export { conversationRoutes } from './routes.ts';
export { asShown, changesOf, retold, type Shown, shownById } from './shown.ts';
export { applyToTags, listTags, readTag, tagKinds } from './tags.ts';
export { snoozeConversation } from './triage.ts';
export { triageRoutes } from './triage-routes.ts';
export {
  listUnanswered,
  silentSince,
  unansweredAmong,
  waitingSinceOf,
} from './waiting.ts';
export { wakeOnTime } from './wake.ts';
