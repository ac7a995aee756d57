/** When a snoozed conversation may come back: times that people mean, on the reader's calendar. Pure. */
import { addDays, dayIn, instantOf, morning } from '../../../contract/times.ts';

const hourMs = 3_600_000;
const daysPerWeek = 7;
const monday = 1;

export type SnoozeChoice = {
  word: 'snoozeHour' | 'snoozeHours' | 'snoozeTomorrow' | 'snoozeMonday';
  at: Date;
};

/** The choices at a moment, the soonest first. */
export function snoozeChoices(now: Date, timeZone: string): SnoozeChoice[] {
  const today = dayIn(now, timeZone);
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const toMonday = (monday - weekday + daysPerWeek) % daysPerWeek || daysPerWeek;
  const tomorrow = instantOf(addDays(today, 1), morning, timeZone);
  const nextMonday = instantOf(addDays(today, toMonday), morning, timeZone);
  const choices: SnoozeChoice[] = [
    { word: 'snoozeHour', at: new Date(now.getTime() + hourMs) },
    { word: 'snoozeHours', at: new Date(now.getTime() + 3 * hourMs) },
    { word: 'snoozeTomorrow', at: tomorrow },
    { word: 'snoozeMonday', at: nextMonday },
  ];
  // On a Sunday tomorrow is Monday.
  return nextMonday.getTime() === tomorrow.getTime() ? choices.slice(0, -1) : choices;
}
