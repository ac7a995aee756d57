/** Reading customers. */
import { type RawBuilder, sql } from 'kysely';
import { type Customer, customersCountMax } from '../../contract/customers.ts';
import { identityKind } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { id, time } from '../../contract/ids.ts';
import { mergedIds, rootOf } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { normalIdentity } from './identity.ts';

type CustomerPage = { data: Customer[]; next: string | null };

/** A customer as the API tells it: the row `c`. */
export const customerJson = sql<Customer>`json_build_object(
  'id', c.id,
  'name', c.name,
  'language', coalesce(traits_of(c.id) ->> 'language', c.language),
  'createdAt', rfc3339(c.created_at),
  'lastSeenAt', last_seen(c.id),
  'attributes', coalesce(traits_of(c.id), '{}'),
  'identities', coalesce((
    select json_agg(json_strip_nulls(json_build_object('kind', i.kind, 'value', i.value, 'verified', i.verified,
        'failedSince', rfc3339(i.failed_since)))
      order by i.verified desc, i.created_at, i.kind, i.value)
    from identities i
    where i.customer_id = any (array(select ids_of(c.id)))), '[]'))`;

/** The surviving customer of an id. @throws Problem `not-found` for an id of nobody here. */
export async function readCustomer(tx: Tx, customerId: string): Promise<Customer> {
  const root = await rootOf(tx, customerId);
  const { rows } = await sql<{ json: Customer }>`
    select ${customerJson} as json from customers c where c.id = ${root}`.execute(tx);
  const customer = rows[0]?.json;
  if (!customer) throw new Problem('not-found', 'There is no such customer.');
  return customer;
}

/** The names of surviving customers by their ids. */
export async function namesOf(tx: Tx, rootIds: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; name: string | null }>`
    select c.id, c.name from unnest(${arrayText(rootIds)}::uuid[]) w (id) cross join lateral (
      select id, name from customers where id = w.id limit 1
    ) c`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Customers, newest first; those merged into another are shown as part of it only. */
export async function listCustomers(
  tx: Tx,
  query: { limit: number; cursor?: string | undefined; name?: string | undefined },
  /** Rows `(customer_id)` of those to keep to, in all of them. */
  [people, ...others]: readonly RawBuilder<unknown>[] = [],
): Promise<CustomerPage> {
  const key = decodeCursor(query.cursor, [time, id]);
  // In lower case by the database's rules, as the key was made: JavaScript has others, for a Turkish İ among them.
  const start = query.name === undefined ? undefined : sql`(lower(${query.name}::text) collate "C")`;
  const { rows } = await sql<{ json: Customer }>`
    select ${customerJson} as json from ${people ? among(people) : sql`customers c`}
    where root_of(c.id) = c.id and c.erased_at is null ${sql.join(others.map(holding), sql``)}
      and ${start ? sql`c.name_key >= ${start} and c.name_key < ${start} || ${lastCharacter}::text` : sql`true`}
      and ${key ? sql`(c.created_at, c.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by c.created_at desc, c.id desc
    limit ${query.limit + 1}`.execute(tx);
  const data = rows.slice(0, query.limit).map((row) => row.json);
  const last = data.at(-1);
  return { data, next: rows.length > query.limit && last ? encodeCursor([last.createdAt, last.id]) : null };
}

/** How many are listed, counted up to a bound: the list of everybody has no end that is worth waiting for. */
export async function countListed(tx: Tx): Promise<{ count: number; isWhole: boolean }> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from customers c where root_of(c.id) = c.id and c.erased_at is null limit ${customersCountMax + 1}
    ) c`.execute(tx);
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, customersCountMax), isWhole: count <= customersCountMax };
}

/** The surviving customers with these ids, by id. */
export async function readCustomers(tx: Tx, rootIds: readonly string[]): Promise<Map<string, Customer>> {
  const { rows } = await sql<{ json: Customer }>`
    select ${customerJson} as json from customers c where c.id = any(${arrayText(rootIds)}::uuid[])`.execute(
    tx,
  );
  return new Map(rows.map(({ json }) => [json.id, json]));
}

/** Looked up one by one: no plan walks through all customers, however few there were when it was made. */
function among(people: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select distinct root_of(p.customer_id) as id from (${people}) p) root
    cross join lateral (select * from customers where id = root.id limit 1) c`;
}

const holding = (people: RawBuilder<unknown>) => sql`
  and exists (select from (${people}) m where m.customer_id in (select ids_of(c.id)))`;

/** With it a beginning stands after every text that begins so, compared byte by byte. */
const lastCharacter = '\u{10FFFF}';

/** Customers that an identity belongs to: `kind:value`, or the business's own user id. */
export async function customersByIdentity(tx: Tx, wanted: string): Promise<Customer[]> {
  const [prefix, ...rest] = wanted.split(':');
  const kind = rest.length > 0 ? identityKind.safeParse(prefix) : undefined;
  const candidates = kind?.success ? [{ kind: kind.data, value: rest.join(':') }] : [];
  candidates.push({ kind: 'user', value: wanted });
  const found = new Map<string, Customer>();
  for (const candidate of candidates) {
    const identity = await normalIdentity(candidate.kind, candidate.value, false).catch(() => undefined);
    if (!identity) continue;
    for (const customerId of await ownersOf(tx, identity.kind, identity.value)) {
      const customer = await readCustomer(tx, customerId);
      found.set(customer.id, customer);
    }
  }
  return [...found.values()];
}

const ownersMax = 100;

async function ownersOf(tx: Tx, kind: string, value: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from identities where kind = ${kind} and key = identity_key(${kind}, ${value})
    order by verified desc, created_at limit ${ownersMax}`.execute(tx);
  return rows.map((row) => row.id);
}

/** The customer to whom a user id of the business belongs, surviving merges; undefined if nobody's. */
export async function customerOfUser(tx: Tx, userId: string): Promise<string | undefined> {
  const [owner] = await ownersOf(tx, 'user', userId);
  return owner === undefined ? undefined : rootOf(tx, owner);
}

/** Every id under which a customer's entries may stand. */
export async function idsOf(tx: Tx, customerId: string): Promise<string[]> {
  return mergedIds(tx, await rootOf(tx, customerId));
}
