/** Deciding who is in which segment: the only place where somebody enters or leaves. The caller holds `lockSegments`. */
import { sql } from 'kysely';
import type { StageLine } from '../../contract/stages.ts';
import { readStageRule } from '../customers/index.ts';
import { type AnyNewEntry, appendAll, rootIn } from '../ledger/index.ts';
import { arrayText, composed, type Tx } from '../platform/db/index.ts';
import { setChecks } from './checks.ts';
import { type Circumstances, compile } from './compile.ts';
import { addToCount, askForRecountOf } from './counts.ts';
import { inOrder, namedIn } from './order.ts';
import { enter, leave } from './record.ts';
import { type LiveSegment, liveSegments } from './store.ts';

/** Customers to look at, by segment; ids of merged customers stand for the surviving ones. */
export type Questions = ReadonlyMap<string, Iterable<string>>;

/**
 * Looks at these customers, and at segments that depend on what comes of it. Answers how many entered or left. `known`: the live
 * segments and the rule of stages, where they were read under this lock.
 */
export async function decide(
  tx: Tx,
  questions: Questions,
  now: Date,
  known?: { segments: LiveSegment[]; stages: readonly StageLine[] },
): Promise<number> {
  const segments = inOrder(known?.segments ?? (await liveSegments(tx)));
  const stages = known?.stages ?? (await readStageRule(tx)).lines;
  const circumstances = { now: now.toISOString(), stages };
  const open = new Map([...questions].map(([segmentId, ids]) => [segmentId, new Set(ids)]));
  let moved = 0;
  for (const segment of segments) {
    const ids = open.get(segment.id);
    if (!ids || ids.size === 0) continue;
    const changed = await decideOne(tx, segment, [...ids], circumstances);
    moved += changed.length;
    if (changed.length === 0) continue;
    for (const { id, condition } of segments) {
      if (namedIn(condition).includes(segment.id))
        open.set(id, new Set([...(open.get(id) ?? []), ...changed]));
    }
  }
  return moved;
}

type Verdict = { id: string; fits: boolean; again: string | null; held: string[] };

/** Answers the surviving customers who entered or left. */
async function decideOne(
  tx: Tx,
  segment: LiveSegment,
  customerIds: readonly string[],
  circumstances: Circumstances,
): Promise<string[]> {
  const verdicts = await judge(tx, segment, customerIds, circumstances);
  const entered = verdicts.filter(({ fits, held }) => fits && held.length === 0);
  const left = verdicts.filter(({ fits, held }) => !fits && held.length > 0);
  const entry = (kind: 'segment.entered' | 'segment.left', { id, held }: Verdict): AnyNewEntry => ({
    kind,
    payload: {
      segmentId: segment.id,
      name: segment.name,
      customerIds: kind === 'segment.entered' ? [id] : held,
    },
    actor: { kind: 'system', id: null },
    direction: 'internal',
    source: { name: 'segments' },
    customerId: id,
  });
  const appended = await appendAll(tx, [
    ...entered.map((verdict) => entry('segment.entered', verdict)),
    ...left.map((verdict) => entry('segment.left', verdict)),
  ]);
  const at = (place: number) => appended[place]?.occurredAt ?? circumstances.now;
  if (entered.length > 0) {
    await enter(
      tx,
      segment.id,
      entered.map(({ id }, place) => ({ customerId: id, at: at(place) })),
    );
  }
  if (left.length > 0) {
    const gone = left.flatMap(({ held }) => held.map((customerId) => ({ customerId, at: '' })));
    await leave(tx, segment.id, gone);
  }
  await addToCount(tx, segment.id, entered.length - left.length);
  // Two who were joined a moment ago, and left before that was heard of, were counted as two.
  if (left.some(({ held }) => held.length > 1)) await askForRecountOf(tx, segment.id);
  await setChecks(
    tx,
    segment.id,
    verdicts.map(({ id, again }) => ({ customerId: id, at: again })),
  );
  return [...entered, ...left].map(({ id }) => id);
}

async function judge(
  tx: Tx,
  segment: LiveSegment,
  customerIds: readonly string[],
  circumstances: Circumstances,
): Promise<Verdict[]> {
  const { test, changes } = compile(segment.condition, circumstances);
  const again = changes.length === 0 ? sql`null` : sql`rfc3339(least(${sql.join(changes)}))`;
  // Member by member (`lateral`, `limit`): no plan that was made for few of them walks through all.
  const { rows } = await sql<Verdict>`${composed}
    with who as materialized (select distinct ${rootIn(sql`w.id`)} as id from unnest(${arrayText(customerIds)}::uuid[]) w(id))
    select who.id, ${test} as fits, ${again} as again, array(
      select m.customer_id::text from ids_of(who.id) own(id) cross join lateral (
        select customer_id from segment_members where segment_id = ${segment.id} and customer_id = own.id limit 1
      ) m) as held
    from who`.execute(tx);
  return rows;
}

/** Which of these surviving customers a condition fits. */
export async function fitting(
  tx: Tx,
  condition: LiveSegment['condition'],
  customerIds: readonly string[],
  circumstances: Circumstances,
): Promise<string[]> {
  const { test } = compile(condition, circumstances);
  const { rows } = await sql<{ id: string }>`${composed}
    select who.id from unnest(${arrayText(customerIds)}::uuid[]) with ordinality who(id, n)
    where ${test} order by who.n`.execute(tx);
  return rows.map(({ id }) => id);
}
