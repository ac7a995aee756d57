import { expect, test } from 'vitest';
import { initials, tint, tintsCount } from './initials.ts';

test.each([
  ['Ana Souza', 'AS'],
  ['ana maria de souza', 'AS'],
  ['Cher', 'C'],
  ['王小明', '王'],
  ['김 철수', '김'],
  ['  “Zé”  da Silva ', 'ZS'],
  ['👩‍🍳 Bia', 'B'],
  ['Łukasz Żak', 'ŁŻ'],
  ['', '?'],
  ['🙂', '?'],
])('%s → %s', (name, letters) => expect(initials(name)).toBe(letters));

test('somebody keeps a tint, and all tints are used', () => {
  const ids = Array.from({ length: 500 }, (_, index) => `018f-${index}`);
  expect(tint('018f-1')).toBe(tint('018f-1'));
  expect(new Set(ids.map(tint)).size).toBe(tintsCount);
});
