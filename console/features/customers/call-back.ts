/** The form of a call, and the task to call somebody back that may come with it. */
import type { Form } from '../../lib/use-form.ts';

type Field = 'direction' | 'outcome' | 'minutes' | 'summary' | 'when' | 'recordingUrl';
/** Of the task to call back; `callBack` is empty where there is none. */
type TaskField = 'callBack' | 'what' | 'date' | 'time';
export type CallForm = Form<Record<Field | TaskField, string>>;

/** Its doer is reminded when it is due, or in the morning of a day without a time. */
export function callBackOf(
  { what, date, time }: { what: string; date: string; time: string },
  timeZone: string,
) {
  return {
    what: what.trim(),
    due: { date, time: time === '' ? null : time, timeZone },
    remind: {
      kind: 'before' as const,
      amount: 0,
      unit: time === '' ? ('days' as const) : ('minutes' as const),
    },
  };
}
