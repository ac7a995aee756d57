/**
 * Greetings: what a site says to its visitors before they have said anything.
 *
 * Invariants: a greeting is shown to a visitor once in its period, in whatever tab, because the showing is written down
 * before it is answered, one at a time for a visitor; nobody without a session is shown any; no conversation is opened by
 * one.
 */
export { forgetShowings, greetingsHolding } from './erase.ts';
export { offersOf } from './offer.ts';
export { answerGreeting, noteGreeting } from './outcome.ts';
export { applyToShowings, showingKinds } from './record.ts';
export { greetingRoutes } from './routes.ts';
export { showGreeting } from './show.ts';
export { sweepShowings } from './sweep.ts';
