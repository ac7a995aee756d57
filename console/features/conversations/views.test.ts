import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conversation } from '../../../contract/conversations.ts';
import type { ViewFilter } from '../../../contract/view-filter.ts';
import { comparePlaces, type Placed, standardViews } from '../../../contract/views.ts';
import { belongs, neighbour, nextUnread, viewKeyOf, viewOf } from './views.ts';

const row = (id: string, more: Partial<Conversation> = {}) =>
  ({
    id,
    status: 'open',
    spam: false,
    priority: 'normal',
    tagIds: [],
    inboxId: 'i1',
    assigneeId: null,
    inboundCount: 0,
    readCount: 0,
    ...more,
  }) as unknown as Conversation;

const marks: Placed[] = [
  { id: 'b', status: 'open', lastAt: '2026-01-01', waitingSince: null, priority: 'normal' },
  { id: 'a', status: 'open', lastAt: '2026-01-02', waitingSince: '2026-01-01', priority: 'low' },
  { id: 'c', status: 'open', lastAt: '2026-01-01', waitingSince: null, priority: 'urgent' },
  { id: 'd', status: 'open', lastAt: '2026-01-03', waitingSince: '2025-12-31', priority: 'normal' },
  // Nobody waits in what is closed.
  { id: 'e', status: 'closed', lastAt: '2026-01-01', waitingSince: '2025-01-01', priority: 'low' },
];

test.each([
  ['newest', ['d', 'a', 'e', 'c', 'b']],
  ['waiting', ['d', 'a', 'e', 'c', 'b']],
  ['priority', ['c', 'd', 'b', 'a', 'e']],
] as const)('%s', (order, expected) => {
  expect(marks.toSorted(comparePlaces(order)).map(({ id }) => id)).toEqual(expected);
});

test('no order has ties or circles', () => {
  const mark = fc.record({
    lastAt: fc.constantFrom('1', '2', '3'),
    id: fc.constantFrom('a', 'b', 'c'),
    status: fc.constantFrom(...(['open', 'closed'] as const)),
    waitingSince: fc.constantFrom(null, '1', '2'),
    priority: fc.constantFrom(...(['low', 'normal', 'high', 'urgent'] as const)),
  });
  const order = fc.constantFrom(...(['newest', 'waiting', 'priority'] as const));
  fc.assert(
    fc.property(fc.array(mark, { minLength: 3, maxLength: 3 }), order, ([a, b, c], by) => {
      const compare = comparePlaces(by);
      if (!a || !b || !c) return;
      expect(compare(a, b)).toBe(-compare(b, a) + 0);
      if (compare(a, b) < 0 && compare(b, c) < 0) expect(compare(a, c)).toBe(-1);
      if (compare(a, b) === 0) expect([a.id, a.lastAt]).toEqual([b.id, b.lastAt]);
    }),
  );
});

const { mine, unassigned, all, snoozed, closed, spam } = standardViews;
test.each<[ViewFilter, Partial<Conversation>, boolean]>([
  [all, {}, true],
  [all, { status: 'closed' }, false],
  [all, { status: 'snoozed' }, false],
  [snoozed, { status: 'snoozed' }, true],
  [closed, { status: 'closed' }, true],
  [closed, { status: 'closed', spam: true }, false],
  [spam, { status: 'closed', spam: true }, true],
  [{}, { status: 'closed', spam: true }, false],
  [{}, { status: 'closed' }, true],
  [mine, { assigneeId: 'me' }, true],
  [mine, { assigneeId: 'you' }, false],
  [mine, {}, false],
  [unassigned, {}, true],
  [unassigned, { assigneeId: 'you' }, false],
  [{ tagIds: ['t1', 't2'] }, { tagIds: ['t2', 't3'] }, true],
  [{ tagIds: ['t1'] }, { tagIds: ['t2'] }, false],
  [{ priorities: ['high'] }, { priority: 'high' }, true],
  [{ priorities: ['high'] }, {}, false],
  [{ inboxIds: ['i2'] }, {}, false],
])('%j with %j: %s', (filter, conversation, expected) => {
  expect(belongs(row('a', conversation), viewKeyOf(filter, 'newest'), 'me')).toBe(expected);
});

test('the same list has one key, however its filter was written', () => {
  const key = viewKeyOf({ status: 'open', tagIds: ['t1'] }, 'waiting');
  expect(viewKeyOf({ tagIds: ['t1'], status: 'open', language: undefined }, 'waiting')).toBe(key);
  expect(viewOf(key)).toMatchObject({ order: 'waiting', isAsked: false });
  expect(viewOf(viewKeyOf({ segmentId: 's' }, 'newest')).isAsked).toBe(true);
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
