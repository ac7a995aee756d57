import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deadlineOf } from './deadline.ts';

const due = (law: 'gdpr' | 'lgpd' | 'pipl', at: string) => deadlineOf(law, new Date(at)).toISOString();

test('each law has its period', () => {
  expect(due('gdpr', '2026-11-22T08:00:00.000Z')).toBe('2026-12-22T08:00:00.000Z');
  expect(due('gdpr', '2026-01-31T08:00:00.000Z')).toBe('2026-02-28T08:00:00.000Z');
  expect(due('gdpr', '2026-12-31T08:00:00.000Z')).toBe('2027-01-31T08:00:00.000Z');
  expect(due('lgpd', '2026-11-22T08:00:00.000Z')).toBe('2026-12-07T08:00:00.000Z');
  // A Friday: three weeks later.
  expect(due('pipl', '2026-11-20T08:00:00.000Z')).toBe('2026-12-11T08:00:00.000Z');
  // A Sunday counts from Monday on.
  expect(due('pipl', '2026-11-22T08:00:00.000Z')).toBe('2026-12-11T08:00:00.000Z');
});

test('a later request is never due before an earlier one', () => {
  const at = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom('gdpr' as const, 'lgpd' as const, 'pipl' as const), at, at, (law, a, b) => {
      const [first, second] = a <= b ? [a, b] : [b, a];
      expect(deadlineOf(law, first) <= deadlineOf(law, second)).toBe(true);
      expect(deadlineOf(law, first) > first).toBe(true);
    }),
  );
});
