import { expect, test } from 'vitest';
import { partsOf } from './parts.ts';

const shown = (text: string, marks: [number, number][]) =>
  partsOf({ text, marks, isFile: false }).map((part) => (part.isFound ? `[${part.text}]` : part.text));

test('marks at both ends, side by side and over one another', () => {
  expect(
    shown('a late refund', [
      [0, 1],
      [2, 6],
      [6, 7],
    ]),
  ).toEqual(['[a]', ' ', '[late]', '[ ]', 'refund']);
  expect(
    shown('退款政策', [
      [1, 3],
      [2, 4],
    ]),
  ).toEqual(['退', '[款政]', '[策]']);
  expect(shown('nothing', [])).toEqual(['nothing']);
  expect(shown('', [])).toEqual([]);
});
