/** Orders in tracked events: the examples of Segment's specification, and what shops send instead. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderFields } from '../../contract/orders.ts';
import { orderFromEvent } from './index.ts';

const event = { occurredAt: '2020-01-01T00:00:00Z', messageId: 'm1' };
const from = (name: string, properties: Record<string, unknown>) => orderFromEvent(name, properties, event);

/** The specification's example of a completed order. */
const completed = {
  checkout_id: 'fksdjfsdjfisjf9sdfjsd9f',
  order_id: '50314b8e9bcf000000000000',
  affiliation: 'Google Store',
  total: 27.5,
  subtotal: 22.5,
  revenue: 25.0,
  shipping: 3,
  tax: 2,
  discount: 2.5,
  coupon: 'hasbros',
  currency: 'USD',
  products: [
    {
      product_id: '507f1f77bcf86cd799439011',
      sku: '45790-32',
      name: 'Monopoly: 3rd Edition',
      price: 19,
      quantity: 1,
      category: 'Games',
      url: 'https://www.example.com/product/path',
    },
    {
      product_id: '505bd76785ebb509fc183733',
      name: 'Uno Card Game',
      price: 3,
      quantity: 2,
      category: 'Games',
    },
  ],
};
const lines = [
  {
    productId: '507f1f77bcf86cd799439011',
    name: 'Monopoly: 3rd Edition',
    category: 'Games',
    quantity: 1,
    unitPrice: 1_900,
  },
  {
    productId: '505bd76785ebb509fc183733',
    name: 'Uno Card Game',
    category: 'Games',
    quantity: 2,
    unitPrice: 300,
  },
];
const id = { externalId: '50314b8e9bcf000000000000', occurredAt: event.occurredAt };
const amounts = { currency: 'USD', total: 2_750, goods: 2_250, shipping: 300, tax: 200, discount: 250 };

describe('the specification’s examples', () => {
  test('Order Completed', () => {
    expect(from('Order Completed', completed)).toEqual({
      order: { ...id, status: 'placed', placedAt: event.occurredAt, ...amounts, lines },
      warnings: [],
    });
  });

  test('Order Updated says what changed, not how far it came', () => {
    expect(from('Order Updated', completed)).toEqual({ order: { ...id, ...amounts, lines }, warnings: [] });
  });

  test('Order Refunded gives back its total, once for each message', () => {
    const { order_id, currency, products } = completed;
    expect(from('Order Refunded', { order_id, total: 30, currency, products })).toEqual({
      order: {
        ...id,
        status: 'partly-refunded',
        refunds: [{ externalId: 'm1', amount: 3_000, currency: 'USD', lines }],
      },
      warnings: [],
    });
  });

  test('Order Refunded without a total gives back all of it', () => {
    const { order_id, currency } = completed;
    expect(from('Order Refunded', { order_id, currency })).toEqual({
      order: { ...id, status: 'refunded' },
      warnings: [],
    });
  });

  test('Order Cancelled', () => {
    expect(from('Order Cancelled', { ...completed, total: 30 })?.order).toMatchObject({
      ...id,
      status: 'cancelled',
      total: 3_000,
    });
  });
});

describe('what shops send instead', () => {
  test('other events are none', () => {
    for (const name of ['Product Viewed', '', 'constructor', 'toString'])
      expect(from(name, {})).toBeUndefined();
  });

  test('names of the first version, in any case', () => {
    expect(from('completed order', completed)?.order?.status).toBe('placed');
  });

  test.each([undefined, null, '', ' ', 'null', 'undefined', '[object Object]', {}, [], NaN, 2 ** 60])(
    'no order without its id: %o',
    (order_id) => {
      const { order, warnings } = from('Order Completed', { ...completed, order_id }) ?? {};
      expect(order).toBeUndefined();
      expect(warnings?.join()).toContain('"order_id" is missing');
    },
  );

  test.each([
    ['a number as id', { order_id: 1001 }, { externalId: '1001' }, undefined],
    ['amounts as text', { total: '27.50' }, { total: 2_750 }, '"total" is text'],
    [
      'words as amount',
      { total: 'free', revenue: undefined, subtotal: undefined },
      {},
      '"total" is no amount',
    ],
    ['too many decimals', { total: 27.999 }, { total: 2_800 }, '"total" has more decimals than USD'],
    [
      'yen, without decimals',
      { currency: 'JPY', total: 900, subtotal: 900, discount: 0 },
      { total: 900 },
      undefined,
    ],
    ['dinars, with three', { currency: 'kwd', total: 1.234 }, { currency: 'KWD', total: 1_234 }, undefined],
    ['no total', { total: undefined }, { total: 2_250 + 500 }, '"total" is missing'],
    ['products that are none', { products: 'Uno' }, {}, '"products" is no list'],
    ['no quantity', { products: [{ name: 'Uno' }] }, {}, undefined],
    ['a strange quantity', { products: [{ name: 'Uno', quantity: -1 }] }, {}, 'quantity" is no quantity'],
  ])('%s', (_name, properties, expected, warning) => {
    const { order, warnings } = from('Order Completed', { ...completed, ...properties }) ?? {};
    expect(order).toMatchObject(expected);
    if (warning === undefined) expect(warnings).toEqual([]);
    else expect(warnings?.join()).toContain(warning);
  });

  test.each([
    [undefined, 'is missing'],
    ['Dollar', 'is no ISO 4217 code'],
  ])('without a currency no amount is guessed: %s', (currency, words) => {
    const { order, warnings } = from('Order Completed', { ...completed, currency }) ?? {};
    expect(order).not.toHaveProperty('total');
    expect(order?.lines?.map(({ unitPrice }) => unitPrice)).toEqual([null, null]);
    expect(warnings?.join()).toContain(words);
  });

  test('whatever it is: what comes out is an order that can be kept', () => {
    const odd = fc.record({
      order_id: fc.oneof(fc.string(), fc.anything()),
      total: fc.oneof(fc.double(), fc.anything()),
      currency: fc.oneof(fc.constantFrom('USD', 'JPY'), fc.anything()),
      products: fc.oneof(
        fc.array(fc.record({ price: fc.anything(), quantity: fc.anything(), name: fc.string() })),
        fc.anything(),
      ),
    });
    const names = fc.constantFrom('Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled');
    fc.assert(
      fc.property(names, odd, (name, properties) => {
        const { order } = from(name, properties) ?? {};
        if (order) expect(() => orderFields.parse(order)).not.toThrow();
      }),
      { seed: 20_260_101, numRuns: 500 },
    );
  });
});
