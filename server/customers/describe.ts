/** What systems and members say of customers: attributes, a name, addresses. */
import { sql } from 'kysely';
import type { Customer } from '../../contract/customers.ts';
import type { Actor, Identity } from '../../contract/entries.ts';
import type { By } from '../accounts/index.ts';
import { appendAll, newId } from '../ledger/index.ts';
import { runAll, type Tx } from '../platform/db/index.ts';
import { type Fits, fitted, readFits, requireFit } from './definitions.ts';
import { writeGained } from './find.ts';
import { gained, isOwned, lockIdentities } from './identities.ts';
import { normalIdentity } from './identity.ts';
import { lockCustomer } from './lock.ts';
import { claimedIds, withoutClaim } from './merge.ts';
import { readCustomer } from './queries.ts';
import { microseconds, nameIn, type Report, traitStatements } from './traits.ts';

/** A report of a customer's traits, as `identify` sends it. The customer is the one under whom its events are appended. */
export type TraitReport = {
  customerId: string;
  traits: Readonly<Record<string, unknown>>;
  /** A server key or a signed token said so. */
  verified: boolean;
  occurredAt: string;
  /** Recorded once. */
  messageId: string;
};

/**
 * Sets attributes as a member says them: they count before what systems claim, until something newer is proven.
 * @throws Problem `invalid-input` for a value that is not of the attribute's type.
 */
export async function describeByMember(
  tx: Tx,
  by: By,
  customerId: string,
  attributes: Readonly<Record<string, unknown>>,
): Promise<Customer> {
  const traits = requireFit(await readFits(tx), attributes);
  const { id } = await readCustomer(tx, await lockCustomer(tx, customerId));
  const { rows } = await sql<{ now: string }>`select rfc3339(clock_timestamp()) as now`.execute(tx);
  const report = {
    customerId: id,
    traits,
    verified: true,
    occurredAt: rows[0]?.now ?? '',
    identities: [],
  };
  await addTraits(tx, by.source, [{ ...report, messageId: newId() }], by.actor);
  return readCustomer(tx, id);
}

/** A trait that is not of its attribute's type. */
export type Misfit = { messageId: string; name: string; type: string };

type Split = TraitReport & { identities: Identity[] };

/**
 * Records reports of traits: addresses among them become identities (proven, when a system said so and did not say that
 * they are not), the rest attributes. Of each attribute the latest report counts, in whatever order they arrive. Answers
 * what is not of the type that the workspace defined, and was kept as it came.
 */
export async function reportTraits(
  tx: Tx,
  source: string,
  reports: readonly TraitReport[],
  actor: Actor = { kind: 'system', id: null },
): Promise<Misfit[]> {
  const split = await Promise.all(reports.map(splitReport));
  await addIdentities(tx, source, split, actor);
  return addTraits(tx, source, split, actor);
}

async function splitReport(report: TraitReport): Promise<Split> {
  const { email, phone, email_verified, emailVerified, phone_verified, phoneVerified, ...traits } =
    report.traits;
  const identities: Identity[] = [];
  const rest: Record<string, unknown> = traits;
  const given = [
    ['email', email, (emailVerified ?? email_verified) !== false],
    ['phone', phone, (phoneVerified ?? phone_verified) !== false],
  ] as const;
  for (const [kind, value, isClaimedProven] of given) {
    if (value === undefined || value === null) continue;
    const verified = report.verified && isClaimedProven;
    const identity = await normalIdentity(kind, String(value), verified).catch(() => undefined);
    // What is no address is kept as it was said.
    if (identity) identities.push(identity);
    else rest[kind] = value;
  }
  return { ...report, traits: rest, identities };
}

async function addIdentities(tx: Tx, source: string, reports: readonly Split[], actor: Actor): Promise<void> {
  const telling = reports.filter(({ identities }) => identities.length > 0);
  if (telling.length === 0) return;
  await lockIdentities(
    tx,
    telling.flatMap(({ identities }) => identities.filter(isOwned)),
  );
  const gains = await gained(tx, source, telling);
  const known = new Map<string, Identity[]>();
  telling.forEach(({ customerId }, at) => {
    const added = [...(known.get(customerId) ?? []), ...(gains[at] ?? [])];
    if (added.length > 0) known.set(customerId, added);
  });
  // Whoever has a proven address is somebody: what a browser's word alone made part of another customer is itself again.
  const proven = [...known].flatMap(([id, gain]) => (gain.some(({ verified }) => verified) ? [id] : []));
  for (const id of await claimedIds(tx, proven)) await withoutClaim(tx, source, id);
  await writeGained(tx, { source, actor }, known);
}

async function addTraits(tx: Tx, source: string, reports: readonly Split[], actor: Actor): Promise<Misfit[]> {
  const some = reports.filter(({ traits }) => Object.keys(traits).length > 0);
  if (some.length === 0) return [];
  const fits = await readFits(tx);
  const telling = some.map((report) => ({ ...report, traits: fitted(fits, report.traits) }));
  const names = await shownNames(tx, telling);
  const entries = telling.map(({ customerId, traits, verified, occurredAt, messageId }, at) => ({
    kind: 'customer.described' as const,
    payload: { customerId, traits, verified, ...(names[at] === undefined ? {} : { name: names[at] }) },
    actor,
    direction: 'internal' as const,
    source: { name: source, externalId: messageId },
    customerId,
    occurredAt,
  }));
  const appended = await appendAll(tx, entries);
  const fresh: Report[] = telling.flatMap(({ customerId, traits, verified, messageId }, at) => {
    const one = appended[at];
    return one && !one.repeated ? [{ customerId, traits, verified, at: one.occurredAt, by: messageId }] : [];
  });
  await runAll(tx, traitStatements(fresh));
  return misfitsOf(fits, some);
}

function misfitsOf(fits: Fits, reports: readonly Split[]): Misfit[] {
  return reports.flatMap(({ messageId, traits }) =>
    Object.entries(traits).flatMap(([name, value]) => {
      const found = fits(name, value);
      return found && 'wrong' in found ? [{ messageId, name, type: found.wrong }] : [];
    }),
  );
}

type Standing = {
  id: string;
  name: string | null;
  isRoot: boolean;
  verified: boolean;
  at: string | null;
  by: string | null;
};

/** Of each report the name that its customer is shown with from then on, where it changes; customers are held meanwhile. */
async function shownNames(tx: Tx, reports: readonly Split[]): Promise<(string | undefined)[]> {
  const naming = reports.filter(({ traits }) => nameIn(traits) !== undefined);
  if (naming.length === 0) return [];
  const ids = [...new Set(naming.map(({ customerId }) => customerId))];
  const { rows } = await sql<Standing>`
    select id, name, root_of(id) = id as "isRoot", name_verified as verified, rfc3339(name_said_at) as at, name_said_by as by
    from customers where id = any(${ids}::uuid[]) order by id for update`.execute(tx);
  const standing = new Map(rows.map((row) => [row.id, row]));
  return reports.map(({ customerId, traits, verified, occurredAt, messageId }) => {
    const [name, now] = [nameIn(traits), standing.get(customerId)];
    if (name === undefined || !now) return undefined;
    const rank = (one: { verified: boolean; at: string | null; by: string | null }) =>
      `${one.verified ? 1 : 0} ${one.at ?? ''} ${one.by ?? ''}`;
    const next = { verified, at: microseconds(occurredAt), by: messageId };
    if (now.at !== null && rank(next) <= rank(now)) return undefined;
    const isChange = now.isRoot && now.name !== name;
    standing.set(customerId, { ...now, ...next, name });
    return isChange ? name : undefined;
  });
}
