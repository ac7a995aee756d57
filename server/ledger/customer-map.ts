/**
 * Which customer survives for whom. Written by merges and their undoing, resolved by every read. Merges in force form
 * trees; the map holds the root of each customer, so that a read takes one step.
 */
import { type RawBuilder, sql } from 'kysely';
import type { MergeEvidence } from '../../contract/entries.ts';
import type { Tx } from '../platform/db/index.ts';
import { holds } from './withdraw.ts';

/** The surviving customer of an id; the id itself when it was never merged. */
export async function rootOf(tx: Tx, customerId: string): Promise<string> {
  const { rows } = await sql<{ root: string }>`select root_of(${customerId}) as root`.execute(tx);
  return rows[0]?.root ?? customerId;
}

/** A surviving customer's own id and those merged into it. */
export async function mergedIds(tx: Tx, rootId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from customer_map where root_id = ${rootId}`.execute(tx);
  return [rootId, ...rows.map((row) => row.id)];
}

/** A customer and those who are one with it by more than a browser's word: a member's, a system's, or a proof. */
export async function provenIds(tx: Tx, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive one (id) as (
      select ${customerId}::uuid
      union
      select next.id from one cross join lateral (
        select m.into_id as id from merge_of(one.id) m where m.evidence <> 'browser'
        union all
        select m.from_id from merged_into(one.id) m where m.evidence <> 'browser'
      ) next)
    select id from one`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Whether it is by a browser's word that a customer is part of the surviving one. */
export async function isJoinedByClaim(tx: Tx, customerId: string): Promise<boolean> {
  const { rows } = await sql<{ claimed: boolean }>`
    with recursive up (into_id, evidence) as (
      select into_id, evidence from merge_of(${customerId})
      union all
      select m.into_id, m.evidence from up cross join lateral merge_of(up.into_id) m)
    select coalesce(bool_or(evidence = 'browser'), false) as claimed from up`.execute(tx);
  return rows[0]?.claimed === true;
}

export type Merge = {
  fromId: string;
  intoId: string;
  entryId: string;
  evidence: MergeEvidence;
  mergedAt: string;
  claim?: { at: string; id: string } | undefined;
};

type Sql = RawBuilder<unknown>;

/**
 * What makes `fromId`, and all that was merged into it, part of `intoId`. `fromId` is a root. Statements to be sent in this
 * order; they name tables only, so that they work on the tables of a rebuild as well.
 */
export function mapping({ fromId, intoId, claim, ...merge }: Merge): Sql[] {
  const root = sql`coalesce((select root_id from customer_map where customer_id = ${intoId}), ${intoId})`;
  return [
    sql`
      insert into customer_merges (from_id, into_id, entry_id, evidence, merged_at, said_at, said_by)
      values (${fromId}, ${intoId}, ${merge.entryId}, ${merge.evidence}, ${merge.mergedAt}, ${claim?.at ?? null},
        ${claim?.id ?? null})`,
    sql`update customer_map set root_id = ${root} where root_id = ${fromId}`,
    sql`insert into customer_map (customer_id, root_id) values (${fromId}, ${root})`,
  ];
}

/** What takes a merge back: `fromId` is itself again, with all that had been merged into it. */
export function unmapping(fromId: string): Sql[] {
  return [
    sql`delete from customer_merges where from_id = ${fromId}`,
    sql`delete from customer_map where customer_id = ${fromId}`,
    sql`
      update customer_map set root_id = ${fromId}
      where customer_id <> ${fromId} and customer_id in (${below(fromId)})`,
  ];
}

/** What takes the words by which these were merged out of the merges: they stay, and nobody can tell who said so. */
export function unclaiming(fromIds: readonly string[]): Sql {
  return sql`
    update customer_merges set said_at = null, said_by = null where from_id = any(${[...fromIds]}::uuid[])`;
}

/** Ids of a customer and of everybody below it in its tree of merges. */
function below(customerId: string): RawBuilder<{ id: string }> {
  return sql`
    with recursive b (id) as (
      select ${customerId}::uuid
      union
      select m.from_id from customer_merges m join b on m.into_id = b.id)
    select id from b`;
}

/** How much stands under these customers. */
export async function countsOf(
  tx: Tx,
  customerIds: readonly string[],
): Promise<{ entries: number; conversations: number }> {
  const { rows } = await sql<{ entries: number; conversations: number }>`
    select count(*)::integer as entries,
      count(*) filter (where e.kind = 'conversation.opened')::integer as conversations
    from unnest(${customerIds as string[]}::uuid[]) as who(id) cross join lateral (
      select kind from entries e where e.customer_id = who.id and ${holds}
    ) e`.execute(tx);
  return rows[0] ?? { entries: 0, conversations: 0 };
}

/** The conversations that go with a customer when it is itself again. */
export async function conversationsBelow(tx: Tx, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select e.conversation_id as id
    from (${below(customerId)}) who cross join lateral (
      select conversation_id from entries
      where customer_id = who.id and kind = 'conversation.opened' and not machine
    ) e
    order by 1`.execute(tx);
  return rows.map(({ id }) => id);
}
