/** Who hears what, and in which order, of one batch of the tail. */
import { expect, test } from 'vitest';
import type { PositionedEntry, Tail, TailBatch } from '../../ledger/index.ts';
import { createVisitorHub, type Listener } from './hub.ts';

const workspaceId = 'w';
const position = '1.2.3';

function entryOf(kind: string, about: { conversationId?: string; customerId: string; payload?: object }) {
  const { conversationId = null, customerId, payload = {} } = about;
  const json = JSON.stringify({ kind, conversationId, customerId, payload });
  return { id: kind, kind, conversationId, customerId, json, position } as unknown as PositionedEntry;
}

test('of a batch that parts two people and tells what was said after it, the parting is heard first', async () => {
  let tell: (batch: TailBatch) => void = () => undefined;
  const tail = {
    listen: async (_: string, onBatch: (batch: TailBatch) => void) => {
      tell = onBatch;
      return () => undefined;
    },
  } as unknown as Tail;
  const hub = createVisitorHub(tail, { listen: () => () => undefined } as never);
  const heard: string[] = [];
  const said: PositionedEntry[] = [];
  const listener = {
    who: { workspaceId, inboxId: 'i' },
    onBatch: ({ entries }: TailBatch) => {
      said.push(...entries);
      heard.push('messages');
    },
    onSplit: () => heard.push('split'),
    onChange: () => heard.push('change'),
  } as unknown as Listener;
  const seat = await hub.join(listener);
  seat.widen({ conversationIds: ['own', 'others'], customerIds: ['one'], ownerIds: ['one'] });
  tell({
    entries: [
      entryOf('customer.unmerged', { customerId: 'one', payload: { fromId: 'other', intoId: 'one' } }),
      entryOf('message.sent', { conversationId: 'others', customerId: 'other' }),
      entryOf('message.sent', { conversationId: 'own', customerId: 'one' }),
    ],
    position,
  });
  expect(heard).toEqual(['split', 'messages']);
  // What is told is what it still hears then.
  seat.clear();
  seat.widen({ conversationIds: ['own'], customerIds: ['one'], ownerIds: ['one'] });
  expect(said.filter(seat.hears).map(({ conversationId }) => conversationId)).toEqual(['own']);
});
