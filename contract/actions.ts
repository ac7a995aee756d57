/** What can be done to a conversation, as data: macros keep it, and messages carry it along. */
import { z } from 'zod';
import { attributeKey, setAttribute } from './conversation-attributes.ts';
import { priority } from './conversation-entries.ts';
import { id } from './ids.ts';

export const actionsMax = 10;
export const snoozeHoursMax = 24 * 366;
export const actionTypes = [
  'assign',
  'assign-team',
  'tag',
  'untag',
  'prioritise',
  'snooze',
  'describe',
  'add-checklist',
  'close',
  'spam',
] as const;

/** One thing to do. `me` is whoever does it; a snooze without hours lasts until the customer writes. */
export const action = z.discriminatedUnion('type', [
  z.object({ type: z.literal('assign'), memberId: z.union([z.literal('me'), id]).nullable() }),
  z.object({ type: z.literal('assign-team'), teamId: id.nullable() }),
  z.object({ type: z.literal('tag'), tagId: id }),
  z.object({ type: z.literal('untag'), tagId: id }),
  z.object({ type: z.literal('prioritise'), priority }),
  z.object({ type: z.literal('snooze'), hours: z.int().min(1).max(snoozeHoursMax).nullable() }),
  z.object({ type: z.literal('describe'), key: attributeKey, value: setAttribute }),
  z.object({ type: z.literal('add-checklist'), templateId: id }),
  z.object({ type: z.literal('close'), reasonId: id.optional() }),
  z.object({ type: z.literal('spam') }),
]);
export type Action = z.output<typeof action>;

/** Things to do, one after the other, all or none. */
export const actions = z.array(action).max(actionsMax, `At most ${actionsMax} things at once.`);
