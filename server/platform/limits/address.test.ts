import { expect, test } from 'vitest';
import { cutAddress } from './address.ts';

test('an address is kept whole, cut or not at all', () => {
  expect(cutAddress('203.0.113.77', 'whole')).toBe('203.0.113.77');
  expect(cutAddress('203.0.113.77', 'cut')).toBe('203.0.113.0');
  expect(cutAddress('203.0.113.77', 'drop')).toBeUndefined();
  expect(cutAddress('2001:db8:1:2:3:4:5:6', 'cut')).toBe('2001:db8:1::');
  expect(cutAddress('::ffff:203.0.113.77', 'cut')).toBe('203.0.113.0');
  // Once more changes nothing.
  expect(cutAddress('203.0.113.0', 'cut')).toBe('203.0.113.0');
  expect(cutAddress('no address', 'whole')).toBeUndefined();
});
