/** Customers after some of what was told of them was withdrawn: as if it had never come. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, Identity } from '../../contract/entries.ts';
import { entriesAbout, entriesById, isImport } from '../ledger/index.ts';
import { arrayText, runAll, type Tx } from '../platform/db/index.ts';
import { type Named, namedBy } from './record.ts';
import { findableByIdentity, findableByName, termStatements } from './search-terms.ts';
import { microseconds, nameIn, type Report, traitStatements } from './traits.ts';

/** What tells who somebody is and what is known of them. */
const tellingKinds = [
  'customer.created',
  'customer.updated',
  'customer.identified',
  'customer.described',
] as const;
type Telling = Entry<(typeof tellingKinds)[number]>;

/** Makes the names, addresses and attributes anew of the customers of whom withdrawn entries told. */
export async function mendCustomers(tx: Tx, { payload }: Entry<'entries.withdrawn'>): Promise<void> {
  const withdrawn = await entriesById(tx, payload.entryIds);
  const about = withdrawn.flatMap(({ kind, customerId }) =>
    customerId !== null && tellingKinds.some((one) => one === kind) ? customerId : [],
  );
  if (about.length === 0) return;
  // Held, then emptied, then read: what others commit meanwhile either is read here or comes after.
  const { rows } = await sql<{ id: string }>`
    select id from customers where id = any(${arrayText([...new Set(about)])}::uuid[]) order by id for update`.execute(
    tx,
  );
  if (rows.length === 0) return;
  const ids = arrayText(rows.map(({ id }) => id));
  await runAll(tx, [
    sql`delete from traits where customer_id = any(${ids}::uuid[])`,
    sql`delete from identities where customer_id = any(${ids}::uuid[])`,
    sql`
      delete from customer_terms
      where customer_id = any(${ids}::uuid[]) and source in ('name', 'user', 'email', 'phone', 'visitor')`,
  ]);
  const told = (await entriesAbout(
    tx,
    rows.map(({ id }) => id),
    tellingKinds,
  )) as Telling[];
  await runAll(tx, statementsOf(rows, told));
}

function statementsOf(customers: readonly { id: string }[], told: readonly Telling[]): RawBuilder<unknown>[] {
  const names = customers.map(({ id }) => ({
    id,
    ...nameBy(told.filter(({ customerId }) => customerId === id)),
  }));
  const addresses = told.flatMap(addressesIn);
  return [
    ...(addresses.length > 0 ? [insertAddresses(addresses)] : []),
    ...traitStatements(told.flatMap(reportIn)),
    // Behind the attributes, which tell names as well: here is the one that counts of all.
    setNames(names),
    ...termStatements([
      ...names.map(({ id, name }) => findableByName(id, name)),
      ...addresses.map((one) => findableByIdentity(one.customerId, one)),
    ]),
  ];
}

type Name = { name: string | null; named: Named | null };

/** The name that entries in reading order come to: see `record.ts` and `traits.ts`. */
function nameBy(told: readonly Telling[]): Name {
  let standing: Name = { name: null, named: null };
  for (const entry of told) {
    if (entry.kind === 'customer.created') {
      standing = { name: entry.payload.name, named: namedBy(entry) };
    } else if (entry.kind === 'customer.described') {
      const name = nameIn(entry.payload.traits);
      const named = {
        verified: entry.payload.verified,
        at: entry.occurredAt,
        by: entry.source.externalId ?? entry.id,
      };
      if (name !== undefined && rank(named) > rank(standing.named)) standing = { name, named };
    } else if (entry.payload.name !== undefined && entry.payload.name !== standing.name) {
      const named = { verified: true, at: entry.occurredAt, by: entry.id };
      standing = { name: entry.payload.name, named };
    }
  }
  return standing;
}

function rank(named: Named | null): string {
  return named === null ? '' : `${named.verified ? 1 : 0} ${microseconds(named.at)} ${named.by}`;
}

function setNames(names: readonly (Name & { id: string })[]): RawBuilder<unknown> {
  const of = (part: (one: Name & { id: string }) => string | boolean | null) => arrayText(names.map(part));
  return sql`
    update customers c
    set name = n.name, name_verified = n.verified, name_said_at = n.said_at, name_said_by = n.said_by
    from unnest(${of(({ id }) => id)}::uuid[], ${of(({ name }) => name)}::text[],
      ${of(({ named }) => named?.verified ?? false)}::boolean[], ${of(({ named }) => named?.at ?? null)}::timestamptz[],
      ${of(({ named }) => named?.by ?? null)}::text[]) n (id, name, verified, said_at, said_by)
    where c.id = n.id`;
}

type Address = Identity & { customerId: string; at: string; imported: boolean };

function addressesIn({ kind, customerId, payload, occurredAt, source }: Telling): Address[] {
  if ((kind !== 'customer.created' && kind !== 'customer.identified') || customerId === null) return [];
  const more = { customerId, at: occurredAt, imported: isImport(source.name) };
  return payload.identities.map((identity) => ({ ...identity, ...more }));
}

/** Each as it was written first; proven when one of its mentions is. */
function insertAddresses(addresses: readonly Address[]): RawBuilder<unknown> {
  const of = (part: (one: Address) => string | boolean) => arrayText(addresses.map(part));
  return sql`
    insert into identities (kind, value, customer_id, verified, created_at, imported)
    select distinct on (a.customer_id, a.kind, a.key) a.kind, a.value, a.customer_id, bool_or(a.verified) over one,
      a.at, bool_and(a.imported) over one
    from (
      select *, identity_key(kind, value) as key
      from unnest(${of(({ kind }) => kind)}::text[], ${of(({ value }) => value)}::text[],
        ${of(({ customerId }) => customerId)}::uuid[], ${of(({ verified }) => verified)}::boolean[],
        ${of(({ at }) => at)}::timestamptz[], ${of(({ imported }) => imported)}::boolean[])
        with ordinality u (kind, value, customer_id, verified, at, imported, n)
    ) a
    window one as (partition by a.customer_id, a.kind, a.key)
    order by a.customer_id, a.kind, a.key, a.n
    on conflict do nothing`;
}

function reportIn(entry: Telling): Report[] {
  if (entry.kind !== 'customer.described' || entry.customerId === null) return [];
  const { payload, customerId, occurredAt, source } = entry;
  const { traits, verified } = payload;
  return [{ customerId, traits, verified, at: occurredAt, by: source.externalId ?? entry.id }];
}
