/** What is said of waiting is what three of four waited, and nothing where few did. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualWait } from './expectation.ts';

const waits = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 10, maxLength: 50 });

test('at least three of four waited no longer than is said, and it is said in steps', () => {
  fc.assert(
    fc.property(waits, (all) => {
      const said = usualWait(all) ?? 0;
      const within = all.filter((minutes) => minutes < said).length;
      expect(within).toBeGreaterThanOrEqual(all.length * 0.75);
      expect(said % (said <= 10 ? 1 : said <= 60 ? 5 : 60)).toBe(0);
    }),
  );
});

test('it is not rounded up by more than a step, and few waits say nothing', () => {
  fc.assert(
    fc.property(waits, (all) => {
      const said = usualWait(all) ?? 0;
      const step = said <= 10 ? 1 : said <= 60 ? 5 : 60;
      const within = all.filter((minutes) => minutes < said - step).length;
      expect(within).toBeLessThan(all.length * 0.75);
    }),
  );
  expect(usualWait(Array(9).fill(1))).toBeUndefined();
  expect(usualWait([])).toBeUndefined();
});
