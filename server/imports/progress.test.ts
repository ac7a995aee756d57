import { expect, test } from 'vitest';
import { createTeller } from './progress.ts';

const counts = (read: number, rejected = 0) => ({
  read,
  created: read - rejected,
  updated: 0,
  unchanged: 0,
  rejected,
});

test('a command says how far it is, how fast it goes and how long it will take', () => {
  const said: string[] = [];
  let at = 0;
  const tell = createTeller(
    (line) => said.push(line),
    { total: 500_000, done: 100_000 },
    () => at,
  );
  for (const [when, read, rejected] of [
    [1_999, 101_000, 0],
    [2_000, 102_000, 1],
    [3_999, 110_000, 1],
    [10_000, 400_000, 1_200],
    [500_000, 400_000, 1_200],
  ] as const) {
    at = when;
    tell(counts(read, rejected));
  }
  expect(said).toEqual([
    '100,000 of 500,000 rows (20%)',
    '102,000 of 500,000 rows (20%), 1,000 a second, about 7 min left, 1 refused',
    '400,000 of 500,000 rows (80%), 30,000 a second, about 4 s left, 1,200 refused',
    '400,000 of 500,000 rows (80%), 600 a second, about 3 min left, 1,200 refused',
  ]);
});

test('a rate of nothing promises no end, and an empty file is done', () => {
  const said: string[] = [];
  let at = 0;
  const tell = createTeller(
    (line) => said.push(line),
    { total: 7, done: 0 },
    () => at,
  );
  at = 5_000;
  tell(counts(0));
  createTeller((line) => said.push(line), { total: 0, done: 0 });
  expect(said).toEqual([
    '0 of 7 rows (0%)',
    '0 of 7 rows (0%), 0 a second, time left unknown, 0 refused',
    '0 of 0 rows (100%)',
  ]);
});
