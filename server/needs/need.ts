/** What members say of the needs and expectations of customers. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { type Need, needsMax } from '../../contract/needs.ts';
import type { By } from '../accounts/index.ts';
import { idsOf, lockCustomer, readCustomer } from '../customers/index.ts';
import { newId, readEntries } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { record } from './record.ts';

type NeedRow = Omit<Need, 'evidence'> & { evidence: string[]; customerId: string };

const needRow = sql`n.id, n.customer_id as "customerId", n.need_kind as "needKind", n.text, n.evidence::text[] as evidence,
  rfc3339(n.stated_at) as "statedAt", n.stated_by as "statedBy", rfc3339(n.met_at) as "metAt", n.met_by as "metBy"`;

/** What a customer needs and expects: what is open first, then the newest. */
export async function listNeeds(tx: Tx, customerId: string): Promise<Need[]> {
  const { id } = await readCustomer(tx, customerId);
  const ids = await idsOf(tx, id);
  const { rows } = await sql<NeedRow>`
    select ${needRow} from customer_needs n where n.customer_id = any(${ids}::uuid[])
    order by n.met_at is not null, n.stated_at desc, n.id desc limit ${needsMax}`.execute(tx);
  return withEvidence(tx, ids, rows);
}

/** Writes down a need. @throws Problem `not-found` for evidence that is no entry of this customer. */
export async function stateNeed(
  tx: Tx,
  by: By,
  customerId: string,
  said: Pick<Need, 'needKind' | 'text'> & { evidence: string[] },
): Promise<Need> {
  const { id } = await readCustomer(tx, await lockCustomer(tx, customerId));
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from customer_needs where customer_id = ${id}`.execute(tx);
  if ((rows[0]?.count ?? 0) >= needsMax) {
    throw new Problem(
      'conflict',
      `A customer has at most ${needsMax} needs. Remove some that are of no use.`,
    );
  }
  const evidence = await existing(tx, id, said.evidence);
  const needId = newId();
  await record(tx, {
    kind: 'need.stated',
    payload: { needId, customerId: id, ...said, evidence },
    ...within(id, by),
  });
  return readNeed(tx, needId);
}

/** Changes a need; what is the same already is not written down. */
export async function changeNeed(
  tx: Tx,
  by: By,
  needId: string,
  changes: {
    needKind?: Need['needKind'] | undefined;
    text?: string | undefined;
    evidence?: string[] | undefined;
  },
): Promise<Need> {
  const before = await lockNeed(tx, needId);
  const needKind = changes.needKind ?? before.needKind;
  const text = changes.text ?? before.text;
  const evidence =
    changes.evidence === undefined
      ? before.evidence
      : await existing(tx, before.customerId, changes.evidence, before.evidence);
  const isSame =
    needKind === before.needKind && text === before.text && evidence.join() === before.evidence.join();
  if (!isSame) {
    await record(tx, {
      kind: 'need.changed',
      payload: { needId, needKind, text, evidence },
      ...within(before.customerId, by),
    });
  }
  return readNeed(tx, needId);
}

/** Says that a need is met, or open again; what is so already stays as it is. */
export async function setMet(tx: Tx, by: By, needId: string, isMet: boolean): Promise<Need> {
  const { customerId, text, metAt } = await lockNeed(tx, needId);
  if ((metAt !== null) !== isMet) {
    const kind = isMet ? ('need.met' as const) : ('need.reopened' as const);
    await record(tx, { kind, payload: { needId, text }, ...within(customerId, by) });
  }
  return readNeed(tx, needId);
}

/** Takes a need back. */
export async function removeNeed(tx: Tx, by: By, needId: string): Promise<void> {
  const { customerId, text } = await lockNeed(tx, needId);
  await record(tx, { kind: 'need.removed', payload: { needId, text }, ...within(customerId, by) });
}

async function lockNeed(tx: Tx, needId: string): Promise<NeedRow> {
  await sql`select pg_advisory_xact_lock(hashtextextended('need ' || ${needId}, 0))`.execute(tx);
  return readRow(tx, needId);
}

async function readNeed(tx: Tx, needId: string): Promise<Need> {
  const row = await readRow(tx, needId);
  const [need] = await withEvidence(tx, await idsOf(tx, row.customerId), [row]);
  if (!need) throw new Error('One was asked for.');
  return need;
}

async function readRow(tx: Tx, needId: string): Promise<NeedRow> {
  const { rows } = await sql<NeedRow>`select ${needRow} from customer_needs n where n.id = ${needId}`.execute(
    tx,
  );
  if (!rows[0]) throw new Problem('not-found', 'There is no such need.');
  return rows[0];
}

/** Needs with their entries, in the order of time; what is gone, or went with another customer, is left out. */
async function withEvidence(tx: Tx, customerIds: string[], rows: readonly NeedRow[]): Promise<Need[]> {
  const entries = await readEntries(tx, customerIds, [...new Set(rows.flatMap(({ evidence }) => evidence))]);
  return rows.map(({ customerId: _, evidence, ...need }) => ({
    ...need,
    evidence: entries.filter(({ id }) => evidence.includes(id)),
  }));
}

/** The ids without repetition. `known` were looked at before. @throws Problem `not-found` for one of another customer. */
async function existing(
  tx: Tx,
  customerId: string,
  wanted: readonly string[],
  known: readonly string[] = [],
): Promise<string[]> {
  const ids = [...new Set(wanted)];
  const unknown = ids.filter((id) => !known.includes(id));
  const found = await readEntries(tx, await idsOf(tx, customerId), unknown);
  if (found.length < unknown.length) {
    throw new Problem('not-found', 'The evidence is no entry of this customer’s timeline.');
  }
  return ids;
}

function within(customerId: string, by: By) {
  return { actor: by.actor, direction: 'internal' as const, source: { name: by.source }, customerId };
}
