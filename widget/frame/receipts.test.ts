import { expect, test } from 'vitest';
import type { VisitorMessage } from '../../contract/visitor.ts';
import type { Answer } from './api.ts';
import { createFollowedThread } from './followed-thread.ts';
import { createReceipts } from './receipts.ts';
import { testTimer } from './testing.ts';
import { createWriting } from './writing.ts';

const message = (id: string, from: 'team' | 'visitor' = 'team'): VisitorMessage => ({
  id,
  from,
  text: id,
  authorName: null,
  occurredAt: `2026-01-01T00:00:00.00000${id}Z`,
});
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function world() {
  const thread = createFollowedThread({ onChange: () => undefined, onNews: () => undefined });
  thread.turnTo('token');
  const told: string[] = [];
  const line = { isDown: false };
  const receipts = createReceipts(
    {
      tellReceipt: async (_, { messageId, isRead }): Promise<Answer<unknown>> => {
        await settled();
        if (line.isDown) return { kind: 'later', waitMilliseconds: 0 };
        told.push(`${messageId} ${isRead ? 'read' : 'delivered'}`);
        return { kind: 'done', value: undefined };
      },
    },
    thread,
  );
  return { thread, told, line, receipts };
}

test('each message is told of once when it arrives and once when it is on screen', async () => {
  const { thread, told, receipts } = world();
  receipts.look(false);
  thread.takeLive([message('1'), message('2', 'visitor')], 'p');
  for (let look = 0; look < 3; look++) receipts.look(false);
  await settled();
  await settled();
  receipts.look(true);
  // It comes while the one before is being told of.
  thread.takeLive([message('3')], 'p');
  for (let wait = 0; wait < 6; wait++) await settled();
  receipts.look(false);
  receipts.look(true);
  await settled();
  expect(told).toEqual(['1 delivered', '1 read', '3 read']);
});

test('what does not reach the server is told with the next change', async () => {
  const { thread, told, line, receipts } = world();
  thread.takeLive([message('1')], 'p');
  line.isDown = true;
  receipts.look(true);
  await settled();
  await settled();
  expect(told).toEqual([]);
  line.isDown = false;
  receipts.look(true);
  await settled();
  await settled();
  expect(told).toEqual(['1 read']);
});

test('how far the team has read only moves on', () => {
  const { thread } = world();
  for (const until of ['2', '5', null, '3', '4']) thread.takeRead(until);
  expect(thread.readUntil()).toBe('5');
  thread.turnTo('another');
  expect(thread.readUntil()).toBe('');
});

test('writing is said at once, again every few seconds, and over when it is', async () => {
  const timer = testTimer();
  const said: boolean[] = [];
  const typed = createWriting((isWriting) => said.push(isWriting), timer);
  typed(true);
  expect(said).toEqual([]);
  for (let second = 0; second < 12; second++) {
    typed(false);
    await timer.pass(1_000);
  }
  expect(said).toEqual([true, true, true]);
  await timer.pass(5_000);
  expect(said).toEqual([true, true, true, false]);
  typed(false);
  typed(true);
  typed(true);
  expect(said.slice(4)).toEqual([true, false]);
});
