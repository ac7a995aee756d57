/**
 * Finding people by what is known of them, or making them: for what comes from systems, one by one or by the hundred. The
 * strongest kind of identity decides: the business's own id, else a proven mail address, else a proven phone number.
 */
import type { Actor, Entry, Identity, IdentityKind } from '../../contract/entries.ts';
import { appendAll, isImport, newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { writeCustomers } from './bulk.ts';
import { gained, isOwned, lockIdentities, lookUp } from './identities.ts';
import { applyToCustomers, namedBy } from './record.ts';

export type Person = {
  /** In normal form (`normalIdentity`). */
  identities: readonly Identity[];
  name?: string | null | undefined;
  language?: string | null | undefined;
  /** Since when the person is known, for what is told later. Absent: now. */
  occurredAt?: string | undefined;
};
export type Found = { customerId: string; created: boolean };

const byStrength: readonly IdentityKind[] = ['user', 'email', 'phone', 'visitor'];

/** The identities that tell who a person is. */
function telling({ identities }: Person): readonly Identity[] {
  const kind = byStrength.find((one) =>
    identities.some((identity) => identity.kind === one && isOwned(identity)),
  );
  return identities.filter((identity) => identity.kind === kind && isOwned(identity));
}

/** The customer of a person, found or made. Nothing may have been written in the transaction before. */
export async function customerFor(tx: Tx, source: string, person: Person): Promise<string> {
  const [found] = await customersFor(tx, source, [person]);
  if (!found) throw new Error('One was asked for.');
  return found.customerId;
}

/**
 * The customers of many people, found or made, in their order; the id is the one that the identity came with, before all
 * merges. What is new of known people is added. A person without any telling identity is always a new customer.
 */
export async function customersFor(tx: Tx, source: string, people: readonly Person[]): Promise<Found[]> {
  let places = await placesOf(tx, source, people);
  const open = people.filter((_, at) => places[at]?.ownerId === undefined || places[at]?.isMore);
  if (open.length > 0) {
    await lockIdentities(
      tx,
      open.flatMap(({ identities }) => identities.filter(isOwned)),
    );
    places = await placesOf(tx, source, people);
  }
  const made = new Map<string, string>();
  const found = people.map((_, at): Found => {
    const place = places[at];
    if (place?.ownerId !== undefined) return { customerId: place.ownerId, created: false };
    const known = place?.keys.map((key) => made.get(key)).find((id) => id !== undefined);
    const customerId = known ?? newId();
    for (const key of place?.keys ?? []) if (!made.has(key)) made.set(key, customerId);
    return { customerId, created: known === undefined };
  });
  await write(tx, source, people, found, (at) => places[at]?.isMore === true || !places[at]?.ownerId);
  return found;
}

type Place = {
  ownerId: string | undefined;
  keys: string[];
  /** There may be something to add to a customer that is known. */
  isMore: boolean;
};

async function placesOf(tx: Tx, source: string, people: readonly Person[]): Promise<Place[]> {
  const flat = people.flatMap((person, at) => telling(person).map((identity) => ({ at, identity })));
  const states = await lookUp(tx, flat);
  const places = people.map(
    ({ identities }): Place => ({ ownerId: undefined, keys: [], isMore: identities.length > 1 }),
  );
  flat.forEach(({ at, identity }, n) => {
    const [place, state] = [places[at], states[n]];
    if (!place || !state) return;
    place.keys.push(`${identity.kind} ${state.key}`);
    place.ownerId ??= state.ownerId ?? undefined;
    if (identity.verified && !state.ownerVerified) place.isMore = true;
    if (state.ownerImported && !isImport(source)) place.isMore = true;
  });
  return places;
}

async function write(
  tx: Tx,
  source: string,
  people: readonly Person[],
  found: readonly Found[],
  mayGain: (at: number) => boolean,
): Promise<void> {
  const asking = people.flatMap(({ identities }, at) => {
    const one = found[at];
    return one && mayGain(at) ? [{ at, customerId: one.customerId, identities }] : [];
  });
  const gains = await gained(tx, source, asking);
  const created: NewCustomer[] = [];
  const known = new Map<string, Identity[]>();
  asking.forEach(({ at, customerId }, n) => {
    const [person, identities] = [people[at], gains[n] ?? []];
    if (!person) return;
    if (found[at]?.created) created.push({ customerId, person, identities });
    else if (identities.length > 0) known.set(customerId, [...(known.get(customerId) ?? []), ...identities]);
  });
  await writeCreated(tx, source, created);
  await writeGained(tx, { source, actor: { kind: 'system', id: null } }, known);
}

type NewCustomer = { customerId: string; person: Person; identities: Identity[] };

async function writeCreated(tx: Tx, source: string, created: readonly NewCustomer[]): Promise<void> {
  const news = created.map(({ customerId, person, identities }) => ({
    kind: 'customer.created' as const,
    payload: { name: person.name ?? null, identities, language: person.language ?? null },
    actor: { kind: 'system' as const, id: null },
    direction: 'internal' as const,
    source: { name: source },
    customerId,
    ...(person.occurredAt === undefined ? {} : { occurredAt: person.occurredAt }),
  }));
  const appended = await appendAll(tx, news);
  const rows = news.map((entry, at) => ({ ...entry, ...appended[at] }));
  if (rows.length === 0) return;
  await writeCustomers(
    tx,
    rows.map((row) => ({
      id: row.customerId,
      name: row.payload.name,
      language: row.payload.language,
      createdAt: row.occurredAt ?? '',
      named: namedBy(row as Pick<Entry<'customer.created'>, 'id' | 'occurredAt' | 'actor' | 'payload'>),
    })),
    rows.flatMap((row) =>
      row.payload.identities.map((identity) => ({
        ...identity,
        customerId: row.customerId,
        createdAt: row.occurredAt ?? '',
        imported: isImport(source),
      })),
    ),
  );
}

/** Records what customers gain, by their ids. */
export async function writeGained(
  tx: Tx,
  by: { source: string; actor: Actor },
  known: ReadonlyMap<string, readonly Identity[]>,
): Promise<void> {
  const news = [...known].map(([customerId, identities]) => ({
    kind: 'customer.identified' as const,
    payload: { customerId, identities: strongest(identities) },
    actor: by.actor,
    direction: 'internal' as const,
    source: { name: by.source },
    customerId,
  }));
  const appended = await appendAll(tx, news);
  await Promise.all(
    news.map((entry, at) =>
      applyToCustomers(tx, { ...entry, ...appended[at] } as Entry<'customer.identified'>),
    ),
  );
}

/** Each address once, proven when one of its mentions is. */
function strongest(identities: readonly Identity[]): Identity[] {
  const byPlace = new Map<string, Identity>();
  for (const identity of identities) {
    const place = `${identity.kind} ${identity.value}`;
    const verified = identity.verified || byPlace.get(place)?.verified === true;
    byPlace.set(place, { ...identity, verified });
  }
  return [...byPlace.values()];
}
