/**
 * Bringing back the conversations that were snoozed until a time. Waking is an entry, which commits with the
 * conversation's state under its lock: it wakes exactly once, however many servers look and whenever one is killed.
 */
import { sql } from 'kysely';
import type { By } from '../accounts/index.ts';
import { workWhenDue } from '../platform/clock/index.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { within } from './conversation.ts';
import { lockEvenMerged } from './queries.ts';
import { record } from './record.ts';

/** So many in one round; the next follows with the next look. */
const wakesAtOnceMax = 100;

const clock: By = { actor: { kind: 'system', id: null }, source: 'snooze' };

/** Starts looking; two servers may look at once. `stop` waits for what is under way. */
export function wakeOnTime(deps: { db: Db; log: Log; now: () => Date }): { stop: () => Promise<void> } {
  return workWhenDue(deps, workspacesWaking, [{ find: overslept, act: wake }]);
}

async function workspacesWaking(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select workspaces_waking(${now.toISOString()}) as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The conversations that have slept long enough, the longest over first. */
async function overslept(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from conversations where snoozed_until <= ${now.toISOString()}
    order by snoozed_until, id limit ${wakesAtOnceMax}`.execute(tx);
  return rows.map(({ id }) => id);
}

async function wake(tx: Tx, conversationId: string, now: Date): Promise<void> {
  const conversation = await lockEvenMerged(tx, conversationId);
  // Looked at again under the lock: somebody may have been quicker.
  if (conversation.snoozedUntil === null || new Date(conversation.snoozedUntil) > now) return;
  await record(tx, {
    ...within(conversation, clock),
    kind: 'conversation.reopened',
    payload: {},
    direction: 'internal',
  });
}
