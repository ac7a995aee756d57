/** Orders, refunds and reviews as commands take them: what the contract reads, with the customer found. */
import { v5 } from 'uuid';
import type { z } from 'zod';
import type { orderFields, reviewFields } from '../../contract/orders.ts';

type Fields = z.output<typeof orderFields>;
/** Absent: not known by this sender, and left as it is. */
export type OrderInput = Partial<Omit<Fields, 'externalId' | 'refunds'>> & {
  externalId: string;
  refunds?: readonly RefundInput[];
  /** Whose it is; null where the sender does not say. */
  customerId: string | null;
};
export type RefundInput = Omit<Fields['refunds'][number], 'amount' | 'reason' | 'lines'> & {
  /** Null: all of it. */
  amount: number | null;
  reason?: string | null;
  lines?: Fields['refunds'][number]['lines'];
};
export type ReviewInput = Partial<Omit<z.output<typeof reviewFields>, 'externalId'>> & {
  externalId: string;
  customerId: string | null;
};

/**
 * The id of an order follows from its shop and the id that it has there: so a refund or a review that arrives before
 * the order names the same one.
 */
export function orderIdOf(
  workspaceId: string,
  input: { shop?: string | undefined; externalId: string },
): string {
  return v5(JSON.stringify(['order', input.shop ?? '', input.externalId]), workspaceId);
}

/** The id of a review, by where it was written and the id that it has there. */
export function reviewIdOf(
  workspaceId: string,
  input: { site?: string | undefined; externalId: string },
): string {
  return v5(JSON.stringify(['review', input.site ?? '', input.externalId]), workspaceId);
}

/** A time with a zone as the ledger prints it: UTC with six decimals, so that string order is time order. */
export function asUtc(at: string): string {
  const fraction = /\.(\d+)/.exec(at)?.[1] ?? '';
  const seconds = new Date(Math.floor(Date.parse(at) / 1_000) * 1_000).toISOString().slice(0, 19);
  return `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}
