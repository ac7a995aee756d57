/**
 * Calls to addresses that somebody else named.
 *
 * Invariants: such a call reaches the public internet alone, whatever the name resolves to at that moment: the address that
 * was judged is the one that is connected to; no redirect is followed, and no body of an answer is kept.
 */

export { isPublicAddress } from './address.ts';
export { type Poster, postPublic, refuseAddress } from './post.ts';
