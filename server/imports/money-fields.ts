/** Fields of orders, refunds and reviews: what they are about, and money. */
import type { Field, Ready } from './kind.ts';
import type { Reason } from './row.ts';
import { minorUnitsOf } from './values.ts';

export const orderField: Field = {
  name: 'order',
  type: 'id',
  lengthMax: 200,
  synonyms: [
    'order id',
    'order_id',
    'orderid',
    'order',
    'order number',
    'order no',
    '订单',
    '订单号',
    '订单编号',
    'pedido',
    'id do pedido',
    'número do pedido',
  ],
};

export const currencyField: Field = {
  name: 'currency',
  type: 'currency',
  synonyms: ['currency', 'currency code', '货币', '币种', 'moeda'],
};

/** Which shop, where a business has several whose ids may collide. */
export const shopField: Field = {
  name: 'shop',
  type: 'id',
  lengthMax: 200,
  synonyms: ['shop', 'shop id', 'shop name', 'store id', 'store name', '店铺', '商店', 'loja', 'id da loja'],
};

/** A field with an amount. */
export function moneyField(name: string, synonyms: readonly string[]): Field {
  return { name, type: 'money', synonyms };
}

/** The amount in the smallest unit of the row's currency; undefined where there is none. */
export function amountOf(row: Ready, field: string): number | undefined {
  const { [field]: text, currency } = row.values;
  if (typeof text !== 'string' || typeof currency !== 'string') return undefined;
  return minorUnitsOf(text, currency);
}

/** What is wrong with the amounts of a row. */
export function wrongAmount(row: Ready, fields: readonly string[]): Reason | undefined {
  for (const field of fields) {
    const text = row.values[field];
    if (text === undefined) continue;
    if (row.values.currency === undefined) return { code: 'missing', field: 'currency', column: 'currency' };
    if (amountOf(row, field) === undefined)
      return { code: 'not-money', field, column: field, value: String(text) };
  }
  return undefined;
}
