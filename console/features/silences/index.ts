/**
 * Silences: who waits for an answer, and who is woken when nobody gives one.
 *
 * Invariant: an alarm is shown while its customer waits, and goes with the answer, whoever gives it.
 */
export { AlarmCard } from './alarm-card.tsx';
export { SilenceScreen } from './silence-screen.tsx';
export { WaitingScreen } from './waiting-screen.tsx';
