/**
 * A sample business to look around in: a workspace of its own, which whoever asked for it owns and takes away again. It belongs
 * to a person, so it is asked for by session alone.
 */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id } from './ids.ts';

export const sample = z.object({
  /** `none`, on its way, there to be entered, or on its way out. */
  state: z.enum(['none', 'making', 'ready', 'removing']),
  /** To be entered as any other workspace of one's own; null while it is not ready. */
  workspaceId: id.nullable(),
  /** Why the last try came to nothing; null where it did not. */
  failure: z.string().nullable(),
});
export type Sample = z.output<typeof sample>;

export const sampleEndpoints = {
  readSample: endpoint({
    name: 'readSample',
    method: 'GET',
    path: '/sample',
    access: 'signed-in',
    summary:
      'The sample business of whoever asks. Every account has one at most, whichever workspace it asks from.',
    output: sample,
    status: 200,
  }),
  makeSample: endpoint({
    name: 'makeSample',
    method: 'POST',
    path: '/sample',
    access: 'signed-in',
    summary: 'Begins to make a sample business, which takes some seconds; one that is there stays as it is.',
    output: sample,
    status: 202,
  }),
  removeSample: endpoint({
    name: 'removeSample',
    method: 'DELETE',
    path: '/sample',
    access: 'signed-in',
    summary: 'Begins to take the sample business away, with all that was done in it.',
    output: sample,
    status: 202,
  }),
};
