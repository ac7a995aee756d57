import { expect, test } from 'vitest';
import { readableOn } from './readable-on.ts';

test.each([
  ['#117878', '#ffffff'],
  ['#ffffff', '#000000'],
  ['#000000', '#ffffff'],
  ['#ffd166', '#000000'],
  ['#767676', '#000000'],
  ['#747474', '#ffffff'],
  ['teal', '#ffffff'],
])('on %s one reads %s', (color, text) => expect(readableOn(color)).toBe(text));
