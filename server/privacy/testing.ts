/** For tests that stop an erasure in between. */

export { runErasure } from './erasing.ts';
export { beginErasure, claimErasure } from './erasure.ts';
