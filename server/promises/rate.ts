/**
 * How many promises were kept. Counted are those that were due in the period, by the last time that was named before it
 * came: a promise can be moved until it is due, and not after. Withdrawn before it was due: not counted. What was broken
 * counts as broken, kept later or not.
 */
import { type RawBuilder, sql } from 'kysely';
import type { PromiseRate } from '../../contract/promises.ts';
import { micros } from '../../contract/times.ts';
import type { Tx } from '../platform/db/index.ts';

type Sql = RawBuilder<unknown>;
export type Outcome = 'kept' | 'broken' | 'moved' | 'withdrawn';
/** Whose promises, and which were due between two moments. `member`: an id, or `none`. */
export type Among = { member?: string | undefined; period?: Period | undefined };
export type Period = { from: Date; to: Date };

const dayMs = 86_400_000;

const wasKept = sql`p.kept_at is not null and p.broken_at is null`;
const wasBroken = sql`p.broken_at is not null`;
/** What each figure counts, and the rows that it opens. */
export const outcomes: Readonly<Record<Outcome, Sql>> = {
  kept: wasKept,
  broken: wasBroken,
  moved: sql`p.moves > 0 and (${wasKept} or ${wasBroken})`,
  withdrawn: sql`p.withdrawn_at is not null and p.broken_at is null`,
};

/** The last days up to now. */
export function lastDays(days: number, now: Date): Period {
  return { from: new Date(now.getTime() - days * dayMs), to: now };
}

/** Which promises `p` are meant. */
export function among({ member, period }: Among): Sql {
  const whose =
    member === undefined
      ? sql`true`
      : member === 'none'
        ? sql`p.member_id is null`
        : sql`p.member_id = ${member}`;
  if (period === undefined) return whose;
  return sql`${whose} and p.due_at > ${period.from.toISOString()} and p.due_at <= ${period.to.toISOString()}`;
}

/** The figures of a period. */
export async function readRate(tx: Tx, period: Period, member: string | undefined): Promise<PromiseRate> {
  const count = (which: Sql) => sql`count(*) filter (where ${which})::integer`;
  const { rows } = await sql<Omit<PromiseRate, 'from' | 'to' | 'due'>>`
    select ${count(outcomes.kept)} as kept, ${count(outcomes.broken)} as broken, ${count(outcomes.moved)} as moved,
      ${count(outcomes.withdrawn)} as withdrawn
    from promises p where ${among({ member, period })}`.execute(tx);
  const { kept, broken, moved, withdrawn } = rows[0] ?? { kept: 0, broken: 0, moved: 0, withdrawn: 0 };
  const { from, to } = period;
  return { from: micros(from), to: micros(to), due: kept + broken, kept, broken, moved, withdrawn };
}
