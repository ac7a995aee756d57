/**
 * Questions about what happened with a customer, as parts of other folders' statements. `who` is a surviving customer's
 * id in SQL; what came with those merged into it counts. `where` narrows the entries `e`.
 */
import { type RawBuilder, sql } from 'kysely';
import { type EntryKind, machineKinds } from '../../contract/entries.ts';
import { holds } from './withdraw.ts';

type Sql = RawBuilder<unknown>;
export type Happening = { kind: EntryKind; where: Sql };

const matches = ({ kind, where }: Happening): Sql =>
  sql`e.kind = ${kind} and ${machineKinds.includes(kind) ? sql`e.machine` : sql`not e.machine`} and ${where} and ${holds}`;

/** How often something happened, counted up to `max`. */
export function countHappened(who: Sql, happening: Happening, max: number): Sql {
  return sql`(
    select count(*) from (
      select from ids_of(${who}) own(id) cross join lateral (
        select from entries e where e.customer_id = own.id and ${matches(happening)} limit ${max}
      ) e limit ${max}
    ) counted)`;
}

/** When something happened first; null for never. */
export function firstHappened(who: Sql, happening: Happening): Sql {
  return sql`(
    select min(e.occurred_at) from ids_of(${who}) own(id) cross join lateral (
      select e.occurred_at from entries e where e.customer_id = own.id and ${matches(happening)}
      order by e.occurred_at, e.epoch, e.xid, e.seq limit 1
    ) e)`;
}

/** A value of entries of some kinds: SQL over `e`. */
export type Marking = { kinds: readonly EntryKind[]; value: Sql };

/** The newest entry of a customer that has the value, in telling order: rows of `id`, `kind`, `at` and `value`. */
export function newestMarked(who: Sql, { kinds, value }: Marking): Sql {
  const order = sql`e.occurred_at desc, e.epoch desc, e.xid desc, e.seq desc`;
  return sql`(
    select e.id, e.kind, e.occurred_at as at, e.value
    from ids_of(${who}) own(id) cross join lateral (
      select e.*, m.value from entries e cross join lateral (select ${value} as value) m
      where e.customer_id = own.id and e.kind = any(${[...kinds]}::text[]) and m.value is not null and ${holds}
      order by ${order} limit 1
    ) e
    order by ${order} limit 1)`;
}

/** Of the newest entries since a time, how many there are of each kind and label: SQL over `e`. */
export function countRecent(
  since: string,
  { kinds, label, max }: { kinds: readonly EntryKind[]; label: Sql; max: number },
): RawBuilder<{ kind: EntryKind; label: string | null; count: number }> {
  return sql`
    select kind, label, count(*)::integer as count from (
      select e.kind, ${label} as label from entries e
      where e.recorded_at >= ${since}::timestamptz and e.kind = any(${[...kinds]}::text[]) and e.customer_id is not null
      order by e.epoch desc, e.xid desc, e.seq desc limit ${max}
    ) newest
    group by kind, label order by count(*) desc, kind, label`;
}

/** A text of each of the newest entries of a kind, as SQL over `e` that answers rows; each once, the most frequent first. */
export function recentTexts(
  kind: EntryKind,
  { texts, where, looked, max }: { texts: Sql; where: Sql; looked: number; max: number },
): RawBuilder<{ text: string }> {
  return sql`
    select t.text from (
      select e.payload from entries e
      where e.kind = ${kind} and ${machineKinds.includes(kind) ? sql`e.machine` : sql`not e.machine`} and ${where}
      order by e.epoch desc, e.xid desc, e.seq desc limit ${looked}
    ) e cross join lateral (${texts}) t(text)
    where t.text is not null
    group by t.text order by count(*) desc, t.text limit ${max}`;
}
