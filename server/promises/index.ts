/**
 * Promises to customers: made, moved, kept, broken, withdrawn.
 *
 * Invariants: moments are reckoned once, when a date is said, and stand in the entry; a promise that was broken stays so,
 * whatever happens to it later; a warning and a breaking are entries under the promise's lock, so each comes once.
 */
export { forgetPromises, promisesHolding } from './erase.ts';
export { handOverPromises, promisesGoAlong } from './hand-over.ts';
export { promiseJobs, promiseMail } from './mail.ts';
export { applyToPromises, promiseKinds } from './record.ts';
export { promiseRoutes } from './routes.ts';
export { promiseOnTime } from './runner.ts';
export { promisesToVisitor } from './visitor.ts';
