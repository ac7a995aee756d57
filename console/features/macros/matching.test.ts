import { expect, test } from 'vitest';
import type { Macro } from '../../../contract/macros.ts';
import { matching } from './matching.ts';

const macro = (name: string, text: string, uses = 0): Macro => ({
  ...{ id: name, name, text, uses },
  ...{ kind: 'reply', actions: [], shared: true },
});
const all = [
  macro('Hours', 'We open at nine', 1),
  macro('Thanks', 'Thank you', 9),
  macro('Nine', 'Come in', 2),
];
const names = (typed: string) => matching(all, typed).map(({ name }) => name);

test('without a word the most used first', () => expect(names('')).toEqual(['Thanks', 'Nine', 'Hours']));
test('names stand before texts', () => expect(names('NINE ')).toEqual(['Nine', 'Hours']));
test('what fits nothing finds nothing', () => expect(names('ten')).toEqual([]));
