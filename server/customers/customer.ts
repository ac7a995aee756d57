/** What members and visitors do to customers. */
import { sql } from 'kysely';
import type { Customer } from '../../contract/customers.ts';
import type { Actor, Entry, Identity } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { By } from '../accounts/index.ts';
import { append, newId, rootOf } from '../ledger/index.ts';
import { isDuplicate, type Tx } from '../platform/db/index.ts';
import { gained, lockIdentities } from './identities.ts';
import { normalIdentity } from './identity.ts';
import { lockCustomer } from './lock.ts';
import { merge } from './merge.ts';
import { customerOfUser, readCustomer } from './queries.ts';
import { record } from './record.ts';

/** Makes a customer. @throws Problem `already-exists` when an identity is another customer's. */
export async function createCustomer(
  tx: Tx,
  by: By | { selfNamed: string },
  input: { name: string | null; identities: Identity[]; language?: string | null },
): Promise<string> {
  const customerId = newId();
  const actor: Actor = 'actor' in by ? by.actor : { kind: 'customer', id: customerId };
  try {
    await record(tx, {
      kind: 'customer.created',
      payload: { name: input.name, identities: input.identities, language: input.language ?? null },
      actor,
      direction: 'internal',
      source: { name: 'actor' in by ? by.source : by.selfNamed },
      customerId,
    });
  } catch (error) {
    throw isDuplicate(error, 'identities_owner') ? identityTaken() : error;
  }
  return customerId;
}

function identityTaken(): Problem {
  return new Problem('already-exists', 'One of these addresses belongs to another customer.');
}

/** Writes a customer down by hand. Identities are normalised, and unverified. */
export async function writeDownCustomer(
  tx: Tx,
  by: By,
  input: { name: string | null; identities: { kind: 'email' | 'phone' | 'user'; value: string }[] },
): Promise<Customer> {
  const identities = await Promise.all(
    input.identities.map((identity) => normalIdentity(identity.kind, identity.value, false)),
  );
  return readCustomer(tx, await createCustomer(tx, by, { name: input.name, identities }));
}

/** Changes the name; the same name again changes nothing. */
export async function renameCustomer(
  tx: Tx,
  by: By,
  customerId: string,
  name: string | null,
): Promise<Customer> {
  const customer = await readCustomer(tx, await lockCustomer(tx, customerId));
  if (customer.name === name) return customer;
  await record(tx, {
    kind: 'customer.updated',
    payload: { customerId: customer.id, name },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
    customerId: customer.id,
  });
  return { ...customer, name };
}

/** Appends something that a member wrote down about a customer. It can't have happened in the future. */
export async function writeDown<K extends 'call.logged' | 'visit.logged'>(
  tx: Tx,
  by: By,
  customerId: string,
  input: Pick<Parameters<typeof append<K>>[1], 'kind' | 'payload' | 'direction' | 'channel'> & {
    occurredAt: string | undefined;
  },
): Promise<Entry<K>> {
  const { occurredAt, ...rest } = input;
  if (occurredAt !== undefined) await refuseFuture(tx, occurredAt);
  const { id } = await readCustomer(tx, customerId);
  const { entry } = await append<K>(tx, {
    ...rest,
    actor: by.actor,
    source: { name: by.source },
    customerId: id,
    ...(occurredAt === undefined ? {} : { occurredAt }),
  });
  return entry;
}

const clockToleranceSeconds = 60;

/** @throws Problem `invalid-input` for a time that has not come. */
export async function refuseFuture(tx: Tx, occurredAt: string): Promise<void> {
  const { rows } = await sql<{ future: boolean }>`
    select ${occurredAt}::timestamptz > clock_timestamp() + make_interval(secs => ${clockToleranceSeconds}) as future`.execute(
    tx,
  );
  if (rows[0]?.future)
    throw new Problem('invalid-input', 'This lies in the future. Give a time that has passed.');
}

/** What a signed token proves of a visitor. */
export type Proof = {
  userId: string;
  email?: { value: string; verified: boolean };
  phone?: { value: string; verified: boolean };
  name?: string;
};

/**
 * Makes a visitor known by what a token proved: the customer with that user id, joined with the visitor's own
 * anonymous one. Answers the surviving customer. Nothing is merged on an unverified claim.
 */
export async function identifyCustomer(
  tx: Tx,
  source: string,
  visitorId: string | undefined,
  proof: Proof,
): Promise<string> {
  const identities = await provenIdentities(proof);
  await lockIdentities(
    tx,
    identities.filter((identity) => identity.verified),
  );
  const owner = await customerOfUser(tx, proof.userId);
  for (const id of [owner, visitorId].flatMap((one) => one ?? []).sort()) await lockCustomer(tx, id);
  const known = owner === undefined ? undefined : await rootOf(tx, owner);
  const own = visitorId === undefined ? undefined : await rootOf(tx, visitorId);
  if (known === undefined && own === undefined) {
    const name = proof.name ?? null;
    // Of a customer that is not there yet: what belongs to others is a claim.
    const [own = []] = await gained(tx, source, [{ customerId: newId(), identities }]);
    return createCustomer(tx, { selfNamed: source }, { name, identities: own });
  }
  const target = known ?? own;
  if (target === undefined) throw new Error('unreachable: one of the two is there');
  await addProof(tx, source, target, proof, identities);
  if (known !== undefined && own !== undefined && own !== known) {
    const by = { actor: { kind: 'customer' as const, id: known }, source };
    await merge(tx, by, { fromId: own, intoId: known }, { evidence: 'signed-token' });
  }
  return target;
}

async function provenIdentities(proof: Proof): Promise<Identity[]> {
  const found: Identity[] = [{ kind: 'user', value: proof.userId, verified: true }];
  for (const kind of ['email', 'phone'] as const) {
    const claim = proof[kind];
    if (!claim) continue;
    const identity = await normalIdentity(kind, claim.value, claim.verified).catch(() => undefined);
    if (identity) found.push(identity);
  }
  return found;
}

/** Records what the proof adds. */
async function addProof(
  tx: Tx,
  source: string,
  customerId: string,
  proof: Proof,
  proven: Identity[],
): Promise<void> {
  const customer = await readCustomer(tx, customerId);
  const [identities = []] = await gained(tx, source, [{ customerId, identities: proven }]);
  const name = customer.name ?? proof.name ?? null;
  if (identities.length === 0 && name === customer.name) return;
  await record(tx, {
    kind: 'customer.identified',
    payload: { customerId, identities, name },
    actor: { kind: 'customer', id: customerId },
    direction: 'internal',
    source: { name: source },
    customerId,
  });
}
