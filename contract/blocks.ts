/** Blocking customers: what they write is written down, and nobody is bothered. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, time } from './ids.ts';

/** So many of somebody's conversations go to spam at once; the others when something is written in them. */
export const blockedConversationsMax = 200;

/** `since`: null while the customer is not blocked; by whom; and how many messages they have written since. */
export const block = z.object({ since: time.nullable(), memberId: id.nullable(), messages: z.int() });
export type Block = z.output<typeof block>;

const params = z.object({ id });

export const blockEndpoints = {
  readBlock: endpoint({
    name: 'readBlock',
    method: 'GET',
    path: '/customers/:id/block',
    access: 'conversations:read',
    summary: 'Whether a customer is blocked, by whom, since when, and how much they have written since.',
    params,
    output: block,
    status: 200,
  }),
  blockCustomer: endpoint({
    name: 'blockCustomer',
    method: 'PUT',
    path: '/customers/:id/block',
    access: 'conversations:write',
    summary:
      'Blocks a customer: their conversations are spam, and what they write is written down there, opens nothing and is told ' +
      'to nobody. They see nothing of it. Blocking a blocked one changes nothing.',
    params,
    output: block,
    status: 200,
  }),
  unblockCustomer: endpoint({
    name: 'unblockCustomer',
    method: 'DELETE',
    path: '/customers/:id/block',
    access: 'conversations:write',
    summary: 'Lifts a block: what it made spam is again what it was before.',
    params,
    output: block,
    status: 200,
  }),
};
