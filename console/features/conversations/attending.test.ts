import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAttending } from './attending.ts';

let said: string[];
let attending: ReturnType<typeof createAttending>;

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  attending = createAttending({
    say: (frame) => frame.type === 'attend' && said.push(`${frame.conversationId} ${frame.doing}`),
    now: () => Date.now(),
    after(ms, act) {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
});

test('who goes through the list is told of where they rest', () => {
  for (const id of ['a', 'b', 'c']) {
    attending.open(null);
    attending.open(id);
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(1_000);
  attending.open(null);
  vi.advanceTimersByTime(1_000);
  expect(said).toEqual(['c viewing', 'null viewing']);
});

test('writing is said at once and now and then, and is over by itself or when the message goes out', () => {
  attending.open('a');
  vi.advanceTimersByTime(1_000);
  for (let second = 0; second < 12; second++) {
    attending.typed('reply');
    vi.advanceTimersByTime(1_000);
  }
  expect(said).toEqual(['a viewing', 'a replying', 'a replying', 'a replying']);
  vi.advanceTimersByTime(5_000);
  expect(said.slice(4)).toEqual(['a viewing']);
  attending.typed('note');
  attending.stopWriting();
  expect(said.slice(5)).toEqual(['a noting', 'a viewing']);
});

test('a hidden tab and one that nobody touches are idle, and say nothing more', () => {
  attending.touched();
  attending.open('a');
  vi.advanceTimersByTime(1_000);
  attending.look(false);
  attending.look(true);
  vi.advanceTimersByTime(600_000);
  attending.touched();
  attending.touched();
  expect(said).toEqual(['a viewing', 'a idle', 'a viewing', 'a idle', 'a viewing']);
});

test('a new connection is told anew', () => {
  attending.again();
  attending.open('a');
  vi.advanceTimersByTime(1_000);
  attending.again();
  expect(said).toEqual(['null viewing', 'a viewing', 'a viewing']);
});
