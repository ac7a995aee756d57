/** Who belongs to which company, as systems and members say it. */
import { sql } from 'kysely';
import type { Actor } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { By } from '../accounts/index.ts';
import { idsOf, lockCustomer, microseconds, readCustomer } from '../customers/index.ts';
import { appendAll, isImport } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { lockKeys } from './find.ts';
import { readCompany } from './queries.ts';
import { applyToCompanies } from './record.ts';
import type { Told } from './told.ts';

export type Membership = {
  companyId: string;
  companyName: string | null;
  customerId: string;
  /** What they do there; null: nothing was said of it, empty: it was taken away. */
  role: string | null;
  verified: boolean;
  occurredAt: string;
};

type Pair = Pick<Membership, 'companyId' | 'customerId'>;
type State = {
  addedAt: string | null;
  claimedAt: string | null;
  removedAt: string | null;
  isMember: boolean;
  role: string | null;
  imported: boolean;
};

const keyOf = ({ companyId, customerId }: Pair): string => `${companyId} ${customerId}`;

/** Writes down memberships; what is known already is not told again. Answers for each whether it was new. */
export async function addMembers(
  tx: Tx,
  source: string,
  given: readonly Membership[],
  actor: Actor = { kind: 'system', id: null },
): Promise<boolean[]> {
  const memberships = given.map((one) => ({ ...one, occurredAt: microseconds(one.occurredAt) }));
  // Nobody's word rests on what an import told: told once more by somebody else, it is news.
  const isNew = (one: Membership, states: ReadonlyMap<string, State>) => {
    const state = states.get(keyOf(one));
    if (!state?.imported || isImport(source)) return isNews(one, state);
    return one.verified ? isNews(one, undefined) : state.claimedAt === null;
  };
  const before = await readStates(tx, memberships);
  let news = memberships.map((one) => isNew(one, before));
  if (!news.includes(true)) return news;
  const open = memberships.filter((_, at) => news[at]);
  // Two who say it at once say it once.
  await lockKeys(tx, open.map(keyOf));
  const states = await readStates(tx, memberships);
  const seen = new Set<string>();
  news = memberships.map((one) => {
    const key = `${keyOf(one)} ${one.verified}`;
    const isFirst = isNew(one, states) && (!seen.has(key) || one.role !== null);
    if (isFirst) seen.add(key);
    return isFirst;
  });
  const added = memberships.filter((_, at) => news[at]);
  await tell(
    tx,
    source,
    actor,
    added.map(({ occurredAt, ...payload }) => ({
      kind: 'company.member_added' as const,
      payload,
      occurredAt,
    })),
  );
  return news;
}

/** A browser's word counts where nobody who is believed has spoken; what stands already is no news. */
function isNews({ verified, occurredAt, role }: Membership, state: State | undefined): boolean {
  if (!state) return true;
  const { addedAt, removedAt, isMember } = state;
  if (role !== null && isMember && (role || null) !== state.role) return true;
  if (!verified) return addedAt === null && removedAt === null && !isMember;
  if (addedAt === null || (removedAt !== null && addedAt <= removedAt)) {
    return removedAt === null || occurredAt > removedAt;
  }
  return false;
}

async function readStates(tx: Tx, pairs: readonly Pair[]): Promise<Map<string, State>> {
  const { rows } = await sql<Pair & State>`
    select m.company_id as "companyId", m.customer_id as "customerId", rfc3339(m.added_at) as "addedAt",
      rfc3339(m.claimed_at) as "claimedAt",
      rfc3339(m.removed_at) as "removedAt", m.is_member as "isMember", m.role, m.imported
    from unnest(${arrayText(pairs.map(({ companyId }) => companyId))}::uuid[],
      ${arrayText(pairs.map(({ customerId }) => customerId))}::uuid[]) p (company_id, customer_id)
    cross join lateral (
      select * from company_members where company_id = p.company_id and customer_id = p.customer_id limit 1
    ) m`.execute(tx);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

type Change = {
  [K in 'company.member_added' | 'company.member_removed']: Pick<Told<K>, 'kind' | 'payload'> & {
    occurredAt?: string;
  };
}['company.member_added' | 'company.member_removed'];

/** Appends what is told of people, on their own timelines, and writes what it means. */
async function tell(tx: Tx, source: string, actor: Actor, changes: readonly Change[]): Promise<void> {
  const appended = await appendAll(
    tx,
    changes.map((change) => ({
      ...change,
      actor,
      direction: 'internal' as const,
      source: { name: source },
      customerId: change.payload.customerId,
    })),
  );
  const told = changes.map((change, at) => ({ ...change, ...appended[at], source: { name: source } }));
  await applyToCompanies(tx, told as Told[]);
}

/** A member says that a customer belongs to a company, and perhaps what they do there. */
export async function addPerson(
  tx: Tx,
  by: By,
  companyId: string,
  customerId: string,
  role: string | null | undefined,
): Promise<string> {
  const { id } = await readCustomer(tx, await lockCustomer(tx, customerId));
  const company = await readCompany(tx, companyId);
  const said = {
    companyId,
    companyName: company.name,
    role: role === undefined ? null : (role ?? ''),
    verified: true,
  };
  const belonging = [
    ...(
      await readStates(
        tx,
        (await idsOf(tx, id)).map((one) => ({ companyId, customerId: one })),
      )
    ).entries(),
  ]
    .filter(([, state]) => state.isMember && state.addedAt !== null)
    .map(([key]) => key.split(' ')[1] ?? '');
  // Somebody who is part of the customer belongs to it already: the role is theirs.
  const whose = belonging.length > 0 ? belonging : [id];
  const occurredAt = await now(tx);
  await addMembers(
    tx,
    by.source,
    whose.map((one) => ({ ...said, customerId: one, occurredAt })),
    by.actor,
  );
  return id;
}

/** A member says that a customer does not belong to a company: nobody of whom the customer is made. */
export async function removePerson(tx: Tx, by: By, companyId: string, customerId: string): Promise<void> {
  const { id } = await readCustomer(tx, await lockCustomer(tx, customerId));
  const company = await readCompany(tx, companyId);
  const states = await readStates(
    tx,
    (await idsOf(tx, id)).map((one) => ({ companyId, customerId: one })),
  );
  const belonging = [...states]
    .filter(([, { isMember }]) => isMember)
    .map(([key]) => key.split(' ')[1] ?? '');
  if (belonging.length === 0) throw new Problem('not-found', 'This customer does not belong to the company.');
  const occurredAt = await now(tx);
  await tell(
    tx,
    by.source,
    by.actor,
    belonging.map((one) => ({
      kind: 'company.member_removed' as const,
      payload: { companyId, companyName: company.name, customerId: one },
      occurredAt,
    })),
  );
}

async function now(tx: Tx): Promise<string> {
  const { rows } = await sql<{ now: string }>`select rfc3339(clock_timestamp()) as now`.execute(tx);
  return rows[0]?.now ?? '';
}
