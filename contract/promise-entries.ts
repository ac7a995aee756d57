/** The payloads of entries about promises to customers, and about customers whom nobody answers. */
import { z } from 'zod';
import { due } from './care-entries.ts';
import { id, time } from './ids.ts';

const text = z.string();

/** Who is woken when a customer has waited so long: minutes in which the business is open. */
const silenceStep = z.object({ minutes: z.int(), memberId: id });
/** A second person, or nobody, when the first did not answer either. */
export const silenceRule = silenceStep.extend({ second: silenceStep.nullable() });
export type SilenceRule = z.output<typeof silenceRule>;

export const promisePayloads = {
  // `public`: the customer was told of it. `warnAt`: when whoever is to keep it is warned.
  'promise.made': z.object({
    promiseId: id,
    customerId: id,
    conversationId: id,
    what: text,
    memberId: id.nullable(),
    due,
    warnAt: time.nullable(),
    public: z.boolean(),
  }),
  'promise.changed': z.object({
    promiseId: id,
    what: text,
    changes: z
      .object({ what: text, memberId: id.nullable(), due, warnAt: time.nullable(), from: due })
      .partial(),
  }),
  'promise.kept': z.object({ promiseId: id, what: text, late: z.boolean() }),
  // Stands at the moment at which it was due.
  'promise.broken': z.object({ promiseId: id, what: text, memberId: id.nullable() }),
  'promise.withdrawn': z.object({ promiseId: id, what: text, reason: text }),
  'promise.warned': z.object({ promiseId: id, what: text, reminderId: id, memberId: id, dueAt: time }),
  'promise.reminder_seen': z.object({ memberId: id, reminderIds: z.array(id) }),
  // Without an inbox: for all that have no rule of their own. The name is that of the moment.
  'silence.changed': z.object({
    inboxId: id.nullable(),
    name: text.nullable(),
    rule: silenceRule.nullable(),
  }),
  // `fellBack`: the named person does not work here any more, so the owners were woken.
  'silence.alarmed': z.object({
    conversationId: id,
    since: time,
    step: z.int(),
    minutes: z.int(),
    woken: z.array(z.object({ alarmId: id, memberId: id })),
    fellBack: z.boolean(),
  }),
  'silence.alarm_seen': z.object({ memberId: id, alarmIds: z.array(id) }),
} as const;
