/** Orders, what was given back of them, and what customers think: reviews. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { identityKind, nameLengthMax, textLengthMax } from './entries.ts';
import { id, time, timeInput } from './ids.ts';
import { amount, currency } from './money.ts';
import {
  orderExternalId,
  orderLine,
  orderLinesMax,
  refundLinesMax,
  reviewScaleMax,
  stages,
} from './order-entries.ts';
import { pageOf, pageQuery } from './paging.ts';

export const orderStatus = z.enum([...stages, 'cancelled', 'partly-refunded', 'refunded']);
export type OrderStatus = z.infer<typeof orderStatus>;

/** What is odd about an order, and shown rather than hidden. */
export const orderWarning = z.enum(['refunds-exceed-total', 'refund-in-other-currency', 'total-unknown']);

const refund = z.object({
  externalId: z.string(),
  /** Null: all of it. */
  amount: z.int().nullable(),
  currency: z.string().nullable(),
  reason: z.string().nullable(),
  lines: z.array(orderLine),
  occurredAt: time,
});

export const order = z.object({
  id,
  shop: z.string(),
  externalId: z.string(),
  number: z.string(),
  customer: z.object({ id, name: z.string().nullable() }).nullable(),
  status: orderStatus,
  currency: z.string().nullable(),
  total: z.int().nullable(),
  goods: z.int().nullable(),
  shipping: z.int().nullable(),
  tax: z.int().nullable(),
  discount: z.int().nullable(),
  refunded: z.int(),
  lines: z.array(orderLine),
  refunds: z.array(refund),
  placedAt: time,
  paidAt: time.nullable(),
  shippedAt: time.nullable(),
  deliveredAt: time.nullable(),
  cancelledAt: time.nullable(),
  warnings: z.array(orderWarning),
});
export type Order = z.output<typeof order>;

/** Nothing that people bought was bought before; PostgreSQL and calendars agree from here on. */
const earliest = '1900-01-01T00:00:00Z';
const happenedAt = timeInput.refine((at) => Date.parse(at) >= Date.parse(earliest), {
  error: 'This time lies before 1900. Send the time at which it happened.',
});
const text = z.string().trim().max(nameLengthMax);
const shop = text.default('');

const lineInput = z.object({
  productId: text.min(1).nullable().default(null),
  name: text.min(1).nullable().default(null),
  category: text.min(1).nullable().default(null),
  quantity: z.number().positive().max(1_000_000).default(1),
  unitPrice: amount.nullable().default(null),
});

export const refundsMax = 100;

const refundInput = z.object({
  /** The shop's own id of the refund, so that it counts once. */
  externalId: orderExternalId,
  amount: amount.min(1),
  currency: currency.optional(),
  reason: z.string().trim().max(textLengthMax).nullable().default(null),
  lines: z.array(lineInput).max(refundLinesMax).default([]),
  occurredAt: happenedAt.optional(),
});

/** Who bought: a customer's id, or addresses that recognise one. */
export const buyer = z.union([
  z.object({ id }),
  z.object({
    identities: z
      .array(z.object({ kind: identityKind.exclude(['visitor']), value: z.string().trim().min(1).max(320) }))
      .min(1)
      .max(20),
    name: text.min(1).nullable().default(null),
    language: z.string().trim().max(35).nullable().default(null),
  }),
]);

/** An order as a sender knows it. What is left out stays as it is known. */
export const orderFields = z.object({
  shop,
  externalId: orderExternalId,
  number: text.min(1).optional(),
  status: orderStatus.optional(),
  /** When it got this status. Absent: when it was placed, or else now. */
  occurredAt: happenedAt.optional(),
  placedAt: happenedAt.optional(),
  paidAt: happenedAt.optional(),
  shippedAt: happenedAt.optional(),
  deliveredAt: happenedAt.optional(),
  cancelledAt: happenedAt.optional(),
  currency: currency.optional(),
  total: amount.optional(),
  goods: amount.optional(),
  shipping: amount.optional(),
  tax: amount.optional(),
  discount: amount.optional(),
  lines: z.array(lineInput).max(orderLinesMax).optional(),
  refunds: z.array(refundInput).max(refundsMax).default([]),
  /** Why it was cancelled or given back. */
  reason: z.string().trim().max(textLengthMax).nullable().default(null),
});

export const review = z.object({
  id,
  site: z.string(),
  externalId: z.string(),
  customer: z.object({ id, name: z.string().nullable() }).nullable(),
  /** The order that it is about, once that order is known. */
  order: z.object({ id, number: z.string() }).nullable(),
  product: z.object({ id: z.string().nullable(), name: z.string().nullable() }).nullable(),
  score: z.number().nullable(),
  scale: z.int(),
  title: z.string().nullable(),
  text: z.string().nullable(),
  occurredAt: time,
});
export type Review = z.output<typeof review>;

export const reviewFields = z.object({
  /** Where it was written: the shop itself, or the name of a site. */
  site: shop,
  externalId: orderExternalId,
  order: z.object({ shop, externalId: orderExternalId }).nullable().default(null),
  product: z
    .object({ id: text.min(1).nullable().default(null), name: text.min(1).nullable().default(null) })
    .nullable()
    .default(null),
  score: z.number().min(0).max(reviewScaleMax).nullable().default(null),
  /** The best score: 5 for stars. */
  scale: z.int().min(1).max(reviewScaleMax).default(5),
  title: z.string().trim().max(textLengthMax).nullable().default(null),
  text: z.string().trim().max(textLengthMax).nullable().default(null),
  occurredAt: happenedAt.optional(),
});

/** What is known of a customer's purchases, merged customers included. */
export const orderFacts = z.object({
  orders: z.int(),
  /** By currency: what was paid, less refunds, without cancelled orders; the most used first. */
  values: z.array(z.object({ currency: z.string(), orders: z.int(), net: z.int() })),
  firstAt: time.nullable(),
  lastAt: time.nullable(),
  products: z.array(z.object({ name: z.string(), quantity: z.number() })),
  categories: z.array(z.object({ name: z.string(), quantity: z.number() })),
  /**
   * By currency, the most bought first: what one piece cost, over the lines with a price in the newest orders that were
   * neither cancelled nor given back. `from`, `usual` and `to` are the quarter, the half and the three quarters of the
   * lines by price; each is a price that was paid.
   */
  prices: z.array(
    z.object({ currency: z.string(), lines: z.int(), from: z.int(), usual: z.int(), to: z.int() }),
  ),
  /** Each from 1 (least) to 5 (most); null without orders that count. */
  rfm: z.object({ recency: z.int(), frequency: z.int(), monetary: z.int().nullable() }).nullable(),
});
export type OrderFacts = z.output<typeof orderFacts>;

const params = z.object({ id });
const reason = z.string().trim().max(textLengthMax).nullable().default(null);

/** How far a member can say that an order has come; what is given back is a refund. */
export const statusesByHand = [...stages, 'cancelled'] as const;

/** Which reviews: `text` for those with words, or without. */
const reviewFilter = {
  customer: id.optional(),
  order: id.optional(),
  /** How many of five stars the score comes to. */
  stars: z.coerce.number().int().min(1).max(5).optional(),
  /** Where it was written; empty: in the shop itself. */
  site: text.optional(),
  text: z.enum(['with', 'without']).optional(),
};

export const reviewSummary = z.object({
  /** How many there are, and how many of them have a score. */
  count: z.int(),
  scored: z.int(),
  /** The mean score, of five, to two places; null without any. */
  mean: z.number().nullable(),
  /** By number of stars. */
  stars: z.array(z.object({ stars: z.int(), count: z.int() })),
  /** Where they were written, the most frequent first. */
  sites: z.array(z.object({ site: z.string(), count: z.int() })),
});
export type ReviewSummary = z.output<typeof reviewSummary>;
export const reviewSitesMax = 20;

export const orderEndpoints = {
  writeOrder: endpoint({
    name: 'writeOrder',
    method: 'POST',
    path: '/orders',
    access: 'customers:write',
    summary:
      'Writes down an order or what became of it, recognised by `shop` and `externalId`: 201 for a new one, 200 for one that is known. Amounts are integers of the smallest unit. What is left out stays as it is; sent again, nothing changes.',
    body: orderFields.extend({ customer: buyer.optional() }),
    output: order,
    status: 201,
    knownStatus: 200,
  }),
  listOrders: endpoint({
    name: 'listOrders',
    method: 'GET',
    path: '/orders',
    access: 'customers:read',
    summary: 'Orders, newest first; of one customer, of one status, or of one number.',
    query: pageQuery.extend({
      customer: id.optional(),
      status: orderStatus.optional(),
      number: text.min(1).optional(),
    }),
    output: pageOf(order),
    status: 200,
  }),
  readOrder: endpoint({
    name: 'readOrder',
    method: 'GET',
    path: '/orders/:id',
    access: 'customers:read',
    summary: 'One order with its lines and refunds.',
    params,
    output: order,
    status: 200,
  }),
  readOrderFacts: endpoint({
    name: 'readOrderFacts',
    method: 'GET',
    path: '/customers/:id/order-facts',
    access: 'customers:read',
    summary:
      'What a customer’s orders add up to: number, value by currency, first and last, favourites, RFM.',
    params,
    output: orderFacts,
    status: 200,
  }),
  refundOrder: endpoint({
    name: 'refundOrder',
    method: 'POST',
    path: '/orders/:id/refunds',
    access: 'customers:write',
    summary:
      'Gives money back by hand: an `amount`, what some `lines` cost, or without both all that is left. No more than is left; a refund with the same `externalId` counts once.',
    params,
    body: z.object({
      externalId: orderExternalId,
      amount: amount.min(1).optional(),
      currency: currency.optional(),
      /** Which lines of the order, by their place from 0 on, and how many of each. */
      lines: z
        .array(z.object({ place: z.int().min(0), quantity: z.number().positive().max(1_000_000) }))
        .max(refundLinesMax)
        .default([]),
      reason,
      occurredAt: happenedAt.optional(),
    }),
    output: order,
    status: 201,
    knownStatus: 200,
  }),
  setOrderStatus: endpoint({
    name: 'setOrderStatus',
    method: 'POST',
    path: '/orders/:id/status',
    access: 'customers:write',
    summary: 'Says by hand how far an order has come, or that it was cancelled. It never goes back.',
    params,
    body: z.object({ status: z.enum(statusesByHand), reason, occurredAt: happenedAt.optional() }),
    output: order,
    status: 200,
  }),
  writeReview: endpoint({
    name: 'writeReview',
    method: 'POST',
    path: '/reviews',
    access: 'customers:write',
    summary:
      'Writes down a review, recognised by `site` and `externalId`: 201 for a new one, 200 for one that is known.',
    body: reviewFields.extend({ customer: buyer.optional() }),
    output: review,
    status: 201,
    knownStatus: 200,
  }),
  listReviews: endpoint({
    name: 'listReviews',
    method: 'GET',
    path: '/reviews',
    access: 'customers:read',
    summary:
      'Reviews, newest first; of one customer, about one order, of so many stars, from one site, with or without words.',
    query: pageQuery.extend(reviewFilter),
    output: pageOf(review),
    status: 200,
  }),
  summariseReviews: endpoint({
    name: 'summariseReviews',
    method: 'GET',
    path: '/review-summary',
    access: 'customers:read',
    summary:
      'How many reviews there are and what they average; `GET /reviews` with the same filter lists them.',
    query: z.object(reviewFilter),
    output: reviewSummary,
    status: 200,
  }),
};
