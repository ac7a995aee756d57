/** Erasures in the database: begun, worked on by one process at a time, done. */
import { sql } from 'kysely';
import { z } from 'zod';
import { Problem } from '../../contract/errors.ts';
import type { By } from '../accounts/index.ts';
import {
  addressesOf,
  type Erased,
  eraseCustomers,
  erasedOf,
  holdBack,
  type Suppressing,
  suppressingWith,
  traceable,
} from '../customers/index.ts';
import { currentPosition, newId } from '../ledger/index.ts';
import { ordersOf } from '../orders/index.ts';
import { seal, secretOf, unseal } from '../platform/crypto/index.ts';
import { type Tx, touch } from '../platform/db/index.ts';

/** What `touch` calls a transaction that left something to work on. */
export const privacyTopic = 'privacy';

/** What runs one after the other; each may be done again. */
export const stages = ['records', 'own', 'mentions', 'rest', 'check'] as const;
export type Stage = (typeof stages)[number];

export type Erasure = {
  id: string;
  kind: 'person' | 'addresses';
  requestId: string | null;
  customerIds: string[];
  stage: Stage;
  reached: string;
  sought: string | null;
};

const texts = z.array(z.string());
const sought = z.object({
  known: z.object({ emails: texts, phones: texts, ids: texts, names: texts, ownNames: texts }),
  orderIds: texts,
  // Up to where the ledger was settled when it began: what still ran then comes behind.
  settledTo: z.string(),
});

/** The keys that follow from the installation's secret. */
export type Keys = { sealing: Buffer; tokens: Buffer; suppressing: Suppressing };

export function keysOf(secretKey: string): Keys {
  return {
    sealing: secretOf(secretKey, 'erasures'),
    tokens: secretOf(secretKey, 'erasure tokens'),
    suppressing: suppressingWith(secretOf(secretKey, 'suppressions')),
  };
}

/**
 * Begins: from the commit on nobody is shown, found or recognised any more, and imports and trackers are held back. The
 * caller holds the customer. What has to be looked for is kept, sealed, until all of it is done.
 */
export async function beginErasure(
  tx: Tx,
  by: By,
  keys: Keys,
  { customerIds, requestId }: { customerIds: readonly string[]; requestId: string | null },
): Promise<string> {
  const running = await sql`
    select 1 from erasures where state = 'running' and customer_ids && ${[...customerIds]}::uuid[]`.execute(
    tx,
  );
  if (running.rows.length > 0) throw new Problem('conflict', 'This person is being erased already.');
  const known = await traceable(tx, customerIds);
  const orderIds = await ordersOf(tx, customerIds);
  const settledTo = await currentPosition(tx);
  const id = newId();
  await holdBack(tx, keys.suppressing, await addressesOf(tx, customerIds));
  await sql`
    insert into erasures (id, kind, request_id, customer_id, customer_ids, state, stage, sought)
    values (${id}, 'person', ${requestId}, ${customerIds[0]}, ${[...customerIds]}::uuid[], 'running', 'records',
      ${seal(keys.sealing, JSON.stringify({ known, orderIds, settledTo }))})`.execute(tx);
  await eraseCustomers(tx, by, customerIds, id);
  touch(tx, privacyTopic);
  return id;
}

/** Begins to apply the setting on network addresses to what is stored. */
export async function beginCutting(tx: Tx): Promise<string> {
  const running = await sql`select 1 from erasures where state = 'running' and kind = 'addresses'`.execute(
    tx,
  );
  if (running.rows.length > 0) throw new Problem('conflict', 'The setting is being applied already.');
  const id = newId();
  await sql`
    insert into erasures (id, kind, customer_ids, state, stage)
    values (${id}, 'addresses', '{}', 'running', 'own')`.execute(tx);
  touch(tx, privacyTopic);
  return id;
}

/** What takes the person out of texts, and from where on the ledger may have grown since. */
export function unsealed(keys: Keys, erasure: Erasure): { erased: Erased; settledTo: string } {
  const { known, orderIds, settledTo } = sought.parse(JSON.parse(unseal(keys.sealing, erasure.sought ?? '')));
  const who = { erasureId: erasure.id, customerIds: erasure.customerIds, orderIds };
  return { erased: erasedOf(known, who, keys.tokens), settledTo };
}

/** How long who works on it may be silent before another one takes over. */
const silentSecondsMax = 15;

/** Takes an erasure that nobody else is working on. */
export async function claimErasure(tx: Tx): Promise<Erasure | undefined> {
  const { rows } = await sql<Erasure>`
    update erasures set beat_at = clock_timestamp() where id = (
      select id from erasures where state = 'running'
        and (beat_at is null or beat_at < clock_timestamp() - make_interval(secs => ${silentSecondsMax}))
      order by started_at limit 1 for update skip locked)
    returning id, kind, request_id as "requestId", customer_ids as "customerIds", stage, reached, sought`.execute(
    tx,
  );
  return rows[0];
}

/** Lets another process go on at once. */
export async function letGo(tx: Tx, id: string): Promise<void> {
  await sql`update erasures set beat_at = null where id = ${id} and state = 'running'`.execute(tx);
}

/** Says that it is being worked on, and how far it is. */
export async function advance(
  tx: Tx,
  id: string,
  to: { stage?: Stage; reached?: string; lookedAt?: number; rewritten?: number },
): Promise<void> {
  await sql`
    update erasures set stage = coalesce(${to.stage ?? null}, stage), reached = coalesce(${to.reached ?? null}, reached),
      looked_at = looked_at + ${to.lookedAt ?? 0}, rewritten = rewritten + ${to.rewritten ?? 0},
      beat_at = clock_timestamp() where id = ${id}`.execute(tx);
}

/** It is done: what was looked for is forgotten. Answers how many entries changed. */
export async function endErasure(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ rewritten: number }>`
    update erasures set state = 'done', stage = 'done', sought = null, beat_at = null, ended_at = clock_timestamp()
    where id = ${id} returning rewritten::float8 as rewritten`.execute(tx);
  return rows[0]?.rewritten ?? 0;
}
