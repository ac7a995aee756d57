/** Until when something is to be done and when somebody is reminded: as it was said, and as moments. */
import type { z } from 'zod';
import type { due as dueSchema, remind as remindSchema } from '../../contract/care-entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { DueInput, RemindInput } from '../../contract/tasks.ts';
import { dueAt, isTimeZone, micros, remindAt, remindFault } from '../../contract/times.ts';

type Due = z.output<typeof dueSchema>;
type Remind = z.output<typeof remindSchema>;
export type Plan = { due: Due | null; remind: Remind | null; remindAt: string | null };

const faults = {
  'no-due': 'Say until when it is to be done, or remind at a time of its own.',
  'no-time': 'Give a time of day to the due date, or remind a number of days before.',
};

/** A due date with its moment. */
export function dueOf(input: DueInput, timeZone: string): Due {
  const said = { date: input.date, time: input.time, timeZone: input.timeZone ?? timeZone };
  return { ...said, at: micros(dueAt(said)) };
}

/** A reminder with its time zone, where it needs one. */
export function remindOf(input: RemindInput, timeZone: string): Remind {
  return input.kind === 'before' ? input : { ...input, timeZone: input.timeZone ?? timeZone };
}

/** The plan of a task. @throws Problem `invalid-input` for a reminder that hangs on nothing. */
export function planOf(due: Due | null, remind: Remind | null): Plan {
  const fault = remindFault(remind, due);
  if (fault) throw new Problem('invalid-input', faults[fault]);
  const at = remindAt(remind, due);
  return { due, remind, remindAt: at ? micros(at) : null };
}

/** @throws Problem `invalid-input` for a reminder at a time that has passed: that is a slip. */
export function refusePast(remind: Remind | null, plan: Plan, now: Date): void {
  if (remind?.kind === 'at' && plan.remindAt !== null && plan.remindAt <= micros(now)) {
    throw new Problem('invalid-input', 'The time of the reminder has passed. Give one that is to come.');
  }
}

/** A stored time zone, or UTC where this machine does not know it. */
export function knownZone(timeZone: string): string {
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}
