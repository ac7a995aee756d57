import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../../contract/entries.ts';
import { byDay, type TimelinePage, withEntry } from './timeline-pages.ts';

const entry = (id: string, second: number, at = 1) =>
  ({
    id,
    occurredAt: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000Z`,
    position: `1.${at}.1`,
  }) as Entry;
const ids = (pages: readonly TimelinePage[]) => pages.map(({ data }) => data.map(({ id }) => id).join(''));

test('an entry stands at its place, also one written down later than it happened', () => {
  const pages = [
    { data: [entry('d', 40), entry('c', 30)], next: 'x' },
    { data: [entry('b', 20), entry('a', 10)], next: null },
  ];
  expect(ids(withEntry(pages, entry('E', 50)))).toEqual(['Edc', 'ba']);
  expect(ids(withEntry(pages, entry('E', 35)))).toEqual(['dEc', 'ba']);
  expect(ids(withEntry(pages, entry('E', 25)))).toEqual(['dc', 'Eba']);
  expect(ids(withEntry(pages, entry('E', 5)))).toEqual(['dc', 'baE']);
});

test('what is there already, or lies beyond what is loaded, changes nothing', () => {
  const pages = [{ data: [entry('d', 40), entry('c', 30)], next: 'x' }];
  expect(withEntry(pages, entry('c', 30))).toBe(pages);
  expect(withEntry(pages, entry('E', 20))).toBe(pages);
});

test('adding entries one by one gives what the server would answer', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat({ max: 59 }), { maxLength: 20 }),
      fc.nat({ max: 20 }),
      (seconds, loaded) => {
        const newestFirst = (list: readonly Entry[]) =>
          list.toSorted((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1));
        const all = seconds.map((second, index) => entry(`e${index}`, second));
        const first = newestFirst(all.slice(0, loaded));
        let pages: readonly TimelinePage[] = [{ data: first, next: null }];
        for (const added of all.slice(loaded)) pages = withEntry(pages, added);
        expect(pages.flatMap(({ data }) => data)).toEqual(newestFirst(all));
      },
    ),
  );
});

test('of two at the same moment the one recorded later stands first', () => {
  const pages = withEntry([{ data: [entry('a', 1, 5)], next: null }], entry('b', 1, 6));
  expect(ids(pages)).toEqual(['ba']);
  expect(ids(withEntry([{ data: [entry('a', 1, 5)], next: null }], entry('b', 1, 4)))).toEqual(['ab']);
});

test('days are the reader’s', () => {
  const at = (time: string) => ({ id: time, occurredAt: new Date(time).toISOString() }) as Entry;
  const days = byDay([at('2026-03-02T00:10:00'), at('2026-03-01T23:50:00'), at('2026-03-01T08:00:00')]);
  expect(days.map(({ entries }) => entries.length)).toEqual([1, 2]);
});
