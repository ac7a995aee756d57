/** Waiting for what is to be seen, never for a time to pass. */
import { expect } from 'vitest';
import { patienceMs } from './patience.ts';

/** Asks again and again until the answer is as expected. */
export function eventually<T>(look: () => T | Promise<T>) {
  return expect.poll(look, { timeout: patienceMs, interval: 40 });
}
