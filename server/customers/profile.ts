/**
 * What the team keeps of a customer by hand. After a merge the survivor's counts; what only the other had comes with it.
 */
import { sql } from 'kysely';
import type { Entry, Payload } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { Profile } from '../../contract/profile.ts';
import { type By, holdMembers, isMember } from '../accounts/index.ts';
import { append, appendAll } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { lockCustomer } from './lock.ts';
import { readCustomer } from './queries.ts';

export const profileKinds = ['profile.updated'] as const;

const nothing: Profile = { ownerId: null, nextStep: null, language: null, channel: null };

/** A customer's profile. @throws Problem `not-found` for an id of nobody here. */
export async function readProfile(tx: Tx, customerId: string): Promise<Profile> {
  const { id } = await readCustomer(tx, customerId);
  const { rows } = await sql<{ fields: Partial<Profile> }>`
    select coalesce(jsonb_object_agg(f.key, f.value order by p.customer_id = ${id}, p.changed_at), '{}') as fields
    from customer_profiles p, jsonb_each(p.fields) f
    where p.customer_id in (select ids_of(${id}))`.execute(tx);
  return { ...nothing, ...rows[0]?.fields };
}

/** Changes a profile; what is the same already is not written down. @throws Problem when the owner doesn't work here. */
export async function updateProfile(
  tx: Tx,
  by: By,
  customerId: string,
  changes: Partial<Profile>,
): Promise<Profile> {
  const { ownerId } = changes;
  // Before the customer is held: whoever removes a member holds the members first.
  if (ownerId !== undefined) await holdMembers(tx);
  const id = await lockCustomer(tx, customerId);
  const before = await readProfile(tx, id);
  if (ownerId != null && !(await isMember(tx, ownerId))) {
    throw new Problem('conflict', 'There is no such member. Choose somebody who works here.');
  }
  const names = Object.keys(nothing) as (keyof Profile)[];
  const changed = names.filter((name) => changes[name] !== undefined && changes[name] !== before[name]);
  if (changed.length === 0) return before;
  const fields: Payload<'profile.updated'>['fields'] = Object.fromEntries(
    changed.map((name) => [name, changes[name] ?? null]),
  );
  const { entry } = await append(tx, {
    kind: 'profile.updated',
    payload: { customerId: id, fields },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
    customerId: id,
  });
  await applyToProfiles(tx, entry);
  return readProfile(tx, id);
}

/** What an entry means to the table of profiles. */
export async function applyToProfiles(tx: Tx, entry: Entry<'profile.updated'>): Promise<void> {
  const { customerId, fields } = entry.payload;
  await sql`
    insert into customer_profiles (customer_id, fields, changed_at)
    values (${customerId}, ${JSON.stringify(fields)}::jsonb, ${entry.occurredAt})
    on conflict (workspace_id, customer_id)
    do update set fields = customer_profiles.fields || excluded.fields,
      changed_at = greatest(customer_profiles.changed_at, excluded.changed_at)`.execute(tx);
}

/** So many customers in one statement. */
const ownedMax = 1_000;

/**
 * Gives the customers of a member who leaves to another, or to nobody; also what a merge hides, for it may be undone. The
 * caller holds the members, so that nobody changes an owner meanwhile.
 */
export async function handOverCustomers(tx: Tx, by: By, fromId: string, toId: string | null): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ id: string }>`
      select customer_id as id from customer_profiles where fields ->> 'ownerId' = ${fromId}
      order by customer_id limit ${ownedMax}`.execute(tx);
    const entries = rows.map(({ id }) => ({
      kind: 'profile.updated' as const,
      payload: { customerId: id, fields: { ownerId: toId } },
      actor: by.actor,
      direction: 'internal' as const,
      source: { name: by.source },
      customerId: id,
    }));
    if (rows.length === 0) return;
    const appended = await appendAll(tx, entries);
    await sql`
      update customer_profiles p
      set fields = p.fields || ${JSON.stringify({ ownerId: toId })}::jsonb, changed_at = greatest(p.changed_at, e.occurred_at)
      from unnest(${arrayText(rows.map(({ id }) => id))}::uuid[], 
        ${arrayText(appended.map(({ occurredAt }) => occurredAt))}::timestamptz[]) e (id, occurred_at)
      where p.customer_id = e.id`.execute(tx);
  }
}
