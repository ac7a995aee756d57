/**
 * The ledger: every interaction is one entry, appended and never changed.
 *
 * Invariants: an entry commits with the state that it changes; a repeated one is recorded once; a reader in position
 * order skips nothing that commits late, and nobody waits for it; people read in (time, position) order; an entry's
 * customer is never rewritten, reads resolve merges through the map.
 */
export { type AnyNewEntry, append, type Follows, type NewEntry, newId } from './append.ts';
export { type Appended, appendAll } from './append-all.ts';
export { blankDeep } from './blank-deep.ts';
export { appendMany, bulkEntriesMax, mapMany } from './bulk.ts';
export {
  conversationsBelow,
  countsOf,
  isJoinedByClaim,
  type Merge,
  mapping,
  mergedIds,
  provenIds,
  rootOf,
  unclaiming,
  unmapping,
} from './customer-map.ts';
export {
  cutAddresses,
  eraseMentions,
  eraseOwn,
  forgetSetAsides,
  matches,
  type OnRewrite,
  type Patterns,
  type Rewriting,
  type Rewritten,
  tellingEntries,
} from './erase.ts';
export { type Feed, openFeed } from './feed.ts';
export { type Follower, follow, type Wanted } from './follow.ts';
export {
  countHappened,
  countRecent,
  firstHappened,
  type Happening,
  type Marking,
  newestMarked,
  recentTexts,
} from './happened.ts';
export { ledgerTopic } from './lone.ts';
export { beginning, currentPosition, currentSnapshot, isSeenBy, type PositionedEntry } from './position.ts';
export {
  entryIn,
  entryRow,
  entryRows,
  type JsonPage,
  type Mark,
  type Page,
  payloadRow,
  readAfter,
  readAudit,
  readEntries,
  readSpan,
  readThread,
  readTimeline,
  readTimelines,
  type Threads,
  threadRows,
  threadsOf,
} from './read.ts';
export { recordedIds } from './recorded.ts';
export type { Taking } from './reduced.ts';
export {
  countedTransactions,
  type FollowerState,
  machineSince,
  readFollowers,
  workspacesWithEntries,
} from './replay.ts';
export { machineMonthsMax, retain } from './retain.ts';
export { rootIn } from './root.ts';
export { runFollowers } from './run-followers.ts';
export { entriesAbout, entriesById, entriesOf, isImport, type Transaction, toldByAlone } from './source.ts';
export { createTail, type Tail, type TailBatch } from './tail.ts';
export { readTouches } from './touches.ts';
export { createWaker, type Waker } from './wake.ts';
export { applyToWithdrawals, holds, withdraw, withdrawalKinds } from './withdraw.ts';
