/** The endpoints of orders and reviews. */
import type { z } from 'zod';
import { Problem } from '../../contract/errors.ts';
import { type buyer, orderEndpoints as endpoints } from '../../contract/orders.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { customerFor, normalIdentity, readCustomer } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type RawJson, type Route, route } from '../platform/http/index.ts';
import { refundOrder, setOrderStatus } from './by-hand.ts';
import { refuseOdd } from './check.ts';
import { areKnown } from './known.ts';
import { readOrderFacts } from './purchases.ts';
import { listOrders, readOrder } from './queries.ts';
import { listReviews, readReview, summariseReviews } from './reviews.ts';
import { type Written, writeOrders, writeReviews } from './write.ts';

type Who = MemberCaller;

/** Every endpoint about orders and reviews. */
export const orderRoutes = (deps: { now: () => Date }): Route<Who>[] => [
  route<Who, typeof endpoints.writeOrder>(endpoints.writeOrder, async ({ tx, who, body }) => {
    const { customer, ...input } = body;
    await refuseOdd(tx, input);
    const { source, actor } = by(who);
    if (!customer && !(await areKnown(tx, [input]))[0]) {
      throw new Problem('invalid-input', 'This order is new here. Say in "customer" whose it is.');
    }
    const customerId = customer ? await customerOf(tx, who, customer) : null;
    const [written] = await writeOrders(tx, source, [{ ...input, customerId }], actor);
    if (!written) throw new Error('One order in, one answer out.');
    return answer(written, await readOrder(tx, written.id));
  }),
  route<Who, typeof endpoints.listOrders>(endpoints.listOrders, ({ tx, query }) => listOrders(tx, query)),
  route<Who, typeof endpoints.readOrder>(endpoints.readOrder, ({ tx, params }) => readOrder(tx, params.id)),
  route<Who, typeof endpoints.readOrderFacts>(endpoints.readOrderFacts, async ({ tx, params }) => {
    const { id } = await readCustomer(tx, params.id);
    return readOrderFacts(tx, id, deps.now());
  }),
  route<Who, typeof endpoints.refundOrder>(endpoints.refundOrder, async ({ tx, who, params, body }) => {
    await refuseOdd(tx, { externalId: body.externalId, occurredAt: body.occurredAt });
    const written = await refundOrder(tx, by(who), params.id, body);
    return answer(written, await readOrder(tx, params.id));
  }),
  route<Who, typeof endpoints.setOrderStatus>(endpoints.setOrderStatus, async ({ tx, who, params, body }) => {
    await refuseOdd(tx, { externalId: params.id, occurredAt: body.occurredAt });
    await setOrderStatus(tx, by(who), params.id, body);
    return readOrder(tx, params.id);
  }),
  route<Who, typeof endpoints.writeReview>(endpoints.writeReview, async ({ tx, who, body }) => {
    const { customer, ...input } = body;
    await refuseOdd(tx, input);
    if (input.score !== null && input.score > input.scale) {
      throw new Problem(
        'invalid-input',
        `A score of ${input.score} is above the best, ${input.scale}. Send "scale".`,
      );
    }
    const { source, actor } = by(who);
    const customerId = customer ? await customerOf(tx, who, customer) : null;
    const [written] = await writeReviews(tx, source, [{ ...input, customerId }], actor);
    if (!written) throw new Error('One review in, one answer out.');
    const review = await readReview(tx, written.id);
    if (review.customer === null) {
      throw new Problem(
        'invalid-input',
        'Say in "customer" whose review it is, or name an order that is known.',
      );
    }
    return answer(written, review);
  }),
  route<Who, typeof endpoints.listReviews>(endpoints.listReviews, ({ tx, query }) => listReviews(tx, query)),
  route<Who, typeof endpoints.summariseReviews>(endpoints.summariseReviews, ({ tx, query }) =>
    summariseReviews(tx, query),
  ),
];

/** 201 for what is new; known rows answer 200. */
function answer({ outcome }: Written, output: unknown): RawJson {
  return { rawJson: JSON.stringify(output), status: outcome === 'created' ? 201 : 200 };
}

/**
 * The customer that is meant, made where the addresses are nobody's. What a shop's own server says is believed; what
 * somebody types in the console is a claim, and finds nobody by a mail address alone.
 */
async function customerOf(tx: Tx, { source }: Who, person: z.output<typeof buyer>): Promise<string> {
  if ('id' in person) return (await readCustomer(tx, person.id)).id;
  const isProven = source !== 'console';
  const identities = await Promise.all(
    person.identities.map(({ kind, value }) => normalIdentity(kind, value, isProven)),
  );
  return customerFor(tx, source, { ...person, identities });
}
