/**
 * Times as people mean them: a date, perhaps with a time of day, in a time zone. Where clocks are put forward, a time that
 * does not exist is as much later as the clock jumped; where they are put back, the first of two equal times is meant.
 */

const dayMs = 86_400_000;

export type Due = { date: string; time: string | null; timeZone: string };
export const remindUnits = ['minutes', 'hours', 'days'] as const;
export type RemindUnit = (typeof remindUnits)[number];
export type Remind =
  | { kind: 'at'; date: string; time: string; timeZone: string }
  | { kind: 'before'; amount: number; unit: RemindUnit };

/** When a reminder comes on a day for which no time of day was named. */
export const morning = '09:00';

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for a time zone that does not exist. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

/** Whether there is such a time zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return formatOf(timeZone) !== undefined;
  } catch {
    return false;
  }
}

/** What a clock on the wall shows, as if it hung in UTC. */
function wallOf(instantMs: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instantMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The moment at which a wall clock shows a date and time. */
export function instantOf(date: string, time: string, timeZone: string): Date {
  const wall = Date.parse(`${date}T${time}:00Z`);
  const offsets = [wall - dayMs, wall + dayMs].map((near) => wallOf(near, timeZone) - near);
  const moments = offsets.map((offset) => wall - offset);
  const right = moments.filter((moment) => wallOf(moment, timeZone) === wall);
  return new Date(right.length > 0 ? Math.min(...right) : (moments[0] ?? wall));
}

/** The date on a calendar there. */
export function dayIn(moment: Date, timeZone: string): string {
  return new Date(wallOf(moment.getTime(), timeZone)).toISOString().slice(0, 10);
}

/** The hour and minute on a clock there. */
export function clockIn(moment: Date, timeZone: string): string {
  return new Date(wallOf(moment.getTime(), timeZone)).toISOString().slice(11, 16);
}

/** A date so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** From when on it is overdue: its time, or the end of its day. */
export function dueAt({ date, time, timeZone }: Due): Date {
  return time === null ? instantOf(addDays(date, 1), '00:00', timeZone) : instantOf(date, time, timeZone);
}

/** Why a reminder can't be reckoned from what it hangs on; undefined when it can. */
export function remindFault(remind: Remind | null, due: Due | null): 'no-due' | 'no-time' | undefined {
  if (remind === null || remind.kind === 'at') return undefined;
  if (due === null) return 'no-due';
  return due.time === null && remind.unit !== 'days' ? 'no-time' : undefined;
}

/** When a reminder comes; undefined without one. Days are counted on the calendar, hours and minutes by the clock. */
export function remindAt(remind: Remind | null, due: Due | null): Date | undefined {
  if (remind === null || remindFault(remind, due) !== undefined) return undefined;
  if (remind.kind === 'at') return instantOf(remind.date, remind.time, remind.timeZone);
  if (due === null) return undefined;
  const { amount, unit } = remind;
  if (unit === 'days') return instantOf(addDays(due.date, -amount), due.time ?? morning, due.timeZone);
  return new Date(dueAt(due).getTime() - amount * (unit === 'hours' ? 3_600_000 : 60_000));
}

/** A moment as the API tells it. */
export function micros(moment: Date): string {
  return moment.toISOString().replace('Z', '000Z');
}
