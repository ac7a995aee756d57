/** The pairs of the whole workspace: kept beside the customers, so that a list of them is one walk along an index. */
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { type DuplicateEvidence, type DuplicatePair, duplicatesCountMax } from '../../contract/customers.ts';
import { id } from '../../contract/ids.ts';
import { readCustomers } from '../customers/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { findEvidence } from './evidence.ts';
import { scoreOf, strengthOf, turned } from './strength.ts';

type Pair = { oneId: string; otherId: string; evidence: DuplicateEvidence };

/** Finds the pairs of these customers anew. Where an address has become a crowd's, those of the crowd as well. */
export async function refreshPairs(tx: Tx, customerIds: readonly string[]): Promise<void> {
  const crowd = await refresh(tx, customerIds);
  if (crowd.length > 0) await refresh(tx, crowd);
}

async function refresh(tx: Tx, customerIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct root_of(w.id) as id from unnest(${arrayText(customerIds)}::uuid[]) w (id)`.execute(tx);
  const roots = rows.map(({ id }) => id).sort();
  const gone = arrayText([...new Set([...customerIds, ...roots])]);
  const { evidence, crowd } = await findEvidence(tx, roots);
  const pairs = new Map<string, Pair>();
  for (const [rootId, others] of evidence) {
    for (const [otherId, found] of others) {
      const isFirst = rootId < otherId;
      const [oneId, laterId] = isFirst ? [rootId, otherId] : [otherId, rootId];
      pairs.set(`${oneId} ${laterId}`, {
        oneId,
        otherId: laterId,
        evidence: isFirst ? found : turned(found),
      });
    }
  }
  await sql`delete from duplicate_pairs where one_id = any(${gone}::uuid[])`.execute(tx);
  await sql`delete from duplicate_pairs where other_id = any(${gone}::uuid[])`.execute(tx);
  if (pairs.size > 0) await write(tx, [...pairs.values()]);
  return [...crowd].filter((one) => !roots.includes(one));
}

async function write(tx: Tx, pairs: readonly Pair[]): Promise<void> {
  const of = (part: (pair: Pair) => string | number) => arrayText(pairs.map(part));
  await sql`
    insert into duplicate_pairs (one_id, other_id, score, evidence)
    select p.* from unnest(${of(({ oneId }) => oneId)}::uuid[], ${of(({ otherId }) => otherId)}::uuid[],
      ${of(({ evidence }) => scoreOf(evidence))}::integer[],
      ${of(({ evidence }) => JSON.stringify(evidence))}::jsonb[]) p (one_id, other_id, score, evidence)
    where ${isOpen}
    on conflict (workspace_id, one_id, other_id) do update set score = excluded.score, evidence = excluded.evidence`.execute(
    tx,
  );
}

/** Of the pair `p`: both survive, and nobody said that they, or any of whom they are made, are two. */
const isOpen: RawBuilder<boolean> = sql`
  root_of(p.one_id) = p.one_id and root_of(p.other_id) = p.other_id and not is_refused_pair(p.one_id, p.other_id)`;

const score = z.string().regex(/^\d{1,9}$/);

/** Pairs, the strongest evidence first, and how many there are. */
export async function listPairs(
  tx: Tx,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ data: DuplicatePair[]; next: string | null; count: number }> {
  const key = decodeCursor(query.cursor, [score, id, id]);
  const page = sql<Pair & { score: number }>`
    select p.one_id as "oneId", p.other_id as "otherId", p.score, p.evidence from duplicate_pairs p
    where ${isOpen} and ${
      key
        ? sql`(p.score, p.one_id, p.other_id) < (${key[0]}::integer, ${key[1]}::uuid, ${key[2]}::uuid)`
        : sql`true`
    }
    order by p.score desc, p.one_id desc, p.other_id desc limit ${query.limit + 1}`;
  const counting = sql<{ count: number }>`
    select count(*)::integer as count from (
      select from duplicate_pairs p where ${isOpen} limit ${duplicatesCountMax}
    ) counted`;
  const [{ rows }, counted] = await Promise.all([page.execute(tx), counting.execute(tx)]);
  const shown = rows.slice(0, query.limit);
  const customers = await readCustomers(tx, [...new Set(shown.flatMap((p) => [p.oneId, p.otherId]))]);
  const data = shown.flatMap(({ oneId, otherId, evidence }): DuplicatePair[] => {
    const [one, other] = [customers.get(oneId), customers.get(otherId)];
    if (!one || !other) return [];
    const strength = strengthOf(evidence);
    return one.createdAt <= other.createdAt
      ? [{ customer: one, other, ...evidence, strength }]
      : [{ customer: other, other: one, ...turned(evidence), strength }];
  });
  const last = shown.at(-1);
  const next =
    rows.length > query.limit && last ? encodeCursor([String(last.score), last.oneId, last.otherId]) : null;
  return { data, next, count: counted.rows[0]?.count ?? 0 };
}
