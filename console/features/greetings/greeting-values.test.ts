import { expect, test } from 'vitest';
import { type GreetingInput, inputOf, isWhole, valuesOf } from './greeting-values.ts';

const greeting: GreetingInput = {
  name: 'Prices',
  texts: { en: 'Questions?', 'zh-CN': '有问题吗？' },
  active: false,
  pages: [{ test: 'contains', text: '/pricing' }],
  seconds: 30,
  pagesSeen: 2,
  visitors: 'returning',
  attribute: { name: 'plan', value: 'gold' },
  whenOpen: true,
  whenOnline: false,
  days: 14,
};

test('what a form holds is sent as it came', () => {
  expect(inputOf(valuesOf(greeting), greeting.pages)).toEqual(greeting);
});

test('what is empty is not sent', () => {
  const { texts, attribute, pages } = inputOf({ ...valuesOf(), 'text.pt-BR': ' Oi ' }, [
    { test: 'equals', text: ' ' },
  ]);
  expect({ texts, attribute, pages }).toEqual({ texts: { 'pt-BR': 'Oi' }, attribute: null, pages: [] });
});

test.each([
  ['0', true],
  ['3600', true],
  ['3601', false],
  ['-1', false],
  ['1.5', false],
  ['', false],
])('%j seconds: %s', (text, is) => expect(isWhole(text, 0, 3_600)).toBe(is));
