/** What the customers' tables hold of a person who is erased, and what becomes of it. */
import { sql } from 'kysely';
import type { EntryKind, Identity } from '../../contract/entries.ts';
import type { By } from '../accounts/index.ts';
import { blankDeep, entryRows, tellingEntries } from '../ledger/index.ts';
import { arrayText, inWorkspace, type Tx } from '../platform/db/index.ts';
import { listConsents } from './consents.ts';
import type { Holding } from './holding.ts';
import { readProfile } from './profile.ts';
import { readCustomer } from './queries.ts';
import { record } from './record.ts';
import { isTellingName, type Known } from './traces.ts';

const tellingKinds: readonly EntryKind[] = [
  'customer.created',
  'customer.updated',
  'customer.identified',
  'customer.described',
  'customer.corrected',
  'customer.merged',
  'customer.unmerged',
  'conversation.opened',
];

/** Everything by which these customers, who are one, are or were called, reached and recognised. */
export async function traceable(tx: Tx, customerIds: readonly string[]): Promise<Known> {
  const ids = arrayText([...customerIds]);
  const { rows } = await sql<{ kind: string; value: string }>`
    select kind, value from identities where customer_id = any(${ids}::uuid[])
    union select 'name', name from customers where id = any(${ids}::uuid[]) and name is not null`.execute(tx);
  const found = new Found();
  for (const { kind, value } of rows) found.add(kind, value);
  for (const { kind, payload } of await tellingEntries(tx, customerIds, tellingKinds))
    fromEntry(found, kind, payload as Record<string, unknown>);
  const names = [...found.names];
  const others = await sql<{ name: string }>`
    select distinct c.name_key as name from customers c
    where c.name_key = any(array(select lower(n) from unnest(${arrayText(names)}::text[]) n))
      and c.id <> all(${ids}::uuid[])`.execute(tx);
  const shared = new Set(others.rows.map(({ name }) => name));
  return {
    emails: [...found.emails],
    phones: [...found.phones],
    ids: [...found.ids],
    names,
    ownNames: names.filter((name) => isTellingName(name) && !shared.has(name.toLowerCase())),
  };
}

class Found {
  emails = new Set<string>();
  phones = new Set<string>();
  ids = new Set<string>();
  names = new Set<string>();

  add(kind: string, value: unknown): void {
    if (typeof value !== 'string' || value.trim() === '') return;
    const sets = { email: this.emails, phone: this.phones, name: this.names };
    (sets[kind as keyof typeof sets] ?? this.ids).add(value.trim());
  }
}

function fromEntry(found: Found, kind: EntryKind, payload: Record<string, unknown>): void {
  if (kind !== 'customer.merged' && kind !== 'customer.unmerged') found.add('name', payload.name);
  if (kind === 'conversation.opened') found.add('name', payload.customerName);
  for (const list of [payload.identities, payload.removed, payload.added]) {
    if (!Array.isArray(list)) continue;
    for (const one of list as { kind: string; value: unknown }[]) found.add(one.kind, one.value);
  }
  const traits = (payload.traits ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof traits[name] === 'string' ? traits[name] : '');
  found.add('name', `${text('firstName') || text('first_name')} ${text('lastName') || text('last_name')}`);
  found.add('name', traits.name);
  for (const value of Object.values(traits)) {
    if (typeof value !== 'string') continue;
    if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim())) found.add('email', value);
    else if (/^\+?[\d\s().-]{8,20}$/.test(value.trim()) && value.replace(/\D/g, '').length >= 8)
      found.add('phone', value);
  }
}

/** Addresses and ids by which these customers are recognised now. */
export async function addressesOf(tx: Tx, customerIds: readonly string[]): Promise<Address[]> {
  const { rows } = await sql<Address>`
    select kind, value from identities where customer_id = any(${arrayText([...customerIds])}::uuid[])`.execute(
    tx,
  );
  return rows;
}
type Address = Pick<Identity, 'kind' | 'value'>;

/** Those of the customers who are here, and whom nobody has erased. */
export async function notErased(tx: Tx, customerIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customers where id = any(${arrayText([...customerIds])}::uuid[]) and erased_at is null`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** Erases these customers, who are one: by an entry, from which on nobody is shown, found or recognised. `done`: nothing is left. */
export async function eraseCustomers(
  tx: Tx,
  by: By,
  customerIds: readonly string[],
  erasureId: string,
  done = false,
): Promise<void> {
  const [customerId] = customerIds;
  if (customerId === undefined) return;
  await record(tx, {
    kind: 'customer.erased',
    payload: { customerIds: [...customerIds], erasureId, done },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
    customerId,
  });
}

/** What the customers' tables hold that follows from entries, with them; and by which words people are found. */
export const customersHolding: Holding = {
  name: 'customers',
  tell: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, async (tx) => ({
      customer: await readCustomer(tx, customerIds[0] ?? ''),
      profile: await readProfile(tx, customerIds[0] ?? ''),
      consents: await listConsents(tx, customerIds[0] ?? ''),
    })),
  onRewrite:
    ({ blankElsewhere, customerIds }) =>
    async (tx, entries) => {
      const of = (kind: EntryKind) => entries.filter((entry) => entry.kind === kind);
      const consents = of('consent.changed').map(({ id }) => id);
      const profiles = [...new Set(of('profile.updated').map(({ payload }) => String(payload.customerId)))];
      const described = [
        ...new Set(of('customer.described').map(({ payload }) => String(payload.customerId))),
      ];
      return async () => {
        for (const id of profiles) {
          const isOwn = customerIds.has(id);
          await blankRow(tx, id, (fields) =>
            isOwn
              ? { ...fields, ...('nextStep' in fields ? { nextStep: null } : {}) }
              : blankDeep(fields, blankElsewhere),
          );
        }
        await blankTraits(
          tx,
          described.filter((id) => !customerIds.has(id)),
          blankElsewhere,
        );
        await renewConsents(tx, consents);
      };
    },
};

async function blankRow(
  tx: Tx,
  customerId: string,
  blank: (fields: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> {
  const { rows } = await sql<{ fields: Record<string, unknown> }>`
    select fields from customer_profiles where customer_id = ${customerId} for update`.execute(tx);
  if (!rows[0]) return;
  await sql`
    update customer_profiles set fields = ${JSON.stringify(blank(rows[0].fields))}::jsonb
    where customer_id = ${customerId}`.execute(tx);
}

/** Attributes of others that name the person. */
async function blankTraits(
  tx: Tx,
  customerIds: readonly string[],
  blank: (text: string) => string,
): Promise<void> {
  if (customerIds.length === 0) return;
  const { rows } = await sql<{ customerId: string; name: string; verified: boolean; value: unknown }>`
    select customer_id as "customerId", name, verified, value from traits
    where customer_id = any(${arrayText([...customerIds])}::uuid[])`.execute(tx);
  for (const { customerId, name, verified, value } of rows) {
    const next = JSON.stringify(blankDeep(value, blank));
    if (next === JSON.stringify(value)) continue;
    await sql`
      update traits set value = ${next}::jsonb
      where customer_id = ${customerId} and name = ${name} and verified = ${verified}`.execute(tx);
  }
}

/** Where the word that counts is one of these, its proof and topic are what the entry says now. */
async function renewConsents(tx: Tx, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length === 0) return;
  await sql`
    update consents c set proof = e.payload ->> 'proof', topic = e.payload ->> 'topic'
    from ${entryRows(entryIds)}
    where c.workspace_id = e.workspace_id and c.customer_id = (e.payload ->> 'customerId')::uuid
      and c.said_by = e.id::text`.execute(tx);
}
