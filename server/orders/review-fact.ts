/** What a sender says of a review, compared with what is known. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { Payload } from '../../contract/entries.ts';
import { asUtc, type ReviewInput } from './input.ts';

export type KnownReview = {
  customerId: string | null;
  at: string;
  /** Whether an import told something of it, which may be undone. */
  isImported: boolean;
  payload: Omit<Payload<'review.posted'>, 'reviewId' | 'site' | 'externalId'>;
};

/** Something new about a review; `at` null: now. */
export type ReviewFact = { kind: 'review.posted'; at: string | null; payload: Payload<'review.posted'> };

/** What is new; undefined when all of it is known. */
export function reviewFact(
  reviewId: string,
  input: ReviewInput,
  orderId: string | null,
  known: KnownReview | undefined,
): ReviewFact | undefined {
  const at = input.occurredAt === undefined ? null : asUtc(input.occurredAt);
  const said = {
    orderId,
    product: input.product ?? null,
    score: input.score ?? null,
    scale: input.scale ?? 5,
    title: input.title || null,
    text: input.text || null,
  };
  if (known && isDeepStrictEqual(said, known.payload) && (at === null || at === known.at)) return undefined;
  const payload = { reviewId, site: input.site ?? '', externalId: input.externalId, ...said };
  return { kind: 'review.posted', at, payload };
}
