/** For tests of the whole product: how the console keeps what it shows. */
export { fetchedConversations, fetchedNewest } from './fetched.ts';
export { followed, streamStarted } from './follow.ts';
export { changesRelated } from './regroup/changing.ts';
export { emptyState, type State } from './state.ts';
