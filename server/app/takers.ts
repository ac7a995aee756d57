/** What takes the rows that webhooks bring: the kinds of imports, which know how each becomes a customer or an order. */
import type { WebhookKind } from '../../contract/webhooks.ts';
import {
  companies,
  customers,
  events,
  guessCountry,
  guessOf,
  type ImportHolding,
  type ImportKind,
  orderOf,
  orders,
  readTable,
  refunds,
  reviews,
  shownFields,
} from '../imports/index.ts';
import type { Taker, Takers } from '../webhooks/index.ts';

const kinds: Record<WebhookKind, ImportKind> = { customers, companies, orders, refunds, reviews, events };

function takerOf(kind: ImportKind, held: ImportHolding): Taker {
  return {
    fields: shownFields(kind),
    takesExtra: kind.takesExtra,
    read: async (table, now) => {
      const write = await readTable(kind, table, now);
      return (tx, told) => write(tx, { ...told, held });
    },
    guess: (table) => guessOf(kind, table),
    orderOf,
    countryOf: guessCountry,
  };
}

/** `held` says of whom nothing is taken. */
export function takersWith(held: ImportHolding): Takers {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, takerOf(kind, held)]),
  ) as Takers;
}
