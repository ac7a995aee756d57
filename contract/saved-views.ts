/** Views that members keep: their own, and those that everybody sees. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { nameLengthMax } from './entries.ts';
import { id } from './ids.ts';
import { filterQuery, viewFilter, viewOrder } from './view-filter.ts';
import { viewCount } from './views.ts';

/** How many a member keeps, and how many the workspace shares. */
export const viewsMax = 200;

export const savedView = z.object({
  id,
  name: z.string(),
  filter: viewFilter,
  order: viewOrder,
  /** Everybody sees it; otherwise it is the caller's own. */
  shared: z.boolean(),
});
export type SavedView = z.output<typeof savedView>;

const name = z.string().trim().min(1, 'Write a name.').max(nameLengthMax);
const params = z.object({ id });

export const viewEndpoints = {
  listViews: endpoint({
    name: 'listViews',
    method: 'GET',
    path: '/views',
    access: 'conversations:read',
    summary: 'The views that are shared and those of the caller, by name.',
    output: z.object({ data: z.array(savedView) }),
    status: 200,
  }),
  countViews: endpoint({
    name: 'countViews',
    method: 'GET',
    path: '/views/counts',
    access: 'conversations:read',
    summary:
      'How many conversations stand in each view: `mine`, `unassigned`, `all`, `snoozed`, and saved ones by their id. What ' +
      'is open or snoozed is counted to the last one; what is closed or spam up to a bound.',
    output: z.object({ counts: z.record(z.string(), viewCount) }),
    status: 200,
  }),
  previewView: endpoint({
    name: 'previewView',
    method: 'GET',
    path: '/views/preview',
    access: 'conversations:read',
    summary: 'How many conversations would stand in a view, while it is put together.',
    query: z.object(filterQuery),
    output: viewCount,
    status: 200,
  }),
  createView: endpoint({
    name: 'createView',
    method: 'POST',
    path: '/views',
    access: 'conversations:read',
    summary: 'Keeps a view. Sharing one asks for the right to write in conversations.',
    body: z.object({
      name,
      filter: viewFilter,
      order: viewOrder.default('newest'),
      shared: z.boolean().default(false),
    }),
    output: savedView,
    status: 201,
  }),
  changeView: endpoint({
    name: 'changeView',
    method: 'PATCH',
    path: '/views/:id',
    access: 'conversations:read',
    summary: 'Changes what is sent, and leaves the rest.',
    params,
    body: z.object({ name, filter: viewFilter, order: viewOrder, shared: z.boolean() }).partial(),
    output: savedView,
    status: 200,
  }),
  removeView: endpoint({
    name: 'removeView',
    method: 'DELETE',
    path: '/views/:id',
    access: 'conversations:read',
    summary: 'Removes a view. The conversations stay as they are.',
    params,
    status: 204,
  }),
};
