/** From what a sentence says of a time to the date and time on a clock. */
import { addDays, clockIn, dayIn } from '../../../contract/times.ts';

/** A clock on the wall there, as if it hung in UTC: what sentences are read by. */
export function wallClock(now: Date, timeZone: string): Date {
  return new Date(`${dayIn(now, timeZone)}T${clockIn(now, timeZone)}:00Z`);
}

/** The date and time there, so many minutes from now by the clock: neither lost nor gained where clocks are changed. */
export function afterMinutes(now: Date, minutes: number, timeZone: string): { date: string; time: string } {
  const then = new Date(now.getTime() + minutes * 60_000);
  return { date: dayIn(then, timeZone), time: clockIn(then, timeZone) };
}

/** A time of today that has passed means tomorrow, where no day was said. */
export function ahead(
  said: { date: string; time: string | null },
  wall: Date,
  isDaySaid: boolean,
): { date: string; time: string | null } {
  if (said.time === null || isDaySaid) return said;
  const isPast = Date.parse(`${said.date}T${said.time}:00Z`) <= wall.getTime();
  return isPast ? { ...said, date: addDays(said.date, 1) } : said;
}
