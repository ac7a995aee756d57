/** Doing something to many conversations at once: named one by one, or a whole view. */
import { z } from 'zod';
import { priority } from './conversation-entries.ts';
import { endpoint } from './endpoint.ts';
import { id, time, timeInput } from './ids.ts';
import { pageOf, pageQuery } from './paging.ts';
import { viewFilter } from './view-filter.ts';

/** How many conversations one bulk takes, and how many of them may be named one by one. */
export const bulkMax = 10_000;
export const bulkNamedMax = 1_000;
export const bulkActionsMax = 10;
/** For so long a bulk can be undone and looked at. */
export const bulkDaysMax = 30;

/** What is done to each. A snooze lasts until a moment: the last conversation sleeps no longer than the first. */
export const bulkAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('assign'), memberId: id.nullable() }),
  z.object({ type: z.literal('assign-team'), teamId: id.nullable() }),
  z.object({ type: z.literal('tag'), tagId: id }),
  z.object({ type: z.literal('untag'), tagId: id }),
  z.object({ type: z.literal('prioritise'), priority }),
  z.object({ type: z.literal('snooze'), until: timeInput.nullable() }),
  z.object({ type: z.literal('close'), reasonId: id.optional() }),
  z.object({ type: z.literal('reopen') }),
  z.object({ type: z.literal('spam') }),
]);
export type BulkAction = z.output<typeof bulkAction>;

export const bulkStates = ['running', 'done', 'cancelled', 'undoing', 'undone'] as const;
/** Why one conversation was left as it was. */
export const bulkReasons = ['gone', 'merged', 'changed', 'refused', 'unexpected'] as const;

export const bulk = z.object({
  id,
  actions: z.array(bulkAction),
  state: z.enum(bulkStates),
  total: z.int(),
  /** How many still wait, were changed, were so already, could not be; and of an undo: went back, or were left alone. */
  counts: z.object({
    waiting: z.int(),
    done: z.int(),
    same: z.int(),
    failed: z.int(),
    undone: z.int(),
    kept: z.int(),
  }),
  createdAt: time,
  endedAt: time.nullable(),
});
export type Bulk = z.output<typeof bulk>;

/** A conversation that could not be acted on, or that an undo left alone. */
export const bulkLeft = z.object({
  conversationId: id,
  state: z.enum(['failed', 'kept']),
  reason: z.enum(bulkReasons),
});

const params = z.object({ id });
const access = 'conversations:write';

export const bulkEndpoints = {
  startBulk: endpoint({
    name: 'startBulk',
    method: 'POST',
    path: '/bulks',
    access,
    summary:
      `Does something to many conversations, named by their ids (at most ${bulkNamedMax}) or by a filter (at most ${bulkMax} that ` +
      'stand in it now). It goes on behind the answer, one conversation after the other; a member has one at a time.',
    body: z
      .object({
        conversationIds: z.array(id).min(1).max(bulkNamedMax).optional(),
        filter: viewFilter.optional(),
        actions: z.array(bulkAction).min(1).max(bulkActionsMax),
      })
      .refine(({ conversationIds, filter }) => (conversationIds === undefined) !== (filter === undefined), {
        path: ['conversationIds'],
        message: 'Name conversations, or a filter.',
      }),
    output: bulk,
    status: 202,
  }),
  listBulks: endpoint({
    name: 'listBulks',
    method: 'GET',
    path: '/bulks',
    access,
    summary: `What the caller did to many conversations in the last ${bulkDaysMax} days, the newest first.`,
    query: pageQuery,
    output: pageOf(bulk),
    status: 200,
  }),
  readBulk: endpoint({
    name: 'readBulk',
    method: 'GET',
    path: '/bulks/:id',
    access,
    summary: 'How far a bulk of the caller is.',
    params,
    output: bulk,
    status: 200,
  }),
  listBulkLeft: endpoint({
    name: 'listBulkLeft',
    method: 'GET',
    path: '/bulks/:id/left',
    access,
    summary: 'The conversations of a bulk that could not be acted on, and those that its undo left alone.',
    params,
    query: pageQuery,
    output: pageOf(bulkLeft),
    status: 200,
  }),
  cancelBulk: endpoint({
    name: 'cancelBulk',
    method: 'POST',
    path: '/bulks/:id/cancellation',
    access,
    summary: 'Stops after the conversation under way. What is done stays, until it is undone.',
    params,
    output: bulk,
    status: 200,
  }),
  undoBulk: endpoint({
    name: 'undoBulk',
    method: 'POST',
    path: '/bulks/:id/undo',
    access,
    summary:
      'Puts each conversation back into the state that it was in before. Those that somebody changed since are left alone.',
    params,
    output: bulk,
    status: 202,
  }),
};
