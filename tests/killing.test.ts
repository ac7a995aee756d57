/** Killed at any moment, the program loses nothing that it acknowledged and keeps nothing twice. */
import { expect, test } from 'vitest';
import { killAtRandom } from './torture/killing.ts';

const times = 5;
const seed = 20_260_103;

test(`the server and PostgreSQL are killed ${times} times under chat load`, async () => {
  const killed = await killAtRandom({ times, seed });
  expect(killed.server + killed.postgres).toBe(times);
  expect(Math.min(killed.server, killed.postgres)).toBeGreaterThan(0);
  expect(killed.acknowledged).toBeGreaterThan(times);
}, 240_000);
