import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributeTypes } from './care-entries.ts';
import { fitAttribute } from './fit.ts';

const options = ['Gold', 'Silver', 'silver ', 'SILVER'];
const as = (type: (typeof attributeTypes)[number], value: unknown, choices: string[] = []) => {
  const found = fitAttribute({ type, options: choices }, value);
  return 'value' in found ? found.value : undefined;
};

test('values of systems become those of their type', () => {
  expect([as('number', ' 42.50 '), as('number', '-1e3'), as('number', 0), as('number', '.5')]).toEqual([
    ...[42.5, -1000, 0, 0.5],
  ]);
  expect([as('date', '2026-02-28'), as('date', '2026-02-28T23:30:00-03:00')]).toEqual([
    ...['2026-02-28', '2026-02-28'],
  ]);
  expect([as('boolean', 'Yes'), as('boolean', 1), as('boolean', 'não'), as('boolean', '否')]).toEqual([
    ...[true, true, false, false],
  ]);
  expect([as('text', 7), as('text', false), as('text', '')]).toEqual(['7', 'false', '']);
  expect(as('list', 'a, b,,a')).toEqual(['a', 'b']);
  expect(as('list', ['gold'], options)).toEqual(['Gold']);
  expect([as('choice', 'gold', options), as('choice', 'SILVER', options)]).toEqual(['Gold', 'SILVER']);
});

test('what does not fit is told, and nothing is made of it', () => {
  for (const value of ['', 'twelve', '1,5', '0x10', 'Infinity', '1e999', null, [], {}, true, Number.NaN]) {
    expect(fitAttribute({ type: 'number', options: [] }, value), String(value)).toEqual({ wrong: 'number' });
  }
  for (const value of [
    '2026-02-29',
    '2026-13-01',
    '28.02.2026',
    20260228,
    '',
    '2026-2-8',
    '2026-02-28T',
    {},
  ]) {
    expect(fitAttribute({ type: 'date', options: [] }, value), String(value)).toEqual({ wrong: 'date' });
  }
  for (const value of ['maybe', 2, '', {}, []]) expect(as('boolean', value)).toBeUndefined();
  for (const value of ['Bronze', 'silVer', '', ['Gold']])
    expect(as('choice', value, options)).toBeUndefined();
  for (const value of [['Gold', 'Bronze'], [{}], Array.from({ length: 101 }, String)]) {
    expect(as('list', value, value.length > 100 ? [] : options)).toBeUndefined();
  }
  expect(as('text', 'x'.repeat(2_001))).toBeUndefined();
  expect(as('text', { a: 1 })).toBeUndefined();
});

test('what fits, fits again as it is', () => {
  const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.jsonValue(), fc.array(fc.string()));
  fc.assert(
    fc.property(fc.constantFrom(...attributeTypes), value, (type, told) => {
      const choices = type === 'choice' ? ['a', 'B', ' '] : [];
      const once = fitAttribute({ type, options: choices }, told);
      if ('wrong' in once) return;
      expect(fitAttribute({ type, options: choices }, once.value)).toEqual(once);
    }),
    { numRuns: 500 },
  );
});
