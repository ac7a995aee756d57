/** Until when something is promised, as it was said and as a moment, and when whoever is to keep it is warned. */
import type { z } from 'zod';
import type { due as dueSchema } from '../../contract/care-entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { DueInput } from '../../contract/tasks.ts';
import { dueAt, instantOf, isTimeZone, micros, morning } from '../../contract/times.ts';

export type Due = z.output<typeof dueSchema>;
export type Plan = { due: Due; warnAt: string | null };

const warnMinutes = 30;
const minuteMs = 60_000;

/**
 * The plan of a promise. Whoever is to keep it is warned half an hour before; of one without a time, in the morning of its
 * day. When that has passed already, nobody has to be told of what was said just now.
 * @throws Problem `invalid-input` for a time that has passed.
 */
export function planOf(input: DueInput, timeZone: string, now: Date): Plan {
  const said = { date: input.date, time: input.time, timeZone: input.timeZone ?? timeZone };
  const at = dueAt(said);
  if (at <= now) {
    const message = 'This time has passed. Promise something for a time that is to come.';
    throw new Problem('invalid-input', message, { errors: [{ path: 'body.due', message }] });
  }
  const warn =
    said.time === null
      ? instantOf(said.date, morning, said.timeZone)
      : new Date(at.getTime() - warnMinutes * minuteMs);
  return { due: { ...said, at: micros(at) }, warnAt: warn > now ? micros(warn) : null };
}

/** A stored time zone, or UTC where this machine does not know it. */
export function knownZone(timeZone: string): string {
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}
