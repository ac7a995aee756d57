/**
 * Messages that are sent later.
 *
 * Invariants: one that waits is sent once, in the transaction that ends its waiting, or it is held and says why; nothing
 * goes out over what its writer had not seen; what is held waits for a person, however long.
 */
export { forgetScheduled, scheduledHolding } from './erase.ts';
export { heldByNews } from './follower.ts';
export { holdOfLeaver } from './leave.ts';
export { applyToScheduled, scheduledKinds } from './record.ts';
export { scheduledRoutes } from './routes.ts';
export { sendOnTime } from './runner.ts';
