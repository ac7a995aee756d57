/** Names of files: whatever is given, what comes out can be saved anywhere and shows what it is. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanName } from './index.ts';

const character = fc.oneof(
  fc.constantFrom(...'./\\:*?"<>| \t\r\n\0'.split('')),
  fc.constantFrom(
    '\u202e',
    '\u200b',
    '\u2066',
    '\ufeff',
    '\u0301',
    '\ud800',
    'é',
    '写',
    '👩‍👩‍👧',
    'CON',
    'nul',
    'com1',
    '.txt',
  ),
  fc.string({ minLength: 1, maxLength: 3 }),
);
const given = fc.array(character, { maxLength: 200 }).map((parts) => parts.join(''));

test('it is never empty or too long, and holds nothing that means something to a system', () => {
  fc.assert(
    fc.property(given, (name) => {
      const cleaned = cleanName(name);
      expect(cleaned).not.toBe('');
      expect(Buffer.byteLength(cleaned)).toBeLessThanOrEqual(255);
      expect(cleaned).not.toMatch(/[/\\<>:"|?*\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
      expect(cleaned).not.toMatch(/^[\s.]|[\s.]$/u);
      expect(cleaned).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu);
      expect(cleaned.isWellFormed()).toBe(true);
      expect(decodeURIComponent(encodeURIComponent(cleaned))).toBe(cleaned);
    }),
    { numRuns: 2_000 },
  );
});

test('cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(given, (name) => {
      const cleaned = cleanName(name);
      expect(cleanName(cleaned)).toBe(cleaned);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['写真 1.jpg', '写真 1.jpg'],
  ['👩‍👩‍👧 family.png', '👩‍👩‍👧 family.png'],
  ['NUL', '_NUL'],
  ['aux.tar.gz', '_aux.tar.gz'],
  ['a\0b.txt', 'ab.txt'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['  ..  ', 'file'],
  [`${'写'.repeat(200)}.jpeg`, `${'写'.repeat(83)}.jpeg`],
  ['x'.repeat(300), 'x'.repeat(255)],
])('%j becomes %j', (name, cleaned) => expect(cleanName(name)).toBe(cleaned));
