/** What customers need and expect, each with the entries that show it. */
import { z } from 'zod';
import { evidenceMax, needKinds, needLengthMax } from './care-entries.ts';
import { endpoint } from './endpoint.ts';
import { actor, entry } from './entries.ts';
import { id, time } from './ids.ts';

export const need = z.object({
  id,
  needKind: z.enum(needKinds),
  text: z.string(),
  /** The entries of the customer's timeline that show it, oldest first. */
  evidence: z.array(entry),
  statedAt: time,
  statedBy: actor,
  /** When it was met; null while it is open. */
  metAt: time.nullable(),
  metBy: actor.nullable(),
});
export type Need = z.output<typeof need>;

export const needsMax = 200;
const text = z.string().trim().min(1, 'Write what they need or expect.').max(needLengthMax);
const evidence = z.array(id).max(evidenceMax, `Give at most ${evidenceMax} entries as evidence.`);
const params = z.object({ id });

export const needEndpoints = {
  listNeeds: endpoint({
    name: 'listNeeds',
    method: 'GET',
    path: '/customers/:id/needs',
    access: 'customers:read',
    summary: `What a customer needs and expects, open ones first, then the newest; at most ${needsMax}.`,
    params,
    output: z.object({ data: z.array(need) }),
    status: 200,
  }),
  stateNeed: endpoint({
    name: 'stateNeed',
    method: 'POST',
    path: '/customers/:id/needs',
    access: 'customers:write',
    summary: "Writes down what a customer needs or expects; `evidence` are ids of the customer's entries.",
    params,
    body: z.object({ needKind: z.enum(needKinds).default('need'), text, evidence: evidence.default([]) }),
    output: need,
    status: 201,
  }),
  changeNeed: endpoint({
    name: 'changeNeed',
    method: 'PATCH',
    path: '/needs/:id',
    access: 'customers:write',
    summary: 'Changes what is sent, and leaves the rest. `evidence` takes the place of all that was there.',
    params,
    body: z.object({
      needKind: z.enum(needKinds).optional(),
      text: text.optional(),
      evidence: evidence.optional(),
    }),
    output: need,
    status: 200,
  }),
  meetNeed: endpoint({
    name: 'meetNeed',
    method: 'POST',
    path: '/needs/:id/fulfilment',
    access: 'customers:write',
    summary: 'Says that it is met.',
    params,
    output: need,
    status: 200,
  }),
  reopenNeed: endpoint({
    name: 'reopenNeed',
    method: 'DELETE',
    path: '/needs/:id/fulfilment',
    access: 'customers:write',
    summary: 'Says that it is open again.',
    params,
    output: need,
    status: 200,
  }),
  removeNeed: endpoint({
    name: 'removeNeed',
    method: 'DELETE',
    path: '/needs/:id',
    access: 'customers:write',
    summary: 'Takes it back: it was a misunderstanding.',
    params,
    status: 204,
  }),
};
