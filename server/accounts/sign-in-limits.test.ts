import { expect, test } from 'vitest';
import { createSignInLimits } from './sign-in-limits.ts';

test('an attack from everywhere makes an account slow, not locked', async () => {
  const clock = { now: 0, paused: 0 };
  const limits = createSignInLimits({
    now: () => clock.now,
    pause: async () => {
      clock.paused += 1;
    },
  });
  const attempt = (address: string, isRight: boolean) =>
    limits.attempt(
      { address, account: 'ana@example.com' },
      async () => isRight,
      (right) => right,
    );
  for (let tries = 0; tries < 55; tries++) expect(await attempt(`198.51.100.${tries}`, false)).toBe(false);
  expect(clock.paused).toBe(5);
  expect(await attempt('203.0.113.7', true)).toBe(true);
  expect(clock.paused).toBe(6);
  clock.now += 600_000;
  expect(await attempt('203.0.113.7', true)).toBe(true);
  expect(clock.paused).toBe(6);
});
