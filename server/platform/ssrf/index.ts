/**
 * Calls to addresses that somebody else named.
 *
 * Invariants: such a call reaches the public internet alone, whatever the name resolves to at that moment: the address that
 * was judged is the one that is connected to. Posting follows no redirect and keeps no body of an answer; getting judges every
 * redirect anew, ends in time, and keeps no more bytes than were asked for.
 */

export { isPublicAddress } from './address.ts';
export { type Getter, getPublic } from './get.ts';
export { type Poster, postPublic, refuseAddress } from './post.ts';
