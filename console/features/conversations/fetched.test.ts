import { expect, test } from 'vitest';
import type { Conversation } from '../../../contract/conversations.ts';
import { standardViews } from '../../../contract/views.ts';
import { answered, fetchedConversations, fetchedList, rowsOf } from './fetched.ts';
import { streamStarted } from './follow.ts';
import { emptyState, shownById } from './state.ts';
import { viewKeyOf } from './views.ts';

const all = viewKeyOf(standardViews.all, 'newest');
const mine = viewKeyOf(standardViews.mine, 'newest');

const conversation = (position: string, more: Partial<Conversation> = {}) =>
  ({
    id: 'c1',
    customer: { id: 'u1', name: 'Ana' },
    status: 'open',
    assigneeId: null,
    lastAt: '2026-01-01T00:00:00.000001Z',
    inboundCount: 1,
    readCount: 0,
    position,
    ...more,
  }) as Conversation;
const started = streamStarted(emptyState('me'), '1.5.0');

test('an answer that was under way while a command was answered does not take the command back', () => {
  const closed = conversation('1.9.1', { status: 'closed' });
  const known = fetchedConversations(started, [conversation('1.4.1')], '1.6.0');
  const after = fetchedConversations(answered(known, closed), [conversation('1.4.1')], '1.7.0');
  expect(shownById(after, 'c1')?.status).toBe('closed');
});

test('a command’s answer that the stream has overtaken changes nothing', () => {
  const known = fetchedConversations(started, [conversation('1.9.1')], '1.10.0');
  expect(answered(known, conversation('1.8.1', { status: 'closed' }))).toBe(known);
});

test('an answer from before the stream began is shown, and asked for again', () => {
  const page = { data: [conversation('1.3.1')], next: null, position: '1.4.0' };
  const state = fetchedList(started, all, null, page);
  expect(rowsOf(state, all)).toHaveLength(1);
  expect(state.views.get(all)?.current).toBe(false);
  expect(state.conversations.get('c1')?.current).toBe(false);
});

test('a row that changes leaves and joins lists in the same moment', () => {
  const page = { data: [conversation('1.4.1')], next: null, position: '1.6.0' };
  const both = fetchedList(fetchedList(started, all, null, page), mine, null, {
    ...page,
    data: [],
  });
  const taken = { ...both, changes: [{ id: 'x', conversationId: 'c1', patch: { assigneeId: 'me' } }] };
  expect(rowsOf(taken, mine)).toHaveLength(1);
  const closed = {
    ...both,
    changes: [{ id: 'x', conversationId: 'c1', patch: { status: 'closed' as const } }],
  };
  expect(rowsOf(closed, all)).toEqual([]);
});
