import { expect, test } from 'vitest';
import { safePath } from './way-back.ts';

test.each(['/', '/conversations/1?status=open#last', '/settings/members'])('goes back to %s', (path) => {
  expect(safePath(path)).toBe(path);
});

test.each([
  undefined,
  '',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/a\\b',
  'javascript:alert(1)',
  '/\t/evil.example',
])('does not follow %s', (path) => expect(safePath(path)).toBe('/'));
