/**
 * What is known of a customer, as parts of other folders' statements: `who` is a surviving customer's id in SQL, and what
 * those merged into it brought counts as it is shown.
 */
import { type RawBuilder, sql } from 'kysely';
import type { ConsentChannel, IdentityKind } from '../../contract/entries.ts';
import type { Tx } from '../platform/db/index.ts';

type Sql = RawBuilder<unknown>;

/** Whether there is such a customer: one whom an undone import had made is gone. No `exists`: for many it would read all. */
export const isThere = (who: Sql): Sql => sql`(select true from customers c where c.id = ${who}) is not null`;

/** An attribute as JSON; null where it is not set. */
export const attributeOf = (who: Sql, name: string): Sql => sql`(
  select nullif(t.value, 'null') from ids_of(${who}) own(id) cross join lateral (
    select * from traits t where t.customer_id = own.id and t.name = ${name}
  ) t order by trait_rank(${who}, t.customer_id, t.verified) desc, t.said_at desc, t.said_by desc limit 1)`;

/** The name, or since when somebody is known, as JSON. */
export const knownOf = (who: Sql, field: 'name' | 'createdAt'): Sql => sql`(
  select ${field === 'name' ? sql`to_jsonb(c.name)` : sql`to_jsonb(rfc3339(c.created_at))`}
  from customers c where c.id = ${who})`;

/** What was said last of a channel and topic: true, false, or null for nothing. */
export const consentOf = (who: Sql, channel: ConsentChannel, topic: string): Sql => sql`(
  select s.granted from ids_of(${who}) own(id) cross join lateral (
    select * from consents s where s.customer_id = own.id and s.channel = ${channel} and s.topic = ${topic}
  ) s order by s.said_at desc, s.said_by desc limit 1)`;

/** What the team keeps by hand, as text; null where it is not set. */
export const profileOf = (who: Sql, field: 'ownerId' | 'language' | 'channel'): Sql => sql`(
  select p.fields ->> ${field} from ids_of(${who}) own(id) cross join lateral (
    select * from customer_profiles p where p.customer_id = own.id and p.fields -> ${field} is not null
  ) p order by p.customer_id = ${who} desc, p.changed_at desc limit 1)`;

/** The language that somebody prefers, else that of their attributes, else that of their browser. */
export const languageOf = (who: Sql): Sql => sql`coalesce(
  ${profileOf(who, 'language')}, ${attributeOf(who, 'language')} #>> '{}',
  (select c.language from customers c where c.id = ${who}))`;

/** Whether there is an address of a kind. */
export const hasIdentity = (who: Sql, kind: IdentityKind, verified: boolean | undefined): Sql => sql`exists (
  select from ids_of(${who}) own(id) cross join lateral (
    select from identities i where i.customer_id = own.id and i.kind = ${kind}
      and ${verified === undefined ? sql`true` : sql`i.verified = ${verified}`} limit 1
  ) i)`;

/** Ids of customers in their order, after one: surviving ones and others. */
export async function customerIdsAfter(tx: Tx, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customers where id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Ids of surviving customers, the newest first, before a place; where the next ones begin. */
export async function newestCustomerIds(
  tx: Tx,
  before: Place | undefined,
  limit: number,
): Promise<{ ids: string[]; last: Place | undefined; isEnd: boolean }> {
  const { rows } = await sql<Place & { isRoot: boolean }>`
    select id, rfc3339(created_at) as at, root_of(id) = id as "isRoot" from customers
    where ${before ? sql`(created_at, id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql`true`}
    order by created_at desc, id desc limit ${limit}`.execute(tx);
  const ids = rows.filter(({ isRoot }) => isRoot).map(({ id }) => id);
  return { ids, last: rows.at(-1), isEnd: rows.length < limit };
}
type Place = { at: string; id: string };

/** How many customers there are, merged ones too. */
export async function countCustomers(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::float8 as count from customers`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Names of attributes that the newest customers have, the most frequent first. */
export async function recentAttributes(tx: Tx, looked: number, max: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select t.name from (select id from customers order by created_at desc, id desc limit ${looked}) c
    cross join lateral (select t.name from traits t where t.customer_id = c.id and t.value <> 'null') t
    group by t.name order by count(*) desc, t.name limit ${max}`.execute(tx);
  return rows.map(({ name }) => name);
}

/** Topics of consent that the newest customers said something of, the most frequent first. */
export async function recentTopics(tx: Tx, looked: number, max: number): Promise<string[]> {
  const { rows } = await sql<{ topic: string }>`
    select s.topic from (select id from customers order by created_at desc, id desc limit ${looked}) c
    cross join lateral (select s.topic from consents s where s.customer_id = c.id) s
    group by s.topic order by count(*) desc, s.topic limit ${max}`.execute(tx);
  return rows.map(({ topic }) => topic);
}
