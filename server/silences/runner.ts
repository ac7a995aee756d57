/** Looks from time to time for customers whom nobody answers. */
import { sql } from 'kysely';
import { workWhenDue } from '../platform/clock/index.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { alarm, tooSilent } from './alarm.ts';

/** Starts looking; two servers may look at once. `stop` waits for what is under way. */
export function listenForSilence(deps: { db: Db; log: Log; now: () => Date }): { stop: () => Promise<void> } {
  return workWhenDue(deps, workspacesListening, [{ find: tooSilent, act: alarm }]);
}

/** Those that have a rule: elsewhere nobody is woken. */
async function workspacesListening(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select workspaces_listening() as id`.execute(tx);
  return rows.map(({ id }) => id);
}
