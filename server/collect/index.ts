/**
 * Collect: tracking calls of sites and apps, by the protocol that their libraries speak.
 *
 * Invariants: what was answered with success has committed and can be read; the same message id counts once; what can't
 * be kept is set aside where people see it, with its reason, and never takes another call with it; what a browser's key
 * says stays a claim.
 */
export { collectHolding } from './erase.ts';
export { collectRoutes, registerCollect } from './routes.ts';
