/** The payloads of entries about orders and reviews. */
import { z } from 'zod';
import { id, time } from './ids.ts';

/** How far an order has come; it never goes back. */
export const stages = ['placed', 'paid', 'shipped', 'delivered'] as const;
const progress = z.enum(stages);
export type Progress = z.infer<typeof progress>;

export const orderLinesMax = 500;
export const refundLinesMax = 100;
export const reviewScaleMax = 100;
/** An id that a shop gave. */
export const orderExternalId = z.string().trim().min(1).max(200);

const text = z.string();
const integer = z.int().nullable();

export const orderLine = z.object({
  productId: text.nullable(),
  name: text.nullable(),
  category: text.nullable(),
  quantity: z.number(),
  unitPrice: integer,
});
export type OrderLine = z.infer<typeof orderLine>;

/** What is said of an order but what became of it; amounts in the smallest unit of `currency`. */
const orderDetails = z.object({
  number: text,
  placedAt: time,
  currency: text,
  total: z.int(),
  goods: z.int(),
  shipping: z.int(),
  tax: z.int(),
  discount: z.int(),
  lines: z.array(orderLine),
});
/** An entry carries what was new; the rest is left as it was. */
const details = orderDetails.partial();
export type OrderDetails = z.infer<typeof details>;

/**
 * Which order it is: an id of ours, and the shop's own. `isOwned` says that the sender named the entry's customer; else
 * it is the one whose order it was known to be.
 */
const which = { orderId: id, shop: text, externalId: text, number: text, isOwned: z.boolean() };

export const orderPayloads = {
  'order.placed': z.object({ ...which, details }),
  /** `status` is how far it came by this. */
  'order.updated': z.object({ ...which, status: progress.nullable(), details }),
  'order.cancelled': z.object({ ...which, reason: text.nullable(), details }),
  /** No amount: all of it. */
  'order.refunded': z.object({
    ...which,
    refundId: text,
    amount: integer,
    currency: text.nullable(),
    reason: text.nullable(),
    lines: z.array(orderLine),
  }),
  'review.posted': z.object({
    reviewId: id,
    site: text,
    externalId: text,
    orderId: id.nullable(),
    product: z.object({ id: text.nullable(), name: text.nullable() }).nullable(),
    score: z.number().nullable(),
    scale: z.int(),
    title: text.nullable(),
    text: text.nullable(),
  }),
} as const;
