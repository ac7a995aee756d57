import { expect, test } from 'vitest';
import { isolated } from './bidi.ts';

test('a text that turns the direction around is closed in on both sides', () => {
  expect(isolated('ana\u202Elive')).toBe('\u2068ana\u202Elive\u2069');
});
