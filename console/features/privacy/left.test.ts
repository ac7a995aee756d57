import { expect, test } from 'vitest';
import { leftIn } from './left.ts';

test('what an erasure says of itself is read, and nothing else', () => {
  expect(leftIn('{"entries":12,"left":{"identities":1}}')).toEqual({ entries: 12, tables: ['identities'] });
  expect(leftIn('{"entries":0}')).toEqual({ entries: 0, tables: [] });
  expect(leftIn('')).toBeUndefined();
  expect(leftIn('a note')).toBeUndefined();
  expect(leftIn('{"left":{}}')).toBeUndefined();
});
