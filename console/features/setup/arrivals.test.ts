import { expect, test } from 'vitest';
import type { Entry } from '../../../contract/entries.ts';
import { withArrivals } from './arrivals.ts';

const received = (id: string, text: string): Entry =>
  ({
    id,
    kind: 'message.received',
    conversationId: 'c',
    occurredAt: `2026-11-21T10:00:0${id}.000000Z`,
    payload: { text },
  }) as Entry;

test('the newest message comes first, each once, other kinds not at all', () => {
  const opened = { ...received('9', ''), kind: 'conversation.opened' } as Entry;
  const first = withArrivals([], [opened, received('1', 'Oi')]);
  const second = withArrivals(first, [received('1', 'Oi'), received('2', 'Tudo bem?')]);
  expect(second.map(({ text }) => text)).toEqual(['Tudo bem?', 'Oi']);
  expect(withArrivals(second, [opened])).toBe(second);
});
