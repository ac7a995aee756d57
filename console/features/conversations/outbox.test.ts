import { expect, test } from 'vitest';
import type { Message } from '../../../contract/conversations.ts';
import { draftAgain } from './composer-draft.ts';
import { type Outgoing, outgoing, refused, retried, seen, visibleOutgoing, without } from './outbox.ts';
import { keepOutbox, readOutbox } from './outbox-storage.ts';

const hour = 3_600_000;
const written = '2026-03-01T10:00:00.000Z';
const item = (key: string, text = 'Hello') =>
  outgoing({ key, conversationId: 'c', text, note: false, writtenAt: written });
const told = (id: string, more: Partial<Message> = {}) =>
  ({
    id,
    conversationId: 'c',
    text: 'Hello',
    note: false,
    author: { kind: 'member', id: 'me' },
    ...more,
  }) as Message;
const refusal = { error: new Error('no'), isUnreached: true };
const shown = (outbox: readonly Outgoing[]) => visibleOutgoing(outbox, 'c').map(({ key }) => key);

function storage(roomFor = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      if (value.length > roomFor) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
    removeItem: (key: string) => void kept.delete(key),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

test('a message that the stream tells before the answer comes shows once', () => {
  const outbox = seen([item('k1'), item('k2')], told('m1'), 'me');
  expect(shown(outbox)).toEqual(['k2']);
  expect(shown(seen(outbox, told('m2'), 'me'))).toEqual([]);
});

test.each([
  ['of somebody else', { author: { kind: 'member', id: 'you' } }],
  ['with other words', { text: 'Hello!' }],
  ['that is a note', { note: true }],
  ['of another conversation', { conversationId: 'd' }],
] as [string, Partial<Message>][])('a message %s is not taken for it', (_, more) => {
  expect(shown(seen([item('k1')], told('m1', more), 'me'))).toEqual(['k1']);
});

test('when the answer is lost the message shows again, to be tried under its key', () => {
  const lost = refused(seen([item('k1')], told('m1'), 'me'), 'k1', refusal);
  expect(shown(lost)).toEqual(['k1']);
  const again = retried(lost, 'k1');
  expect(again[0]).toMatchObject({ key: 'k1', refusal: undefined });
  expect(without(again, 'k1')).toEqual([]);
});

test('what was not sent survives a reload, under the same keys', () => {
  const place = storage();
  keepOutbox(place, 'me', [item('k1', 'eins'), item('k2', 'zwei')]);
  const back = readOutbox(place, 'me', Date.parse(written) + hour / 2);
  expect(back.map(({ key, text, refusal }) => [key, text, refusal?.isUnreached])).toEqual([
    ['k1', 'eins', true],
    ['k2', 'zwei', true],
  ]);
  // After hours the member says whether it should still go out.
  expect(readOutbox(place, 'me', Date.parse(written) + 2 * hour)[0]?.refusal?.isUnreached).toBe(false);
  expect(readOutbox(place, 'you', Date.parse(written))).toEqual([]);
  keepOutbox(place, 'me', []);
  expect(place.kept.size).toBe(0);
});

test('a full or spoilt storage loses the copy and nothing else', () => {
  expect(() => keepOutbox(storage(3), 'me', [item('k1')])).not.toThrow();
  const spoilt = storage();
  spoilt.setItem('rapport.outbox.me', '{');
  expect(readOutbox(spoilt, 'me', 0)).toEqual([]);
});

test('a message taken back stands below what is written already', () => {
  const place = storage();
  draftAgain(place, 'me', item('k1', 'first'), 0);
  draftAgain(place, 'me', item('k2', 'second'), 0);
  expect([...place.kept.values()].map((kept) => JSON.parse(kept).text)).toEqual(['first\n\nsecond']);
});
