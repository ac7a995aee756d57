/**
 * What customers need and expect. Invariant: the evidence of a need are entries of its own customer; a need that goes back
 * to another customer when a merge is undone leaves behind what is not theirs.
 */
export { needsHolding } from './erase.ts';
export { applyToNeeds, needKinds } from './record.ts';
export { needRoutes } from './routes.ts';
