/** Notes on customers, outside of conversations. */
import { z } from 'zod';
import { noteLengthMax } from './care-entries.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './entries.ts';
import { id, time } from './ids.ts';

export const customerNote = z.object({
  id,
  text: z.string(),
  pinned: z.boolean(),
  writtenAt: time,
  writtenBy: actor,
  /** By whom it was last changed; null while it is as it was written. */
  changedAt: time.nullable(),
  changedBy: actor.nullable(),
});
export type CustomerNote = z.output<typeof customerNote>;

export const notesMax = 500;
const text = z.string().trim().min(1, 'Write something.').max(noteLengthMax);
const params = z.object({ id });

export const noteEndpoints = {
  listNotes: endpoint({
    name: 'listNotes',
    method: 'GET',
    path: '/customers/:id/notes',
    access: 'customers:read',
    summary: `The notes on a customer, pinned ones first, then the newest; at most ${notesMax}.`,
    params,
    output: z.object({ data: z.array(customerNote) }),
    status: 200,
  }),
  writeNote: endpoint({
    name: 'writeNote',
    method: 'POST',
    path: '/customers/:id/notes',
    access: 'customers:write',
    summary: 'Writes a note on a customer.',
    params,
    body: z.object({ text }),
    output: customerNote,
    status: 201,
  }),
  changeNote: endpoint({
    name: 'changeNote',
    method: 'PATCH',
    path: '/notes/:id',
    access: 'customers:write',
    summary: 'Changes the text of a note, or pins it. What it said before stays in the timeline.',
    params,
    body: z.object({ text: text.optional(), pinned: z.boolean().optional() }),
    output: customerNote,
    status: 200,
  }),
  deleteNote: endpoint({
    name: 'deleteNote',
    method: 'DELETE',
    path: '/notes/:id',
    access: 'customers:write',
    summary: 'Deletes a note: one’s own, or any with the permission `notes:manage`.',
    params,
    status: 204,
  }),
};
