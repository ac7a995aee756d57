/**
 * Customers as a read model of their entries: an entry is appended and what it means is written in one transaction,
 * by the same statements that `rebuild` replays.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind, Identity } from '../../contract/entries.ts';
import { append, isImport, mapping, type NewEntry, unmapping } from '../ledger/index.ts';
import { arrayText, runAll, type Tx } from '../platform/db/index.ts';
import { findableByIdentity, findableByName, nameStatements, termStatements } from './search-terms.ts';
import { traitStatements } from './traits.ts';
import { vanishing } from './vanishing.ts';
import { removal } from './withdraw.ts';

/** Kinds that change customers. */
export const customerKinds = [
  'customer.created',
  'customer.updated',
  'customer.identified',
  'customer.merged',
  'customer.unmerged',
  'customer.merge_refused',
  'customer.described',
  'consent.changed',
  'customer.withdrawn',
  'customer.corrected',
  'customer.restricted',
  'customer.erased',
  'customer.address_failed',
] as const satisfies readonly EntryKind[];
type CustomerKind = (typeof customerKinds)[number];
type Sql = RawBuilder<unknown>;

/** Appends an entry about a customer and changes the customer accordingly. */
export async function record<K extends CustomerKind>(tx: Tx, entry: NewEntry<K>): Promise<Entry<K>> {
  const appended = await append(tx, entry);
  if (!appended.repeated) await applyToCustomers(tx, appended.entry as Entry<CustomerKind>);
  return appended.entry;
}

/** What an entry means to the customers' tables. */
export async function applyToCustomers(tx: Tx, entry: Entry<CustomerKind>): Promise<void> {
  await runAll(tx, statementsOf(entry));
}

function statementsOf(entry: Entry<CustomerKind>): Sql[] {
  switch (entry.kind) {
    case 'customer.created':
      return entry.customerId === null
        ? []
        : [
            create(entry.customerId, entry),
            ...termStatements([findableByName(entry.customerId, entry.payload.name)]),
            ...addIdentities(entry.customerId, entry.payload.identities, entry),
          ];
    case 'customer.updated':
      return setName(entry.payload.customerId, entry.payload.name, entry);
    case 'customer.identified':
      return [
        ...(entry.payload.name === undefined
          ? []
          : setName(entry.payload.customerId, entry.payload.name, entry)),
        ...addIdentities(entry.payload.customerId, entry.payload.identities, entry),
      ];
    case 'customer.address_failed':
      return [
        sql`
          update identities set failed_since = ${entry.payload.works ? null : entry.occurredAt}::timestamptz
          where kind = 'email' and value = ${entry.payload.address}`,
      ];
    case 'customer.described': {
      const { customerId, traits, verified } = entry.payload;
      const by = entry.source.externalId ?? entry.id;
      return traitStatements([{ customerId, traits, verified, at: entry.occurredAt, by }]);
    }
    case 'customer.withdrawn':
      return removal([entry.payload.customerId]);
    case 'customer.merged':
      return mapping({ ...entry.payload, entryId: entry.id, mergedAt: entry.occurredAt });
    case 'customer.unmerged': {
      const { fromId, intoId, refused } = entry.payload;
      return [...unmapping(fromId), ...(refused ? [refuse(fromId, intoId, entry)] : [])];
    }
    case 'consent.changed':
      return [consent(entry)];
    case 'customer.corrected': {
      const { customerId, removed, added } = entry.payload;
      return [...removeIdentities(customerId, removed), ...addIdentities(customerId, added, entry)];
    }
    case 'customer.restricted':
      return [restriction(entry)];
    case 'customer.erased':
      return vanishing(entry.payload.customerIds, entry.occurredAt);
    case 'customer.merge_refused':
      return [refuse(entry.payload.oneId, entry.payload.otherId, entry)];
  }
}

function create(customerId: string, entry: Entry<'customer.created'>): Sql {
  const { name, language } = entry.payload;
  const named = namedBy(entry);
  return sql`
    insert into customers (id, name, language, created_at, name_verified, name_said_at, name_said_by)
    values (${customerId}, ${name}, ${language}, ${entry.occurredAt}, ${named?.verified ?? false}, ${named?.at ?? null},
      ${named?.by ?? null})`;
}

/** By what a name stands. What a member wrote, or came with a proof, is not overruled by a mere claim. */
export type Named = { verified: boolean; at: string; by: string };

/** How the name stands that a customer is created with. */
export function namedBy(
  entry: Pick<Entry<'customer.created'>, 'id' | 'occurredAt' | 'actor' | 'payload'>,
): Named | null {
  if (entry.payload.name === null) return null;
  const verified = entry.actor.kind === 'member' || entry.payload.identities.some((one) => one.verified);
  return { verified, at: entry.occurredAt, by: entry.id };
}

/** What was decided when the entry was appended; the same name again changes nothing. */
function setName(customerId: string, name: string | null, entry: Entry): Sql[] {
  const update = sql`
    update customers set name = ${name}, name_verified = true, name_said_at = ${entry.occurredAt}, name_said_by = ${entry.id}
    where id = ${customerId} and name is distinct from ${name}`;
  return [update, ...nameStatements([{ customerId, name }])];
}

/** Adds identities; one that the customer has already becomes verified when now proven, and never loses that. */
function addIdentities(
  customerId: string,
  identities: readonly Identity[],
  { occurredAt, source }: Pick<Entry, 'occurredAt' | 'source'>,
): Sql[] {
  const rows = identities.map(
    ({ kind, value, verified }) => sql`
      insert into identities (kind, value, customer_id, verified, created_at, imported)
      values (${kind}, ${value}, ${customerId}, ${verified}, ${occurredAt}, ${isImport(source.name)})
      on conflict (workspace_id, kind, key, customer_id)
      do update set verified = identities.verified or excluded.verified,
        imported = identities.imported and excluded.imported`,
  );
  const findables = identities.map((identity) => findableByIdentity(customerId, identity));
  return [...rows, ...termStatements(findables)];
}

/** Takes wrong addresses away, and what they made the customer found by, but for what an address that is left makes. */
function removeIdentities(customerId: string, identities: readonly Identity[]): Sql[] {
  return identities.flatMap(({ kind, value }) => {
    const { terms } = findableByIdentity(customerId, { kind, value, verified: false });
    return [
      sql`
        delete from identities
        where customer_id = ${customerId} and kind = ${kind} and key = identity_key(${kind}, ${value})`,
      sql`
        delete from customer_terms
        where customer_id = ${customerId} and source = ${kind}
          and term = any(${arrayText(terms.map(({ term }) => term))}::text[])`,
    ];
  });
}

function restriction({ payload, occurredAt }: Entry<'customer.restricted'>): Sql {
  return payload.restricted
    ? sql`
        insert into customer_restrictions (customer_id, since) values (${payload.customerId}, ${occurredAt})
        on conflict do nothing`
    : sql`delete from customer_restrictions where customer_id = ${payload.customerId}`;
}

/** The latest word counts, in whatever order words are written down. */
function consent(entry: Entry<'consent.changed'>): Sql {
  const { customerId, channel, topic, granted, how, proof } = entry.payload;
  return sql`
    insert into consents (customer_id, channel, topic, granted, how, proof, said_at, said_by, actor_kind, actor_id)
    values (${customerId}, ${channel}, ${topic}, ${granted}, ${how}, ${proof}, ${entry.occurredAt}, ${entry.id},
      ${entry.actor.kind}, ${entry.actor.id})
    on conflict (workspace_id, customer_id, channel, topic) do update
    set granted = excluded.granted, how = excluded.how, proof = excluded.proof, said_at = excluded.said_at,
      said_by = excluded.said_by, actor_kind = excluded.actor_kind, actor_id = excluded.actor_id
    where (excluded.said_at, excluded.said_by) > (consents.said_at, consents.said_by)`;
}

function refuse(one: string, other: string, { occurredAt }: Entry): Sql {
  return sql`
    insert into merge_refusals (one_id, other_id, refused_at)
    values (least(${one}::uuid, ${other}::uuid), greatest(${one}::uuid, ${other}::uuid), ${occurredAt})
    on conflict do nothing`;
}
