import { expect, test } from 'vitest';
import type { Entry } from '../../../../contract/entries.ts';
import { isolated } from '../../../lib/bidi.ts';
import { bought, orderSentence, reviewSentence } from './sentence.ts';

const money = (minor: number, currency: string) => `${currency} ${minor}`;
const told = (kind: string, payload: object) =>
  orderSentence({ kind, payload: { number: '7', ...payload } } as never, money);
const line = (name: string | null, quantity = 1, productId: string | null = null) => ({
  ...{ name, quantity, productId },
  ...{ category: null, unitPrice: null },
});

test('an order tells its number, its total where it is known, and what was bought', () => {
  const details = { total: 500, currency: 'BRL', lines: [line('Lamp', 2), line(null, 1, 'p9'), line(null)] };
  expect(told('order.placed', { details })).toEqual({
    values: { number: isolated('7'), has: 'yes', amount: 'BRL 500' },
    body: `2 × ${isolated('Lamp')}, ${isolated('p9')}`,
  });
  expect(told('order.placed', { details: {} })).toMatchObject({ values: { has: 'no' }, body: undefined });
  expect(told('order.placed', { details: { total: 0, currency: 'BRL' } }).values).toMatchObject({
    has: 'yes',
  });
});

test('what became of it, and a refund without an amount, have words of their own', () => {
  expect(told('order.updated', { status: 'shipped' }).values).toMatchObject({ status: 'shipped' });
  expect(told('order.updated', { status: null }).values).toMatchObject({ status: 'changed' });
  expect(told('order.refunded', { amount: null, currency: null, reason: 'late' })).toMatchObject({
    values: { has: 'no' },
    body: 'late',
  });
});

test('many lines are cut', () => {
  expect(bought(Array.from({ length: 6 }, () => line('x')))?.split(', ')).toHaveLength(5);
  expect(bought([])).toBeUndefined();
});

test('a review tells its score where there is one', () => {
  const review = (payload: object) => reviewSentence({ payload } as Entry<'review.posted'>);
  const words = { title: 'Bom', text: null, product: null };
  expect(review({ score: 0, scale: 5, ...words })).toMatchObject({
    values: { has: 'yes', score: 0, about: 'no' },
    body: 'Bom',
  });
  expect(review({ score: null, scale: 5, ...words, product: { name: 'Lamp' } }).values).toMatchObject({
    has: 'no',
    about: 'yes',
  });
});
