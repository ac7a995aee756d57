import { expect, test } from 'vitest';
import type { Message } from '../../../contract/conversations.ts';
import { unfolded } from './use-fold.ts';

const message = (id: string, state: Message['state'], at: number): Message => ({
  id,
  conversationId: 'c',
  text: id,
  note: state === 'noted',
  author: { kind: 'customer', id: 'u' },
  occurredAt: `2031-01-0${at}T00:00:00.000000Z`,
  position: `1.1.${at}`,
  state,
});
const all = [
  message('before', 'received', 1),
  message('at', 'received', 2),
  message('answer', 'sent', 3),
  message('note', 'noted', 3),
  message('after', 'received', 4),
];

test('what the customer wrote from the block on is folded away; what the team wrote stays', () => {
  const ids = (since: string | undefined) => unfolded(all, since).map(({ id }) => id);
  expect(ids('2031-01-02T00:00:00.000000Z')).toEqual(['before', 'answer', 'note']);
  expect(ids(undefined)).toEqual(['before', 'at', 'answer', 'note', 'after']);
});
