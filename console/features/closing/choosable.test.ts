import { expect, test } from 'vitest';
import { choosable } from './choosable.ts';

const reasons = ['Solved', 'No answer', 'Not solved'].map((name) => ({ id: name, name, archived: false }));
const shown = (isRequired: boolean, text: string) =>
  choosable({ reasons, isRequired }, text).map(({ id }) => id);

test('what begins with the letters comes first; what does not hold them is left out', () => {
  expect(shown(true, '')).toEqual(['Solved', 'No answer', 'Not solved']);
  expect(shown(true, ' SOL')).toEqual(['Solved', 'Not solved']);
  expect(shown(true, 'x')).toEqual([]);
});

test('closing without a reason stands last, where none is required and nothing is looked for', () => {
  expect(shown(false, '').at(-1)).toBe(null);
  expect(shown(false, 'sol')).not.toContain(null);
  expect(shown(true, '')).not.toContain(null);
});
