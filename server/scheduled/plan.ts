/** When something is sent, as it was said and as a moment. */
import { Problem } from '../../contract/errors.ts';
import { scheduledDaysMax, type WhenInput } from '../../contract/scheduled.ts';
import type { SaidTime } from '../../contract/scheduled-entries.ts';
import { instantOf, micros } from '../../contract/times.ts';

export type Plan = { said: SaidTime | null; sendAt: string };

const dayMs = 86_400_000;

/**
 * The plan for a time on a wall clock in its zone, the caller's `timeZone` where it names none, or for so many seconds from
 * now. A time that clocks leap over is as much later as they leap.
 * @throws Problem `invalid-input` for a time that has passed, or is too far ahead.
 */
export function planOf(input: WhenInput, timeZone: string, now: Date): Plan {
  if ('seconds' in input)
    return { said: null, sendAt: micros(new Date(now.getTime() + input.seconds * 1_000)) };
  const said = { date: input.date, time: input.time, timeZone: input.timeZone ?? timeZone };
  const at = instantOf(said.date, said.time, said.timeZone);
  if (at <= now) throw refusal('This time has passed. Choose one that is to come, or send it now.');
  if (at.getTime() > now.getTime() + scheduledDaysMax * dayMs)
    throw refusal(`This is too far ahead. Choose a time within ${scheduledDaysMax} days.`);
  return { said, sendAt: micros(at) };
}

function refusal(message: string): Problem {
  return new Problem('invalid-input', message, { errors: [{ path: 'body.at', message }] });
}
