/**
 * Privacy: what people may ask of those who hold something on them. Invariants: each step stands in the log of its request
 * and in the audit log; a copy can be read by whoever may and for a few days only; an erasure that was begun ends, whatever
 * happens in between, and leaves nothing by which to tell who it was.
 */

export { lookForRest } from './erasing.ts';
export { keysOf } from './erasure.ts';
export { privacyHolding } from './holding.ts';
export { applyToPrivacy, privacyKinds } from './record.ts';
export { privacyRoutes } from './routes.ts';
export { createPrivacyRunner, type PrivacyRunner } from './runner.ts';
export { readSettings as readPrivacySettings } from './settings.ts';
