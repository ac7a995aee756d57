/**
 * Looks from time to time for promises to warn of, and for those whose time has come. Each is an entry, which commits with
 * the promise's state under its lock: exactly once, however many servers look and whenever one is killed.
 */
import { type RawBuilder, sql } from 'kysely';
import type { By } from '../accounts/index.ts';
import { newId } from '../ledger/index.ts';
import { workWhenDue } from '../platform/clock/index.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { breakIfDue, lockPromise, within } from './promise.ts';
import { record } from './record.ts';

/** So many in one round; the next follows with the next look. */
const atOnceMax = 100;

const clock: By = { actor: { kind: 'system', id: null }, source: 'promises' };

/** Starts looking; two servers may look at once. `stop` waits for what is under way. */
export function promiseOnTime(deps: { db: Db; log: Log; now: () => Date }): { stop: () => Promise<void> } {
  return workWhenDue(deps, workspacesPromising, [
    { find: (tx, now) => find(tx, isToWarn(now), sql`warn_at`), act: warn },
    { find: (tx, now) => find(tx, isToBreak(now), sql`due_at`), act: breakNow },
  ]);
}

async function workspacesPromising(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select workspaces_promising(${now.toISOString()}) as id`.execute(tx);
  return rows.map(({ id }) => id);
}

type Sql = RawBuilder<unknown>;
const lives = sql`kept_at is null and withdrawn_at is null and broken_at is null`;
// One whose time has come is broken: nobody has to be warned of it.
const isToWarn = (now: Date): Sql =>
  sql`warn_at <= ${now.toISOString()} and due_at > ${now.toISOString()} and not warned and member_id is not null and ${lives}`;
const isToBreak = (now: Date): Sql => sql`due_at <= ${now.toISOString()} and ${lives}`;

async function find(tx: Tx, which: Sql, by: Sql): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from promises where ${which} order by ${by}, id limit ${atOnceMax}`.execute(tx);
  return rows.map(({ id }) => id);
}

async function warn(tx: Tx, promiseId: string, now: Date): Promise<void> {
  const promise = await lockPromise(tx, promiseId);
  // Looked at again under the lock: another server may have been quicker.
  const { rows } = await sql`select 1 from promises where id = ${promiseId} and ${isToWarn(now)}`.execute(tx);
  const { what, memberId, due } = promise;
  if (rows.length === 0 || memberId === null) return;
  await record(tx, {
    kind: 'promise.warned',
    payload: { promiseId, what, reminderId: newId(), memberId, dueAt: due.at },
    ...within(promise, clock),
  });
}

async function breakNow(tx: Tx, promiseId: string, now: Date): Promise<void> {
  const promise = await lockPromise(tx, promiseId);
  if (promise.keptAt === null && promise.withdrawnAt === null) await breakIfDue(tx, promise, now);
}
