import { expect, test } from 'vitest';
import type { Message } from '../../../../contract/conversations.ts';
import { mayDelete, mayEdit } from './allowed.ts';

const now = Date.parse('2026-01-02T12:00:00Z');
const who = {
  memberId: 'me',
  mayWrite: true,
  mayManage: false,
  can: { edits: 'shown', deletes: true } as const,
};
const message = (more: Partial<Message> = {}): Message => ({
  id: 'm',
  conversationId: 'c',
  text: 'hello',
  note: false,
  author: { kind: 'member', id: 'me' },
  occurredAt: '2026-01-02T11:00:00.000000Z',
  position: '1.2.3',
  state: 'sent',
  ...more,
});
const others = message({ author: { kind: 'member', id: 'other' } });
const old = { occurredAt: '2026-01-01T11:59:00.000000Z' };
const deleted = { revision: 1, editedAt: null, deletedAt: '2026-01-02T11:30:00.000000Z', deletedBy: 'me' };

test('one edits one’s own: replies for a day, notes for ever', () => {
  expect(mayEdit(message(), who, now)).toBe(true);
  expect(mayEdit(message(old), who, now)).toBe(false);
  expect(mayEdit(message({ ...old, note: true, state: 'noted' }), who, now)).toBe(true);
  expect(mayEdit(others, { ...who, mayManage: true }, now)).toBe(false);
  expect(mayEdit(message({ state: 'received' }), who, now)).toBe(false);
  expect(mayEdit(message(), { ...who, mayWrite: false }, now)).toBe(false);
  expect(mayEdit(message({ text: '', changed: deleted }), who, now)).toBe(false);
});

test('one deletes one’s own at any time; who manages, anybody’s of the team', () => {
  expect(mayDelete(message(old), who)).toBe(true);
  expect(mayDelete(others, who)).toBe(false);
  expect(mayDelete(others, { ...who, mayManage: true })).toBe(true);
  expect(mayDelete(message({ state: 'received' }), { ...who, mayManage: true })).toBe(false);
  expect(mayDelete(message({ text: '', changed: deleted }), who)).toBe(false);
});

test('a channel that can’t show it offers neither for replies, and both for notes', () => {
  const can = { edits: 'no', deletes: false } as const;
  const note = message({ note: true, state: 'noted' });
  for (const channel of [can, undefined]) {
    expect(mayEdit(message(), { ...who, can: channel }, now)).toBe(false);
    expect(mayDelete(message(), { ...who, can: channel })).toBe(false);
    expect(mayEdit(note, { ...who, can: channel }, now)).toBe(true);
    expect(mayDelete(note, { ...who, can: channel })).toBe(true);
  }
});
