import { expect, test } from 'vitest';
import { attributeText, attributeValue, shownAttributes } from './attribute-text.ts';

test.each([
  ['gold', 'gold'],
  [3.5, '3.5'],
  [true, 'true'],
  [['a', 2], 'a, 2'],
  [{ city: 'Recife' }, '{"city":"Recife"}'],
])('%j reads as %s', (value, text) => expect(attributeText(value)).toBe(text));

test.each([
  ['7', 3, 7],
  ['seven', 3, 'seven'],
  ['false', true, false],
  ['a, ,b', ['a'], ['a', 'b']],
  ['7', 'text', '7'],
])('%s typed where %j stood is %j', (text, before, value) =>
  expect(attributeValue(text, before)).toEqual(value),
);

test('names stand in the head and are not listed again', () => {
  expect(shownAttributes({ plan: 'gold', name: 'Ana', city: 'Recife' })).toEqual([
    ['city', 'Recife'],
    ['plan', 'gold'],
  ]);
});
