import { expect, test } from 'vitest';
import type { Message } from '../../../contract/conversations.ts';
import { news } from './here-news.ts';
import { outgoing, refused } from './outbox.ts';
import type { State } from './state.ts';
import { createBegun, ownSent, seenNow } from './unseen.ts';

const message = (occurredAt: string, more: Partial<Message> = {}) =>
  ({ id: occurredAt, conversationId: 'c', note: false, occurredAt, ...more }) as Message;
const item = (key: string, seenUntil: string | null | undefined, conversationId = 'c') =>
  outgoing({ key, conversationId, text: key, note: seenUntil === undefined, writtenAt: '', seenUntil });
const threadUpTo = (...times: string[]) =>
  ({
    threads: new Map([['c', { messages: times.map((at) => message(at)) }]]),
    conversations: new Map(),
  }) as unknown as State;

test('what counts as seen is what was there when the reply was begun', () => {
  let state = threadUpTo('1', '2');
  const begun = createBegun(() => state);
  const reply = { conversationId: 'c', note: false };
  begun.begin('c');
  state = threadUpTo('1', '2', '3');
  begun.begin('c');
  expect(begun.take({ ...reply, note: true })).toBeUndefined();
  expect(begun.take(reply)).toBe('2');
  // What is sent without having been begun was written just now.
  expect(begun.take(reply)).toBe('3');
  begun.begin('c');
  state = threadUpTo('1', '2', '3', '4');
  begun.forget('c');
  begun.begin('c');
  expect(begun.take(reply)).toBe('4');
  state = threadUpTo();
  expect(begun.take(reply)).toBeNull();
});

test('one’s own reply is no surprise, neither to the draft nor to what waits behind it', () => {
  const begun = createBegun(() => threadUpTo('1'));
  begun.begin('c');
  begun.sent(message('5'));
  begun.sent(message('7', { note: true }));
  expect(begun.take({ conversationId: 'c', note: false })).toBe('5');
  const unreached = { error: undefined, isUnreached: true };
  const outbox = refused(
    [
      item('a', '1'),
      item('b', '9'),
      item('note', undefined),
      item('d', null),
      item('other', '1', 'x'),
      item('away', '1'),
    ],
    'away',
    unreached,
  );
  expect(ownSent(outbox, message('5')).map(({ seenUntil }) => seenUntil)).toEqual([
    '5',
    '9',
    undefined,
    '5',
    '1',
    '1',
  ]);
  expect(ownSent(outbox, message('5', { note: true }))).toBe(outbox);
});

test('who sends anyway has seen what was shown, and nothing later', () => {
  const held = { error: undefined, isUnreached: false, replies: [message('3'), message('4')] };
  const outbox = refused([item('a', '1'), item('b', '2')], 'a', held);
  expect(seenNow(outbox, 'a').map(({ seenUntil }) => seenUntil)).toEqual(['4', '2']);
});

test('somebody is spoken of when they come and when they first write, not at each pause', () => {
  const one = (doing: 'idle' | 'viewing' | 'replying') => [{ memberId: 'bea', doing }];
  const steps = [
    [],
    one('viewing'),
    one('replying'),
    one('viewing'),
    one('replying'),
    one('idle'),
    [],
    one('viewing'),
  ];
  let told = news(undefined, []);
  const said = steps.map((others) => {
    const next = news(told, others);
    const fresh = next === told ? [] : next.fresh.map(({ doing }) => doing);
    told = next;
    return fresh.join();
  });
  expect(said).toEqual(['', 'viewing', 'replying', '', '', '', '', 'viewing']);
  expect(news(told, one('viewing'))).toBe(told);
});
