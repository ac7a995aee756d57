/** The reasons for which conversations are closed, and whether one is asked for: entries, and tables that follow them. */
import { sql } from 'kysely';
import { type Closing, reasonsMax } from '../../contract/closing.ts';
import type { Reason } from '../../contract/conversation-entries.ts';
import type { Entry } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { By } from '../accounts/index.ts';
import { append, newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change reasons, and whether one is asked for. */
export const closingKinds = ['reason.created', 'reason.changed', 'closing.changed'] as const;
type ClosingKind = (typeof closingKinds)[number];

/** All reasons by name, and whether one is asked for. */
export async function readClosing(tx: Tx): Promise<Closing> {
  const { rows } = await sql<{ asks: Closing['asks'] }>`select asks from closing_rules`.execute(tx);
  return { asks: rows[0]?.asks ?? 'never', reasons: await listReasons(tx) };
}

/** All reasons by name. */
export async function listReasons(tx: Tx): Promise<Reason[]> {
  const { rows } = await sql<Reason>`
    select id, name, archived from closing_reasons order by lower(name), id limit ${reasonsMax}`.execute(tx);
  return rows;
}

/**
 * The reason to close for; null: none. @throws Problem `not-found`, `conflict` for one that is archived, `reason-needed`
 * where there is to be one.
 */
export async function settleReason(tx: Tx, reasonId: string | undefined): Promise<Reason | null> {
  const { asks, reasons } = await readClosing(tx);
  if (reasonId === undefined) {
    if (asks !== 'required' || reasons.every(({ archived }) => archived)) return null;
    throw new Problem(
      'reason-needed',
      'This workspace wants to know how conversations end. Close it with the `reasonId` of a reason that is in use.',
    );
  }
  const reason = reasons.find(({ id }) => id === reasonId);
  if (!reason) throw noSuchReason();
  if (reason.archived) throw new Problem('conflict', 'This reason is archived. Choose one that is in use.');
  return reason;
}

/** Sets whether a reason is asked for; the same again is not written down. */
export async function changeClosing(tx: Tx, by: By, asks: Closing['asks']): Promise<Closing> {
  await lockReasons(tx);
  const before = await readClosing(tx);
  if (before.asks !== asks) await write(tx, by, 'closing.changed', { asks });
  return { ...before, asks };
}

/** Makes a reason. @throws Problem `already-exists`, `conflict`. */
export async function createReason(tx: Tx, by: By, { name }: Pick<Reason, 'name'>): Promise<Reason> {
  const all = await lockReasons(tx);
  refuseDouble(all, name);
  if (all.length >= reasonsMax)
    throw new Problem('conflict', `A workspace has at most ${reasonsMax} reasons.`);
  const reason = { id: newId(), name, archived: false };
  await write(tx, by, 'reason.created', reason);
  return reason;
}

/** Changes a reason; what is the same already is not written down. @throws Problem `not-found`, `already-exists`. */
export async function changeReason(
  tx: Tx,
  by: By,
  id: string,
  changes: { name?: string | undefined; archived?: boolean | undefined },
): Promise<Reason> {
  const all = await lockReasons(tx);
  const before = all.find((one) => one.id === id);
  if (!before) throw noSuchReason();
  const after = { id, name: changes.name ?? before.name, archived: changes.archived ?? before.archived };
  refuseDouble(
    all.filter((other) => other.id !== id),
    after.name,
  );
  if (after.name === before.name && after.archived === before.archived) return before;
  await write(tx, by, 'reason.changed', after);
  return after;
}

/** What an entry means to the tables of reasons. */
export async function applyToClosing(tx: Tx, entry: Entry<ClosingKind>): Promise<void> {
  if (entry.kind === 'closing.changed') {
    await sql`
      insert into closing_rules (asks) values (${entry.payload.asks})
      on conflict (workspace_id) do update set asks = excluded.asks`.execute(tx);
    return;
  }
  const { id, name, archived } = entry.payload;
  await sql`
    insert into closing_reasons (id, name, archived) values (${id}, ${name}, ${archived})
    on conflict (workspace_id, id) do update set name = excluded.name, archived = excluded.archived`.execute(
    tx,
  );
}

async function write<K extends ClosingKind>(
  tx: Tx,
  { actor, source }: By,
  kind: K,
  payload: Entry<K>['payload'],
): Promise<void> {
  const { entry } = await append(tx, {
    kind,
    payload,
    actor,
    direction: 'internal',
    source: { name: source },
  });
  await applyToClosing(tx, entry as Entry<ClosingKind>);
}

/** One change of the reasons at a time: two that are made at once may have one name. */
async function lockReasons(tx: Tx): Promise<Reason[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('reasons ' || current_workspace(), 0))`.execute(tx);
  return listReasons(tx);
}

function noSuchReason(): Problem {
  return new Problem('not-found', 'There is no such reason.');
}

function refuseDouble(others: readonly Reason[], name: string): void {
  const double = others.find((other) => other.name.toLowerCase() === name.toLowerCase());
  if (!double) return;
  throw new Problem(
    'already-exists',
    double.archived
      ? `There is an archived reason “${double.name}”. Take it into use again, or choose another name.`
      : `There is a reason “${double.name}” already. Choose another name.`,
  );
}
