/** Orders in tracked events, as Segment's e-commerce specification (v2) names and fills them. Pure. */
import { currency as currencySchema, minorOf } from '../../contract/money.ts';
import { orderExternalId, orderLinesMax } from '../../contract/order-entries.ts';
import type { OrderInput } from './input.ts';

/** What an event says of an order; whose it is the caller knows. `order` is absent where nothing could be made of it. */
export type OrderFromEvent = { order?: Omit<OrderInput, 'customerId'>; warnings: string[] };

/** The specification's names, and those of its first version that libraries still send. */
const statuses = {
  'order completed': 'placed',
  'completed order': 'placed',
  'order updated': undefined,
  'updated order': undefined,
  'order refunded': 'refunded',
  'refunded order': 'refunded',
  'order cancelled': 'cancelled',
  'order canceled': 'cancelled',
  'cancelled order': 'cancelled',
} as const;

type Properties = Record<string, unknown>;

/**
 * What a tracked event says of an order, and what is odd about it; undefined for events of other names. `messageId` is
 * the event's own, by which a refund counts once.
 */
export function orderFromEvent(
  name: string,
  properties: Properties,
  event: { occurredAt: string; messageId: string },
): OrderFromEvent | undefined {
  const known = name.trim().toLowerCase();
  if (!Object.hasOwn(statuses, known)) return undefined;
  const status = statuses[known as keyof typeof statuses];
  const warnings: string[] = [];
  const read = readerOf(properties, warnings);
  const externalId = orderExternalId.safeParse(idOf(properties.order_id ?? properties.orderId));
  if (!externalId.success || noIds.has(externalId.data.toLowerCase()))
    return { warnings: ['"order_id" is missing or is no id: the order is not kept.'] };
  const order = {
    externalId: externalId.data,
    occurredAt: event.occurredAt,
    ...optional('status', status),
    ...(status === 'placed' ? { placedAt: event.occurredAt } : {}),
  };
  if (status === 'refunded') return { order: { ...order, ...read.refund(event.messageId) }, warnings };
  return { order: { ...order, ...read.details() }, warnings };
}

/** Reads properties, noting what is odd. */
function readerOf(properties: Properties, warnings: string[]) {
  const code = currencyOf(properties.currency, warnings);
  const money = (name: string, value: unknown) => amountOf(name, value, code, warnings);
  const lines = () => linesOf(properties.products, code, warnings);
  return {
    details() {
      const [shipping, tax, discount] = ['shipping', 'tax', 'discount'].map((name) =>
        money(name, properties[name]),
      );
      const goods = money('subtotal', properties.subtotal) ?? money('revenue', properties.revenue);
      return {
        ...optional('currency', code),
        ...optional('total', money('total', properties.total) ?? sumOf(goods, shipping, tax, warnings)),
        ...optional('goods', goods),
        ...optional('shipping', shipping),
        ...optional('tax', tax),
        ...optional('discount', discount),
        ...optional('lines', lines()),
      };
    },
    /** With a total so much of it; without one all of it. */
    refund(messageId: string): Partial<OrderInput> {
      const amount = money('total', properties.total) ?? money('revenue', properties.revenue);
      if (amount === undefined || amount === 0) return {};
      const refund = { externalId: messageId, amount, ...optional('currency', code), lines: lines() ?? [] };
      return { status: 'partly-refunded', refunds: [refund] };
    },
  };
}

/** The specification asks for a total; some send only what the goods came to. */
function sumOf(
  goods: number | undefined,
  shipping: number | undefined,
  tax: number | undefined,
  warnings: string[],
): number | undefined {
  if (goods === undefined) return undefined;
  warnings.push('"total" is missing: it is taken as the revenue with shipping and tax.');
  return goods + (shipping ?? 0) + (tax ?? 0);
}

function currencyOf(value: unknown, warnings: string[]): string | undefined {
  const code = currencySchema.safeParse(value);
  if (code.success) return code.data;
  warnings.push(
    value === undefined || value === null || value === ''
      ? '"currency" is missing: amounts are not kept. Send its ISO 4217 code, like "USD".'
      : '"currency" is no ISO 4217 code: amounts are not kept.',
  );
  return undefined;
}

function amountOf(
  name: string,
  value: unknown,
  code: string | undefined,
  warnings: string[],
): number | undefined {
  if (value === undefined || value === null || value === '' || code === undefined) return undefined;
  const minor = typeof value === 'number' || typeof value === 'string' ? minorOf(value, code) : undefined;
  if (minor === undefined) {
    warnings.push(`"${name}" is no amount: it is not kept. Send a number like 27.5.`);
    return undefined;
  }
  if (typeof value === 'string') warnings.push(`"${name}" is text: send it as a number.`);
  if (!minor.isExact) warnings.push(`"${name}" has more decimals than ${code}: it is rounded.`);
  return minor.amount;
}

function linesOf(value: unknown, code: string | undefined, warnings: string[]): OrderInput['lines'] {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) {
    warnings.push('"products" is no list: it is not kept.');
    return undefined;
  }
  if (value.length > orderLinesMax) warnings.push(`"products" is cut after ${orderLinesMax}.`);
  return value.slice(0, orderLinesMax).flatMap((product: unknown, place) => {
    if (typeof product !== 'object' || product === null) {
      warnings.push(`"products.${place}" is no product: it is not kept.`);
      return [];
    }
    const { product_id, sku, name, category, quantity, price } = product as Properties;
    return [
      {
        productId: textOf(product_id ?? sku),
        name: textOf(name),
        category: textOf(category),
        quantity: quantityOf(quantity, place, warnings),
        unitPrice: amountOf(`products.${place}.price`, price, code, warnings) ?? null,
      },
    ];
  });
}

function quantityOf(value: unknown, place: number, warnings: string[]): number {
  const quantity = value === undefined || value === null ? 1 : Number(value);
  if (quantity > 0 && quantity <= quantityMax) return quantity;
  warnings.push(`"products.${place}.quantity" is no quantity: it is taken as 1.`);
  return 1;
}

const quantityMax = 1_000_000;
const textLengthMax = 200;

function textOf(value: unknown): string | null {
  const text = idOf(value)?.trim().slice(0, textLengthMax).toWellFormed();
  return text || null;
}

/** What a page sends where it has no id. */
const noIds = new Set(['null', 'undefined', 'nan', '[object object]']);

/** An id that is text, or a number that JSON kept exactly. */
function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

function optional<K extends string, T>(name: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { [P in K]?: T };
}
