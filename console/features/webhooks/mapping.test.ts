import { expect, test } from 'vitest';
import { webhookMapping, webhookSigning } from '../../../contract/webhooks.ts';
import {
  addable,
  extraName,
  isWhole,
  rowPaths,
  valuesOf,
  valuesText,
  withCountry,
  withField,
  withOrder,
  withoutField,
} from './mapping.ts';
import { presetNames, signingOf } from './presets.ts';

const mapping = webhookMapping.parse({ makes: 'events', fields: { user: { path: 'userId' } } });

test('paths are told as rows of a list see them', () => {
  const paths = ['orders[0].id', 'orders[0]["a.b"]', 'shop.currency', '["x.y"]'].map((path) => ({
    path,
    example: '',
  }));
  const seen = (list: string | null) => rowPaths(paths, list).map(({ path }) => path);
  expect(seen(null)).toEqual(['orders[0].id', 'orders[0]["a.b"]', 'shop.currency', '["x.y"]']);
  expect(seen('orders')).toEqual(['id', '["a.b"]', '$.shop.currency', '$["x.y"]']);
  expect(rowPaths([{ path: '[0].id', example: '1' }], '$')).toEqual([{ path: 'id', example: '1' }]);
});

test('what dates show goes along, and what is said of dates and phones is taken back as well', () => {
  const paths = [{ path: 'orders[0].at', example: '03/04/2024', dates: 'unclear' as const }];
  expect(rowPaths(paths, 'orders')).toEqual([{ ...paths[0], path: 'at' }]);
  const source = { path: 'at', values: { a: 'b' } };
  expect(withOrder(source, 'day-first')).toEqual({ ...source, dates: 'day-first' });
  expect(withOrder({ ...source, dates: 'day-first' }, undefined)).toEqual(source);
  expect(withCountry(withCountry(mapping, 'BR'), undefined)).toEqual(mapping);
  expect(webhookMapping.parse(withCountry(mapping, 'BR')).country).toBe('BR');
});

test('values are written a line each, and read back', () => {
  const values = { fulfilled: 'shipped', 'a = b': 'paid' };
  expect(valuesOf(valuesText(values))).toEqual(values);
  expect(valuesOf('nothing\n = \nx =\n')).toEqual({});
});

test('what is mapped is not offered again; other paths get names of their own', () => {
  const fields = [
    { name: 'user', type: 'id', needed: false },
    { name: 'event', type: 'id', needed: true },
  ];
  const paths = ['userId', 'data.plan'].map((path) => ({ path, example: '' }));
  expect(addable(mapping, fields, paths, true)).toEqual({ fields: [fields[1]], extras: ['data.plan'] });
  expect(addable(mapping, fields, paths, false).extras).toEqual([]);
  expect(extraName(mapping, 'data.plan')).toBe('plan');
  expect(extraName(mapping, 'their["user"]')).toBe('user 2');
});

test('a mapping is whole when nothing in it is empty', () => {
  expect(isWhole(mapping)).toBe(true);
  expect(isWhole(withField(mapping, 'event', { path: ' ' }))).toBe(false);
  expect(isWhole(withField(mapping, 'event', { constant: '' }))).toBe(false);
  expect(isWhole(withField(mapping, 'time', { received: true }))).toBe(true);
  expect(isWhole(withoutField(mapping, 'user'))).toBe(false);
  expect(isWhole({ ...mapping, when: { path: 'type', values: [] } })).toBe(false);
});

test('every way to sign is one that the server takes', () => {
  const typed = {
    header: ' X-Sig ',
    encoding: 'base64',
    prefix: 'v1=',
    timestamp: 'header',
    timestampHeader: 'X-Time',
    idHeader: '',
  };
  for (const preset of presetNames)
    expect(webhookSigning.safeParse(signingOf(preset, typed)).success).toBe(true);
  expect(signingOf('other', typed)).toMatchObject({
    header: 'x-sig',
    timestampHeader: 'x-time',
    idHeader: null,
  });
});
