import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conversation } from '../../../contract/conversations.ts';
import { belongs, compareMarks, neighbour, nextUnread, queryOf, type ViewKey, viewKeyOf } from './views.ts';

const row = (id: string, more: Partial<Conversation> = {}) =>
  ({ id, status: 'open', assigneeId: null, inboundCount: 0, readCount: 0, ...more }) as Conversation;

test('the newest stands first, and of two at the same moment the one with the greater id', () => {
  const marks = [
    { lastAt: '2026-01-01T00:00:00.000001Z', id: 'b' },
    { lastAt: '2026-01-02T00:00:00.000000Z', id: 'a' },
    { lastAt: '2026-01-01T00:00:00.000001Z', id: 'c' },
  ];
  expect(marks.sort(compareMarks).map(({ id }) => id)).toEqual(['a', 'c', 'b']);
});

test('the order has no ties and no circles', () => {
  const mark = fc.record({ lastAt: fc.constantFrom('1', '2', '3'), id: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(mark, mark, (a, b) => {
      expect(compareMarks(a, b)).toBe(-compareMarks(b, a) + 0);
      expect(compareMarks(a, b) === 0).toBe(a.lastAt === b.lastAt && a.id === b.id);
    }),
  );
});

test.each<[ViewKey, Partial<Conversation>, boolean]>([
  ['open.all', {}, true],
  ['open.all', { status: 'closed' }, false],
  ['open.all', { status: 'snoozed' }, false],
  ['closed.all', { status: 'closed' }, true],
  ['open.mine', { assigneeId: 'me' }, true],
  ['open.mine', { assigneeId: 'you' }, false],
  ['open.mine', {}, false],
  ['open.unassigned', {}, true],
  ['open.unassigned', { assigneeId: 'you' }, false],
])('%s with %j: %s', (view, conversation, expected) => {
  expect(belongs(row('a', conversation), view, 'me')).toBe(expected);
});

test('a list asks the server for what belongs in it', () => {
  expect(queryOf('open.all')).toEqual({ status: 'open' });
  expect(queryOf('closed.mine')).toEqual({ status: 'closed', assignee: 'me' });
  expect(queryOf('open.unassigned')).toEqual({ status: 'open', assignee: 'none' });
});

test('what was stored and is no list any more becomes the first one', () => {
  expect(viewKeyOf('closed.mine')).toBe('closed.mine');
  expect(viewKeyOf('snoozed.mine')).toBe('open.all');
  expect(viewKeyOf(null)).toBe('open.all');
});

test('moving goes from row to row and stops at the ends', () => {
  const rows = [row('a'), row('b'), row('c')];
  expect(neighbour(rows, undefined, 1)?.id).toBe('a');
  expect(neighbour(rows, 'gone', 1)?.id).toBe('a');
  expect(neighbour(rows, 'a', 1)?.id).toBe('b');
  expect(neighbour(rows, 'a', -1)).toBeUndefined();
  expect(neighbour(rows, 'c', 1)).toBeUndefined();
});

test('the next unread row is found below, then from the top, and never the row itself', () => {
  const unread = { inboundCount: 2, readCount: 1 };
  const rows = [row('a', unread), row('b'), row('c', unread), row('d')];
  expect(nextUnread(rows, 'b')?.id).toBe('c');
  expect(nextUnread(rows, 'c')?.id).toBe('a');
  expect(nextUnread(rows, undefined)?.id).toBe('a');
  expect(nextUnread([row('a', unread)], 'a')).toBeUndefined();
});
