import { expect, test } from 'vitest';
import type { Message } from '../../../contract/conversations.ts';
import { outgoing } from './outbox.ts';
import { firstUnreadOf, threadRows } from './thread-rows.ts';

const message = (id: string, at: string, more: Partial<Message> = {}): Message => ({
  id,
  conversationId: 'c',
  text: id,
  note: false,
  author: { kind: 'customer', id: 'ana' },
  occurredAt: new Date(at).toISOString(),
  position: '1.1.1',
  state: 'received',
  ...more,
});
const bo = { author: { kind: 'member', id: 'bo' }, state: 'sent' } as const;

function drawn(messages: Message[], firstUnread?: string): string[] {
  return threadRows(messages, [], { memberId: 'bo', firstUnread }).map((row) =>
    row.type === 'message' ? `${row.isFirst ? '*' : ' '}${row.message.id}` : row.type,
  );
}

test('days stand between messages, and the words of one author together', () => {
  const messages = [
    message('a', '2026-03-01T10:00:00'),
    message('b', '2026-03-01T10:04:00'),
    message('c', '2026-03-01T10:10:00'),
    message('d', '2026-03-01T10:11:00', bo),
    message('e', '2026-03-01T10:12:00', { ...bo, note: true, state: 'noted' }),
    message('f', '2026-03-02T00:01:00', { ...bo, note: true, state: 'noted' }),
  ];
  expect(drawn(messages)).toEqual(['day', '*a', ' b', '*c', '*d', '*e', 'day', '*f']);
});

test('the line of unread messages begins a new group', () => {
  const messages = [message('a', '2026-03-01T10:00:00'), message('b', '2026-03-01T10:01:00')];
  expect(drawn(messages, 'b')).toEqual(['day', '*a', 'unread', '*b']);
});

test('messages on their way stand at the end, under the name of the member', () => {
  const on = { conversationId: 'c', text: 'x', note: false };
  const rows = threadRows(
    [message('a', '2026-03-01T10:00:00', bo)],
    [
      outgoing({ ...on, key: 'k1', writtenAt: new Date('2026-03-01T10:01:00').toISOString() }),
      outgoing({ ...on, key: 'k2', writtenAt: new Date('2026-03-01T10:09:00').toISOString() }),
    ],
    { memberId: 'bo', firstUnread: undefined },
  );
  expect(rows.map(({ type }) => type)).toEqual(['day', 'message', 'outgoing', 'outgoing']);
  expect(rows.map((row) => 'isFirst' in row && row.isFirst)).toEqual([false, true, false, true]);
});

test('the first unread message is counted from the end, over the replies in between', () => {
  const messages = [
    message('a', '2026-03-01T10:00:00'),
    message('b', '2026-03-01T10:01:00'),
    message('c', '2026-03-01T10:02:00', bo),
    message('d', '2026-03-01T10:03:00'),
  ];
  expect(firstUnreadOf(messages, { inboundCount: 3, readCount: 3 })).toBeUndefined();
  expect(firstUnreadOf(messages, { inboundCount: 3, readCount: 2 })).toBe('d');
  expect(firstUnreadOf(messages, { inboundCount: 3, readCount: 1 })).toBe('b');
  // More are unread than are loaded.
  expect(firstUnreadOf(messages, { inboundCount: 90, readCount: 0 })).toBe('a');
});
