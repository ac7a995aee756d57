/**
 * Making two customers one, and two of one again. Each is an entry; entries of the ledger stay where they are, so that
 * undoing brings every one of them back, also those that came since.
 */
import { sql } from 'kysely';
import type { Actor, MergeEvidence } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { By } from '../accounts/index.ts';
import { conversationsBelow, rootOf } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { lockCustomer } from './lock.ts';
import { record } from './record.ts';

type Who = { actor: Actor; source: string };

/** Makes `fromId`, a root, part of `intoId`. The caller holds both. */
export async function merge(
  tx: Tx,
  by: Who,
  pair: { fromId: string; intoId: string },
  why: { evidence: MergeEvidence; claim?: { at: string; id: string } },
): Promise<void> {
  const rootId = await rootOf(tx, pair.intoId);
  await record(tx, {
    kind: 'customer.merged',
    payload: { ...pair, ...why, rootId, intoName: await nameOf(tx, rootId) },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
    customerId: pair.intoId,
  });
}

/** Takes the merge of `fromId` back. The caller holds the surviving customer. `refused`: they are two for good. */
async function unmerge(tx: Tx, by: Who, fromId: string, { refused }: { refused: boolean }): Promise<void> {
  const { rows } = await sql<{ intoId: string }>`
    select into_id as "intoId" from merge_of(${fromId})`.execute(tx);
  const intoId = rows[0]?.intoId;
  if (intoId === undefined) throw new Problem('not-found', 'This customer is not merged with another.');
  await record(tx, {
    kind: 'customer.unmerged',
    payload: {
      fromId,
      fromName: await nameOf(tx, fromId),
      intoId,
      conversationIds: await conversationsBelow(tx, fromId),
      refused,
    },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
    customerId: intoId,
  });
}

/** What a browser or a system said makes a visitor part of a user's customer. */
export async function mergeByClaim(
  tx: Tx,
  source: string,
  fromId: string,
  intoId: string,
  why: { evidence: 'server' | 'browser'; claim: { at: string; id: string } },
): Promise<void> {
  await merge(tx, { actor: { kind: 'system', id: null }, source }, { fromId, intoId }, why);
}

/** A claim that counts before the one by which they were merged. */
export async function unmergeByClaim(tx: Tx, source: string, fromId: string): Promise<void> {
  await unmerge(tx, { actor: { kind: 'system', id: null }, source }, fromId, { refused: false });
}

/** Makes a customer itself again whom a browser's word alone made part of another; a member's word and a proof stand. */
export async function withoutClaim(tx: Tx, source: string, customerId: string): Promise<void> {
  await lockCustomer(tx, customerId);
  const { rows } = await sql<{ evidence: MergeEvidence }>`
    select evidence from merge_of(${customerId})`.execute(tx);
  if (rows[0]?.evidence === 'browser') await unmergeByClaim(tx, source, customerId);
}

/** Of these customers those whom a browser's word alone made part of another. */
export async function claimedIds(tx: Tx, customerIds: readonly string[]): Promise<string[]> {
  if (customerIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select m.from_id as id from unnest(${arrayText(customerIds)}::uuid[]) w (id) cross join lateral merge_of(w.id) m
    where m.evidence = 'browser' order by 1`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Takes the merge of a visitor back that followed from a claim, of a browser or a system: something stronger is said of it
 * now. The caller holds the surviving customer.
 */
export async function takeClaimBack(tx: Tx, source: string, customerId: string): Promise<void> {
  const { rows } = await sql<{ saidAt: string | null }>`
    select said_at as "saidAt" from merge_of(${customerId})`.execute(tx);
  if (rows[0]?.saidAt != null) await unmergeByClaim(tx, source, customerId);
}

/** A member says that two customers are one. Answers the surviving one. @throws Problem `conflict` for one that is merged. */
export async function mergeByMember(tx: Tx, by: By, intoId: string, fromId: string): Promise<string> {
  // In one order for everybody who merges.
  for (const id of [intoId, fromId].sort()) await lockCustomer(tx, id);
  const [into, from] = [await existing(tx, intoId), await existing(tx, fromId)];
  if (into === from) throw new Problem('conflict', 'These are one customer already.');
  await merge(tx, by, { fromId: from, intoId: into }, { evidence: 'member' });
  return into;
}

/** A member says that a merged customer is another person: for good, whatever systems say later. */
export async function unmergeByMember(tx: Tx, by: By, customerId: string, fromId: string): Promise<void> {
  const root = await lockCustomer(tx, customerId);
  if ((await rootOf(tx, fromId)) !== root || fromId === root) {
    throw new Problem('not-found', 'This customer is not merged with the other.');
  }
  await unmerge(tx, by, fromId, { refused: true });
}

/** A member says that two customers, who look like one, are two. */
export async function refuseMerge(tx: Tx, by: By, oneId: string, otherId: string): Promise<void> {
  const [one, other] = [await existing(tx, oneId), await existing(tx, otherId)];
  if (one === other) throw new Problem('conflict', 'These are one customer. Undo the merge instead.');
  await record(tx, {
    kind: 'customer.merge_refused',
    payload: { oneId: one, otherId: other },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
    customerId: one,
  });
}

/** Whether somebody said of two surviving customers, or of any two that they are made of, that they are two. */
export async function isRefusedPair(tx: Tx, oneId: string, otherId: string): Promise<boolean> {
  const { rows } = await sql<{ refused: boolean }>`
    select is_refused_pair(${oneId}, ${otherId}) as refused`.execute(tx);
  return rows[0]?.refused === true;
}

async function existing(tx: Tx, customerId: string): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`select id from customers where id = root_of(${customerId})`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such customer.');
  return rows[0].id;
}

async function nameOf(tx: Tx, customerId: string): Promise<string | null> {
  const { rows } = await sql<{
    name: string | null;
  }>`select name from customers where id = ${customerId}`.execute(tx);
  return rows[0]?.name ?? null;
}
