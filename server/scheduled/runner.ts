/**
 * Looks from time to time for messages whose time has come. Each is sent, or held, in a transaction of its own under its lock
 * and that of its conversation: exactly once, however many servers look and whenever one is killed.
 */
import { sql } from 'kysely';
import { workWhenDue } from '../platform/clock/index.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { sendWhenDue } from './send.ts';

/** So many in one round; the next follows with the next look. */
const atOnceMax = 100;

/** Starts looking; two servers may look at once. `stop` waits for what is under way. */
export function sendOnTime(deps: { db: Db; log: Log; now: () => Date }): { stop: () => Promise<void> } {
  return workWhenDue(deps, workspacesSending, [{ find: due, act: sendWhenDue }]);
}

async function workspacesSending(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select workspaces_sending(${now.toISOString()}) as id`.execute(tx);
  return rows.map(({ id }) => id);
}

async function due(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from scheduled_messages where send_at <= ${now.toISOString()} and held is null
    order by send_at, id limit ${atOnceMax}`.execute(tx);
  return rows.map(({ id }) => id);
}
