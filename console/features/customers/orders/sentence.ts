/** What a timeline says of orders and reviews. */
import type { Entry } from '../../../../contract/entries.ts';
import type { OrderLine } from '../../../../contract/order-entries.ts';
import { isolated } from '../../../lib/bidi.ts';

export type Money = (minor: number, currency: string) => string;
type OrderEntry = Entry<'order.placed' | 'order.updated' | 'order.cancelled' | 'order.refunded'>;

/** The values of an order's sentence, and what is told below it. */
export function orderSentence(entry: OrderEntry, money: Money) {
  const number = isolated(entry.payload.number);
  switch (entry.kind) {
    case 'order.placed': {
      const { total, currency, lines = [] } = entry.payload.details;
      return { values: { number, ...amountValues(total, currency, money) }, body: bought(lines) };
    }
    case 'order.updated':
      return { values: { number, status: entry.payload.status ?? 'changed' }, body: undefined };
    case 'order.cancelled':
      return { values: { number }, body: entry.payload.reason ?? undefined };
    case 'order.refunded': {
      const { amount, currency, reason } = entry.payload;
      return { values: { number, ...amountValues(amount, currency, money) }, body: reason ?? undefined };
    }
  }
}

/** The values of a review's sentence, and what was written. */
export function reviewSentence({ payload }: Entry<'review.posted'>) {
  const { score, scale, title, text, product } = payload;
  const name = product?.name ?? null;
  return {
    values: {
      has: score === null ? 'no' : 'yes',
      score: score ?? 0,
      scale,
      about: name === null ? 'no' : 'yes',
      product: isolated(name ?? ''),
    },
    body: [title, text].filter(Boolean).join('\n') || undefined,
  };
}

function amountValues(amount: number | null | undefined, currency: string | null | undefined, money: Money) {
  return amount === null || amount === undefined || !currency
    ? { has: 'no', amount: '' }
    : { has: 'yes', amount: money(amount, currency) };
}

const linesMax = 5;

/** `2 × Lamp, Vase`; what has no name goes by its id. */
export function bought(lines: readonly OrderLine[]): string | undefined {
  const named = lines.flatMap(({ name, productId, quantity }) => {
    const what = name ?? productId;
    if (what === null) return [];
    return [quantity === 1 ? isolated(what) : `${quantity} × ${isolated(what)}`];
  });
  if (named.length === 0) return undefined;
  return named.length > linesMax ? `${named.slice(0, linesMax).join(', ')} …` : named.join(', ');
}
