import { expect, test } from 'vitest';
import { itemsOf, linesOf, wrongPrice } from './lines.ts';

test('lines in the words of several shops', () => {
  const items = itemsOf(
    JSON.stringify([
      { product_id: 7, title: 'Mug', price: '19.90', quantity: 2, product_type: 'Kitchen' },
      { sku: 'b-1', name: 'Beans', qty: '0.5', unit_price: 30 },
      { name: 'Gift', quantity: 'many', price: null },
    ]),
  );
  expect(linesOf(items ?? [], 'EUR')).toEqual([
    { productId: '7', name: 'Mug', category: 'Kitchen', quantity: 2, unitPrice: 1_990 },
    { productId: 'b-1', name: 'Beans', category: null, quantity: 0.5, unitPrice: 3_000 },
    { productId: null, name: 'Gift', category: null, quantity: 1, unitPrice: null },
  ]);
  expect(linesOf(items ?? [], undefined)[0]?.unitPrice).toBeNull();
});

test('what is no list of things is none', () => {
  for (const text of ['', '3', '{}', '["a"]', '[[1]]', 'a, b', JSON.stringify(Array(501).fill({}))])
    expect(itemsOf(text)).toBeUndefined();
});

test('a price that is none is named', () => {
  expect(wrongPrice([{ price: '1.00' }, { price: 'free' }], 'EUR')).toMatchObject({ value: 'free' });
  expect(wrongPrice([{ price: '1.00' }, {}], 'EUR')).toBeUndefined();
});
