/**
 * Duplicates: customers who may be one person. Invariants: each pair is found once, by look-ups of what the two share; a
 * name by itself and the domain of a company are no evidence; nothing is merged here, and what somebody refused stays away.
 */
export { duplicatesHolding } from './erase.ts';
export { duplicates } from './follower.ts';
export { duplicateRoutes } from './routes.ts';
