import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillMacro, firstName } from './macro-text.ts';

const values = {
  'customer.first_name': 'Ana',
  'customer.plan': '',
  'member.name': '{{customer.first_name}}',
};

test.each([
  ['Hi {{customer.first_name}}!', 'Hi Ana!', []],
  ['Hi {{ customer.first_name }}, {{customer.name|friend}}', 'Hi Ana, friend', []],
  [
    '{{customer.plan}} {{customer.name}}',
    '{{customer.plan}} {{customer.name}}',
    ['customer.plan', 'customer.name'],
  ],
  ['{{customer.plan|}}.', '.', []],
  [
    '{{constructor.constructor}} {{__proto__|x}}',
    '{{constructor.constructor}} x',
    ['constructor.constructor'],
  ],
  ['{{member.name}}', '{{customer.first_name}}', []],
  ['{{}} {{ {{a}} }} {customer.name}', '{{}} {{ {{a}} }} {customer.name}', ['a']],
] as const)('%s', (text, filled, missing) => {
  expect(fillMacro(text, values)).toEqual({ text: filled, missing });
});

test('a text without variables stays as it is, and what a value holds is never read as a variable', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (text, value) => {
      if (!text.includes('{{')) expect(fillMacro(text, values)).toEqual({ text, missing: [] });
      expect(fillMacro('{{x}}', { x: value }).text).toBe(value);
    }),
  );
});

test('bombs are texts like others', () => {
  const nested = '{{'.repeat(10_000) + '}}'.repeat(10_000);
  expect(fillMacro(nested, values).text).toBe(nested);
  const endless = `{{${'a|'.repeat(10_000)}`;
  expect(fillMacro(endless, values)).toEqual({ text: endless, missing: [] });
});

test.each([
  ['João da Silva', 'João'],
  ['  陈伟 ', '陈伟'],
  ['', ''],
])('%s is called %s', (name, called) => expect(firstName(name)).toBe(called));
