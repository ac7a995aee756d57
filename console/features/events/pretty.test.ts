import { expect, test } from 'vitest';
import { pretty } from './pretty.ts';

test('JSON gets its lines, anything else stays as it is', () => {
  expect(pretty('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(pretty('{"a":[1…')).toBe('{"a":[1…');
});
