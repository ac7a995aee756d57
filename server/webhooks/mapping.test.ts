/** Paths, bodies and mappings: what stands where, without losing a digit. */
import { describe, expect, test } from 'vitest';
import { type WebhookMapping, webhookMapping } from '../../contract/webhooks.ts';
import { jsonOf } from './body.ts';
import { tableOf } from './mapping.ts';
import { cellOf, pathsIn, stepsOf, valueAt } from './path.ts';

describe('paths', () => {
  const body =
    jsonOf('{"a":{"b":[{"c":1},{"c":2}]},"d.e":{"f\\"g":3},"客户":{"名":"林"},"orders":[{"id":7}]}') ?? null;
  test.each([
    ['a.b[1].c', 2],
    ['["d.e"]["f\\"g"]', 3],
    ['客户.名', '林'],
    ['$.orders[0].id', 7],
    ['a.b[9].c', undefined],
    ['a.__proto__', undefined],
    ['constructor.name', undefined],
    ['a..b', undefined],
  ])('%s', (path, value) => expect(valueAt(path, body, body)).toBe(value));

  test('every path that is found leads to its value', () => {
    const { leaves, lists } = pathsIn(body);
    for (const { path, value } of leaves) expect(valueAt(path, body, body)).toEqual(value);
    expect(leaves.length).toBeGreaterThan(3);
    expect(lists).toEqual(['a.b', 'orders']);
  });

  test('what is no path has no steps', () => {
    for (const path of ['', 'a[', 'a[x]', '["a', 'a.']) expect(stepsOf(path)).toBeUndefined();
  });
});

describe('bodies', () => {
  test('a number beyond 2^53 keeps its digits', () => {
    const body = jsonOf(
      '{"id":12345678901234567890,"n":9007199254740993,"small":12,"price":19.90,"huge":1e999}',
    );
    expect(body).toEqual({
      id: '12345678901234567890',
      n: '9007199254740993',
      small: 12,
      price: 19.9,
      huge: '1e999',
    });
  });
  test('of a key that is there twice the last one counts, and no prototype is touched', () => {
    const body = jsonOf('{"a":1,"a":2,"__proto__":{"polluted":true}}') ?? null;
    expect(valueAt('a', body, body)).toBe(2);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
  test('what is no JSON is nothing', () => {
    for (const text of ['', 'NaN', '{"a":NaN}', '{', 'a=b', `${'['.repeat(100_000)}`])
      expect(jsonOf(text)).toBeUndefined();
  });
  test('what is nested ten thousand deep is read or refused, and ends nothing', () => {
    const text = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    const body = jsonOf(text);
    if (body !== undefined) expect(pathsIn(body).leaves).toEqual([]);
  });
});

describe('rows', () => {
  const money = [
    { name: 'total', type: 'money', needed: false },
    { name: 'currency', type: 'currency', needed: false },
  ];
  const rows = (mapping: Partial<WebhookMapping>, body: unknown) => {
    const whole = webhookMapping.parse({ makes: 'orders', fields: {}, ...mapping });
    return tableOf(whole, jsonOf(JSON.stringify(body)) ?? null, {
      fields: money,
      receivedAt: '2026-11-22T10:00:00.000000Z',
    });
  };
  const total = (unit: 'major' | 'minor', value: unknown, currency: string) =>
    rows({ fields: { total: { path: 't', unit }, currency: { path: 'c' } } }, { t: value, c: currency });

  test.each([
    [1_990, 'EUR', '19.90'],
    ['5', 'usd', '0.05'],
    [1_990, 'JPY', '1990'],
    [1_990, 'KWD', '1.990'],
    ['19.90', 'EUR', '19.90'],
    [1_990, 'XX', '1990'],
  ])('%s minor units of %s are %s', (value, currency, text) =>
    expect(total('minor', value, currency)).toMatchObject({ rows: [[text, currency]] }),
  );
  test('prices of what was bought are amounts as well', () => {
    const fields = [...money, { name: 'lines', type: 'lines', needed: false }];
    const mapping = webhookMapping.parse({
      makes: 'orders',
      fields: { lines: { path: 'l', unit: 'minor' }, currency: { path: 'c' } },
    });
    const body = { c: 'eur', l: [{ name: 'Mug', price: 1_990, quantity: 2 }, { unit_price: 'x' }] };
    const table = tableOf(mapping, body, { fields, receivedAt: '' });
    expect('rows' in table && JSON.parse(table.rows[0]?.[0] ?? '')).toEqual([
      { name: 'Mug', price: '19.90', quantity: 2 },
      { unit_price: 'x' },
    ]);
  });
  test('an amount in major units stays what it is', () =>
    expect(total('major', '1,234.50', 'EUR')).toMatchObject({ rows: [['1,234.50', 'EUR']] }));

  test('a list, a filter, a constant, the time of arrival and values of another language', () => {
    const mapping: Partial<WebhookMapping> = {
      list: 'data.orders',
      when: { path: 'type', values: ['order'] },
      key: ['id'],
      fields: {
        status: { path: 'state', values: { fertig: 'delivered' } },
        site: { constant: 'shop' },
        time: { received: true },
        currency: { path: '$.currency' },
      },
    };
    const body = {
      currency: 'EUR',
      data: {
        orders: [
          { id: 1, type: 'order', state: 'fertig' },
          { id: 2, type: 'quote' },
          { id: 3, type: 'order', state: 'neu' },
        ],
      },
    };
    expect(rows(mapping, body)).toMatchObject({
      rows: [
        ['delivered', 'shop', '2026-11-22T10:00:00.000000Z', 'EUR', '1'],
        ['neu', 'shop', '2026-11-22T10:00:00.000000Z', 'EUR', '3'],
      ],
    });
  });

  test('no list is no rows, and what is none says so', () => {
    expect(rows({ list: 'refunds' }, {})).toMatchObject({ rows: [] });
    expect(rows({ list: 'refunds' }, { refunds: null })).toMatchObject({ rows: [] });
    expect(rows({ list: 'refunds' }, { refunds: {} })).toMatchObject({ code: 'no-list' });
    expect(
      rows(
        { list: '$' },
        Array.from({ length: 501 }, () => ({})),
      ),
    ).toMatchObject({ code: 'too-many-rows' });
  });

  test('an object becomes its JSON', () => expect(cellOf({ a: [1] })).toBe('{"a":[1]}'));
});
