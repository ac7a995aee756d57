/** What was bought, as a list of objects, in the words that shops have for it. Pure. */
import { type OrderLine, orderLinesMax } from '../../contract/order-entries.ts';
import type { Reason } from './row.ts';
import { minorUnitsOf, numberOf } from './values.ts';

type Item = Record<string, unknown>;

const textLengthMax = 200;
const quantityMax = 1_000_000;
const names = {
  productId: ['product_id', 'productId', 'sku', 'variant_id', 'id'],
  name: ['name', 'title', 'product_name', 'productName', 'description'],
  category: ['category', 'product_type', 'productType'],
  quantity: ['quantity', 'qty', 'count'],
  price: ['unit_price', 'unitPrice', 'price'],
} as const;

/** The objects of a cell; undefined where it holds no list of them. */
export function itemsOf(text: string): Item[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value) || value.length > orderLinesMax) return undefined;
    const isItem = (item: unknown): item is Item =>
      item !== null && typeof item === 'object' && !Array.isArray(item);
    return value.every(isItem) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The lines of an order. Prices are of the order’s currency; without one they are left out. */
export function linesOf(items: readonly Item[], currency: string | undefined): OrderLine[] {
  return items.map((item) => {
    const price = said(item, names.price);
    const quantity = numberOf(said(item, names.quantity) ?? '1') ?? 1;
    const unitPrice =
      price === undefined || currency === undefined ? undefined : minorUnitsOf(price, currency);
    return {
      productId: said(item, names.productId) ?? null,
      name: said(item, names.name) ?? null,
      category: said(item, names.category) ?? null,
      quantity: quantity > 0 && quantity <= quantityMax ? quantity : 1,
      unitPrice: unitPrice !== undefined && unitPrice >= 0 ? unitPrice : null,
    };
  });
}

/** What is wrong with the prices of a list. */
export function wrongPrice(items: readonly Item[], currency: string): Reason | undefined {
  for (const item of items) {
    const price = said(item, names.price);
    if (price !== undefined && minorUnitsOf(price, currency) === undefined)
      return { code: 'not-money', field: 'lines', column: 'lines', value: price };
  }
  return undefined;
}

function said(item: Item, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = Object.hasOwn(item, key) ? item[key] : undefined;
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const text = String(value).trim().slice(0, textLengthMax).toWellFormed();
    if (text !== '') return text;
  }
  return undefined;
}
