/**
 * Silences: customers whose last word nobody answered, and the alarm that wakes a named person.
 *
 * Invariants: a silence begins with the first message that nobody answered, and is one however often its conversation is
 * snoozed, closed and opened again; each of its steps wakes once, because the alarm is an entry that commits under the
 * conversation's lock; an alarm is shown while its customer waits, and not a moment longer.
 */
export { silenceJobs, silenceMail } from './mail.ts';
export { applyToSilences, silenceKinds } from './record.ts';
export { silenceRoutes } from './routes.ts';
export { listenForSilence } from './runner.ts';
