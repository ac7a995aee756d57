/** Writing down orders and reviews, hundreds at once: each statement takes them all. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../../contract/entries.ts';
import { type AnyNewEntry, appendAll } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { type Fact, factsOf } from './facts.ts';
import { type OrderInput, orderIdOf, type ReviewInput, reviewIdOf } from './input.ts';
import { knownOrders, knownReviews } from './known.ts';
import { applyToOrders, applyToReviews } from './record.ts';
import { basisOfOrders, basisOfReviews } from './remake.ts';
import { type ReviewFact, reviewFact } from './review-fact.ts';

/** What became of one input: a new row, a change, or nothing that was not known. */
export type Written = { id: string; outcome: 'created' | 'updated' | 'unchanged' };

/** Inputs that one statement takes. What so many make, four entries each, fits into a transaction of 200 ms. */
const roundMax = 250;

const machine: Actor = { kind: 'system', id: null };

/**
 * Writes down orders with what became of them and what was given back, and answers what each came to. Of one order
 * several may be given; they are taken in their order. `source` names the sender in the entries, `actor` who wrote them.
 */
export async function writeOrders(
  tx: Tx,
  source: string,
  inputs: readonly OrderInput[],
  actor: Actor = machine,
): Promise<Written[]> {
  return inRounds(tx, inputs, orderIdOf, async (round, now) => {
    const known = await knownOrders(tx, [...round.keys()]);
    const basis = await basisOfOrders(tx, source, known);
    const facts = [...round].flatMap(([id, input]) => {
      const customerId = input.customerId ?? known.get(id)?.customerId;
      return factsOf(id, input, basis.get(id)).map((fact) => ({
        of: id,
        entry: entryOf(fact, { source, actor, now, customerId }),
      }));
    });
    return { known, changed: await tell(tx, facts, applyToOrders) };
  });
}

/** Writes down reviews; one of an order whose customer is not named is that order's customer's. */
export async function writeReviews(
  tx: Tx,
  source: string,
  inputs: readonly ReviewInput[],
  actor: Actor = machine,
): Promise<Written[]> {
  return inRounds(tx, inputs, reviewIdOf, async (round, now, workspaceId) => {
    const orderOf = ({ order }: ReviewInput) => (order ? orderIdOf(workspaceId, order) : null);
    const known = await knownReviews(tx, [...round.keys()]);
    const basis = await basisOfReviews(tx, source, known);
    const orders = await knownOrders(
      tx,
      [...round.values()].flatMap((input) => orderOf(input) ?? []),
    );
    const facts = [...round].flatMap(([id, input]) => {
      const orderId = orderOf(input);
      const owner = orders.get(orderId ?? '')?.customerId;
      const customerId = input.customerId ?? known.get(id)?.customerId ?? owner;
      const fact = reviewFact(id, input, orderId, basis.get(id));
      return fact ? [{ of: id, entry: entryOf(fact, { source, actor, now, customerId }) }] : [];
    });
    return { known, changed: await tell(tx, facts, applyToReviews) };
  });
}

/** Appends what is new with what it means, and answers of which things there was something new. */
async function tell(
  tx: Tx,
  facts: readonly { of: string; entry: AnyNewEntry }[],
  apply: (tx: Tx, entries: readonly { id: string }[]) => Promise<void>,
): Promise<Set<string>> {
  const appended = await appendAll(
    tx,
    facts.map(({ entry }) => entry),
  );
  const added = appended.filter(({ repeated }) => !repeated);
  if (added.length > 0) await apply(tx, added);
  return new Set(facts.flatMap(({ of }, at) => (appended[at]?.repeated ? [] : [of])));
}

type Round<Input> = (
  inputs: ReadonlyMap<string, Input>,
  now: string,
  workspaceId: string,
) => Promise<{ known: ReadonlyMap<string, unknown>; changed: ReadonlySet<string> }>;

/** Holds what the inputs are about, and takes those of one thing one after the other. */
async function inRounds<Input>(
  tx: Tx,
  inputs: readonly Input[],
  idOf: (workspaceId: string, input: Input) => string,
  write: Round<Input>,
): Promise<Written[]> {
  const { rows } = await sql<{ id: string }>`select id_namespace() as id`.execute(tx);
  const workspaceId = rows[0]?.id ?? '';
  const left = inputs.map((input, place) => ({ id: idOf(workspaceId, input), input, place }));
  const now = await hold(tx, [...new Set(left.map(({ id }) => id))]);
  const written: Written[] = [];
  for (let rest = left; rest.length > 0; ) {
    const round = new Map<string, (typeof left)[number]>();
    for (const one of rest) {
      if (!round.has(one.id) && round.size < roundMax) round.set(one.id, one);
    }
    const inputsOf = new Map([...round].map(([id, { input }]) => [id, input]));
    const { known, changed } = await write(inputsOf, now, workspaceId);
    for (const { id, place } of round.values()) {
      written[place] = {
        id,
        outcome: !changed.has(id) ? 'unchanged' : known.has(id) ? 'updated' : 'created',
      };
    }
    rest = rest.filter((one) => round.get(one.id) !== one);
  }
  return written;
}

/**
 * One writer of an order or a review at a time, so that two who tell the same at once tell it once; always in the same
 * order, so that nobody waits in a circle. Answers the time, as the ledger prints it.
 */
export async function hold(tx: Tx, ids: readonly string[]): Promise<string> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended('order ' || o.id, 0))
    from (select id from unnest(${arrayText([...ids])}::text[]) id order by id) o`.execute(tx);
  const { rows } = await sql<{ now: string }>`select rfc3339(clock_timestamp()) as now`.execute(tx);
  return rows[0]?.now ?? '';
}

/** A fact as an entry. What is told for a time is recorded once, by what it says. */
function entryOf(
  { kind, at, payload }: Fact | ReviewFact,
  told: { source: string; actor: Actor; now: string; customerId: string | null | undefined },
): AnyNewEntry {
  const occurredAt = at ?? told.now;
  const digest = createHash('sha256')
    .update(JSON.stringify([kind, occurredAt, payload]))
    .digest('base64url');
  const subject = 'reviewId' in payload ? payload.reviewId : payload.orderId;
  const isOwn = kind === 'order.placed' || kind === 'review.posted';
  return {
    kind,
    payload,
    actor: told.actor,
    direction: isOwn ? 'inbound' : 'internal',
    occurredAt,
    source: { name: told.source, externalId: `${subject} ${digest}` },
    ...(told.customerId ? { customerId: told.customerId } : {}),
  } as AnyNewEntry;
}
