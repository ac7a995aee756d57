import { expect, test } from 'vitest';
import { bytesText } from './bytes.ts';

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [12_345, '12 kB'],
  [3_440_000, '3.4 MB'],
  [26_214_400, '26 MB'],
])('%d bytes are %s', (bytes, text) => expect(bytesText(bytes, 'en')).toBe(text));
