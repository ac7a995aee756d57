/** How conversations end: the reasons that a workspace gives, and whether one is asked for. */
import { z } from 'zod';
import { closingAsks, reason } from './conversation-entries.ts';
import { endpoint } from './endpoint.ts';
import { id } from './ids.ts';
import { closedDaysMax } from './view-filter.ts';

export const reasonsMax = 100;
export const reasonNameLengthMax = 60;

/** What holds when a conversation is closed. While no reason is in use, none is asked for. */
export const closing = z.object({ asks: closingAsks, reasons: z.array(reason) });
export type Closing = z.output<typeof closing>;

/** How many conversations are closed for a reason, closed within so many days; null: for none. */
export const ending = z.object({ reasonId: id.nullable(), count: z.int() });

const name = z
  .string()
  .trim()
  .min(1, 'Write a name.')
  .max(reasonNameLengthMax, `Write at most ${reasonNameLengthMax} characters.`);

export const closingEndpoints = {
  readClosing: endpoint({
    name: 'readClosing',
    method: 'GET',
    path: '/closing',
    access: 'conversations:read',
    summary:
      'Whether a reason is asked for when a conversation is closed, and the reasons by name, archived ones too.',
    output: closing,
    status: 200,
  }),
  changeClosing: endpoint({
    name: 'changeClosing',
    method: 'PATCH',
    path: '/closing',
    access: 'workspace:manage',
    summary:
      'Sets whether a reason is asked for: `never`, `offered`, or `required`, where closing without one is refused with ' +
      '`reason-needed`. While no reason is in use, none is asked for.',
    body: z.object({ asks: closingAsks }),
    output: closing,
    status: 200,
  }),
  createReason: endpoint({
    name: 'createReason',
    method: 'POST',
    path: '/closing/reasons',
    access: 'workspace:manage',
    summary: 'Makes a reason for closing. Names differ by more than capitals.',
    body: z.object({ name }),
    output: reason,
    status: 201,
  }),
  changeReason: endpoint({
    name: 'changeReason',
    method: 'PATCH',
    path: '/closing/reasons/:id',
    access: 'workspace:manage',
    summary:
      'Changes what is sent, and leaves the rest. An archived reason stays where it is and is offered no more.',
    params: z.object({ id }),
    body: z.object({ name, archived: z.boolean() }).partial(),
    output: reason,
    status: 200,
  }),
  countEndings: endpoint({
    name: 'countEndings',
    method: 'GET',
    path: '/closing/endings',
    access: 'conversations:read',
    summary:
      'How conversations ended: how many are closed for each reason, and for none, of those that were closed in the last days. ' +
      'What was opened again, or is spam, is not among them.',
    query: z.object({ days: z.coerce.number().pipe(z.int().min(1).max(closedDaysMax)).default(30) }),
    output: z.object({ data: z.array(ending) }),
    status: 200,
  }),
};
