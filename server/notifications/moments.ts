/** When something is told: at once, or after quiet hours; and when it goes by mail. */
import type { MailPace, NotificationSettings } from '../../contract/notifications.ts';
import { addDays, dayIn, instantOf, morning } from '../../contract/times.ts';

const minuteMilliseconds = 60_000;
const hourMilliseconds = 3_600_000;

type Quiet = NotificationSettings['quiet'];

/** When the quiet hours end that a moment lies in; undefined where it lies in none. */
export function quietUntil(quiet: Quiet, moment: Date, timeZone: string): Date | undefined {
  if (quiet === null) return undefined;
  const { from, to } = quiet;
  const today = dayIn(moment, timeZone);
  // Those that began yesterday may still last.
  for (const day of [addDays(today, -1), today]) {
    const begin = instantOf(day, from, timeZone);
    const end = instantOf(to > from ? day : addDays(day, 1), to, timeZone);
    if (begin <= moment && moment < end) return end;
  }
  return undefined;
}

/** When a browser tells what happened at a moment. */
export function alertAt(quiet: Quiet, moment: Date, timeZone: string): Date {
  return quietUntil(quiet, moment, timeZone) ?? moment;
}

/** When it goes by mail, unless it was read by then; undefined for never. */
export function mailAt(pace: MailPace, quiet: Quiet, moment: Date, timeZone: string): Date | undefined {
  const at = paced(pace, moment, timeZone);
  return at && alertAt(quiet, at, timeZone);
}

function paced(pace: MailPace, moment: Date, timeZone: string): Date | undefined {
  switch (pace) {
    case 'never':
      return undefined;
    case 'ten-minutes':
      return new Date(moment.getTime() + 10 * minuteMilliseconds);
    case 'hourly':
      return new Date((Math.floor(moment.getTime() / hourMilliseconds) + 1) * hourMilliseconds);
    case 'daily': {
      const today = dayIn(moment, timeZone);
      const at = instantOf(today, morning, timeZone);
      return at > moment ? at : instantOf(addDays(today, 1), morning, timeZone);
    }
  }
}
