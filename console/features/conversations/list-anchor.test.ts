import { expect, test } from 'vitest';
import { shiftOf } from './list-anchor.ts';

const ids = (text: string) => [...text];

test.each([
  ['nothing changed', 'abcdefgh', 2, 'abcdefgh', 0],
  ['two came in above', 'abcdefgh', 2, 'xyabcdefgh', 2],
  ['one above was closed', 'abcdefgh', 2, 'acdefgh', -1],
  ['one came in below', 'abcdefgh', 2, 'abcdefxgh', 0],
  ['the first one on screen moved to the top', 'abcdefgh', 2, 'cabdefgh', 0],
  ['one below moved to the top', 'abcdefgh', 2, 'habcdefg', 1],
  ['all others are gone', 'abcdefgh', 2, 'xyz', 0],
  ['the list ends on screen', 'abc', 2, 'xabc', 1],
] as const)('%s', (_, before, index, after, shift) => {
  expect(shiftOf(ids(before), index, ids(after))).toBe(shift);
});
