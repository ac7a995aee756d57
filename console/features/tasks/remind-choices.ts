/** The reminders that a form offers, as values of a select: `before:1:days`; `at`: a time of its own; empty: none. */
import type { RemindInput, Task } from '../../../contract/tasks.ts';
import type { RemindUnit } from '../../../contract/times.ts';

const withTime = ['before:0:minutes', 'before:10:minutes', 'before:1:hours', 'before:1:days'];
const withoutTime = ['before:0:days', 'before:1:days', 'before:3:days', 'before:7:days'];

/** What can be chosen for a due date with or without a time; `kept` is what the task has already. */
export function remindChoices(date: string, time: string, kept: string): string[] {
  const fitting = date === '' ? [] : time === '' ? withoutTime : withTime;
  const [kind, , unit] = kept.split(':');
  const isKept = kind === 'before' && date !== '' && (time !== '' || unit === 'days');
  const extra = isKept && !fitting.includes(kept) ? [kept] : [];
  return ['', ...fitting, ...extra, 'at'];
}

/** A reminder as the value of the select. */
export function remindValue(remind: Task['remind']): string {
  if (remind === null) return '';
  return remind.kind === 'at' ? 'at' : `before:${remind.amount}:${remind.unit}`;
}

/** What to send for a value; `at` is a local time like `2031-05-12T09:30`. */
export function remindOf(value: string, at: string, timeZone: string): RemindInput | null {
  const [kind, amount, unit] = value.split(':');
  if (kind === 'before') return { kind, amount: Number(amount), unit: unit as RemindUnit };
  const [date = '', time = ''] = at.split('T');
  return kind === 'at' ? { kind, date, time, timeZone } : null;
}
