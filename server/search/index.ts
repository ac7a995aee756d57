/**
 * Search: what was said in conversations, found by parts of words.
 *
 * Invariants: a message is found when its folded text has every folded word in it, and no other is; the index is written
 * behind the commit and never by whoever posts; words that no message has any more are in no table.
 */
export { searchHolding } from './erase.ts';
export { findMessages } from './find.ts';
export { messageSearch } from './follower.ts';
export { changeKinds } from './read.ts';
export { searchRoutes } from './routes.ts';
export { applyToSearch, followedKinds } from './take-in.ts';
