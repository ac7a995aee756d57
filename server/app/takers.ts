/** What takes the rows that webhooks bring: the kinds of imports, which know how each becomes a customer or an order. */
import type { WebhookKind } from '../../contract/webhooks.ts';
import {
  companies,
  customers,
  events,
  guessOf,
  type ImportKind,
  orders,
  readTable,
  refunds,
  reviews,
  shownFields,
} from '../imports/index.ts';
import type { Taker, Takers } from '../webhooks/index.ts';

const kinds: Record<WebhookKind, ImportKind> = { customers, companies, orders, refunds, reviews, events };

function takerOf(kind: ImportKind): Taker {
  return {
    fields: shownFields(kind),
    takesExtra: kind.takesExtra,
    read: (table, now) => readTable(kind, table, now),
    guess: (table) => guessOf(kind, table),
  };
}

export const takers = Object.fromEntries(
  Object.entries(kinds).map(([name, kind]) => [name, takerOf(kind)]),
) as Takers;
