/** Segments: living sets of customers, each a saved condition. */
import { z } from 'zod';
import { condition } from './conditions.ts';
import { customer, searchText } from './customers.ts';
import { endpoint } from './endpoint.ts';
import { nameLengthMax } from './entries.ts';
import { id, time } from './ids.ts';
import { cursorLengthMax, pageOf, pageQuery, pageSizeDefault, pageSizeMax } from './paging.ts';

export const segmentsPerWorkspaceMax = 100;
/** How many people a preview shows. */
export const previewPeopleMax = 20;
export const suggestionsMax = 200;

export const segment = z.object({
  id,
  name: z.string(),
  condition,
  /** Who made it, and may change it besides owners and admins; null: a program of the operator. */
  ownerId: id.nullable(),
  /** How many are in it, and how many more than when the day (UTC) began. */
  count: z.int(),
  change: z.int(),
  /** Everybody is being looked at, after the condition was changed: how many are done, of about how many. */
  progress: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Segments whose conditions name this one. */
  usedBy: z.array(z.object({ id, name: z.string() })),
  createdAt: time,
  changedAt: time,
  archivedAt: time.nullable(),
});
export type Segment = z.output<typeof segment>;

export const segmentPreview = z.object({
  count: z.int(),
  people: z.array(customer),
  /** How many customers were looked at, the newest first; `isWhole`: all of them. */
  looked: z.int(),
  isWhole: z.boolean(),
});
export type SegmentPreview = z.output<typeof segmentPreview>;

const params = z.object({ id });
const name = z.string().trim().min(1).max(nameLengthMax);

export const segmentEndpoints = {
  listSegments: endpoint({
    name: 'listSegments',
    method: 'GET',
    path: '/segments',
    access: 'customers:read',
    summary: 'All segments, by name; archived ones too when asked for.',
    query: z.object({ archived: z.enum(['yes', 'no']).default('no') }),
    output: z.object({ data: z.array(segment) }),
    status: 200,
  }),
  createSegment: endpoint({
    name: 'createSegment',
    method: 'POST',
    path: '/segments',
    access: 'customers:write',
    summary:
      'Makes a segment. Who is in it is found out in the background; `progress` tells how far that is.',
    body: z.object({ name, condition }),
    output: segment,
    status: 201,
  }),
  readSegment: endpoint({
    name: 'readSegment',
    method: 'GET',
    path: '/segments/:id',
    access: 'customers:read',
    summary: 'One segment.',
    params,
    output: segment,
    status: 200,
  }),
  updateSegment: endpoint({
    name: 'updateSegment',
    method: 'PATCH',
    path: '/segments/:id',
    access: 'customers:write',
    summary:
      'Renames a segment, changes its condition, archives it or takes it back from the archive: one of your own, or with ' +
      'the right to manage segments any.',
    params,
    body: z.object({
      name: name.optional(),
      condition: condition.optional(),
      archived: z.boolean().optional(),
    }),
    output: segment,
    status: 200,
  }),
  previewSegment: endpoint({
    name: 'previewSegment',
    method: 'POST',
    path: '/segments/preview',
    access: 'customers:read',
    summary:
      'How many customers a condition fits, and some of them, the newest first. Looks at as many as it can in two seconds.',
    body: z.object({ condition }),
    output: segmentPreview,
    status: 200,
  }),
  listMatches: endpoint({
    name: 'listMatches',
    method: 'POST',
    path: '/segments/matches',
    access: 'customers:read',
    summary:
      'The customers whom a condition fits, the newest first; with `search` those of them who match it, the best match ' +
      'first. Looks at as many as it can in two seconds: a page may be short, or empty, and `next` still go on.',
    body: z.object({
      condition,
      search: searchText.optional(),
      limit: z.int().min(1).max(pageSizeMax).default(pageSizeDefault),
      cursor: z.string().max(cursorLengthMax).optional(),
    }),
    output: pageOf(customer),
    status: 200,
  }),
  listSegmentCustomers: endpoint({
    name: 'listSegmentCustomers',
    method: 'GET',
    path: '/segments/:id/customers',
    access: 'customers:read',
    summary: 'The customers in a segment, those who entered last first.',
    params,
    query: pageQuery,
    output: pageOf(customer),
    status: 200,
  }),
  exportSegment: endpoint({
    name: 'exportSegment',
    method: 'GET',
    path: '/segments/:id/customers.csv',
    access: 'customers:read',
    summary: 'The customers in a segment as a CSV file (UTF-8).',
    params,
    status: 200,
  }),
  listCustomerSegments: endpoint({
    name: 'listCustomerSegments',
    method: 'GET',
    path: '/customers/:id/segments',
    access: 'customers:read',
    summary: 'The segments that a customer is in, by name.',
    params,
    output: z.object({ data: z.array(z.object({ id, name: z.string() })) }),
    status: 200,
  }),
  suggestConditions: endpoint({
    name: 'suggestConditions',
    method: 'GET',
    path: '/segments/suggestions',
    access: 'customers:read',
    summary:
      'Names to build conditions with, as they were seen lately: of attributes, of events, of the properties of an event, or of the keys that events and page views came by.',
    query: z.object({
      of: z.enum(['attributes', 'events', 'properties', 'topics', 'currencies', 'keys']),
      event: z.string().min(1).max(200).optional(),
    }),
    output: z.object({ data: z.array(z.string()) }),
    status: 200,
  }),
};
