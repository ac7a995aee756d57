/** When a message may be sent later: times that people mean, on a clock of their own. Pure. */
import type { SaidTime } from '../../../../contract/scheduled-entries.ts';
import { addDays, clockIn, dayIn, instantOf, morning } from '../../../../contract/times.ts';

const hourSeconds = 3_600;
const daysPerWeek = 7;
const monday = 1;

/** On a wall clock, or so many seconds from now. */
export type When = SaidTime | { seconds: number };
export type LaterChoice = { word: 'hour' | 'tomorrow' | 'monday'; when: When; at: Date };

/** The choices at a moment, the soonest first. An hour is an hour, whatever clocks do meanwhile. */
export function laterChoices(now: Date, timeZone: string): LaterChoice[] {
  const today = dayIn(now, timeZone);
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const toMonday = (monday - weekday + daysPerWeek) % daysPerWeek || daysPerWeek;
  const onDay = (word: 'tomorrow' | 'monday', days: number): LaterChoice => {
    const when = { date: addDays(today, days), time: morning, timeZone };
    return { word, when, at: instantOf(when.date, when.time, timeZone) };
  };
  const hour: LaterChoice = {
    word: 'hour',
    when: { seconds: hourSeconds },
    at: new Date(now.getTime() + hourSeconds * 1_000),
  };
  // On a Sunday tomorrow is Monday.
  return [hour, onDay('tomorrow', 1), ...(toMonday === 1 ? [] : [onDay('monday', toMonday)])];
}

/** Whether two clocks show the same at a moment. */
export function showsSame(at: Date, one: string, other: string): boolean {
  return dayIn(at, one) === dayIn(at, other) && clockIn(at, one) === clockIn(at, other);
}

/** A time zone as people say it: its city. */
export function cityOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}
