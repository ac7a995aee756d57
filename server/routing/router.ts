/** Looks for what waits in teams' queues: soon after anything happened in a workspace where teams hand out, and by the clock. */
import { sql } from 'kysely';
import { giveOut, standingWith, takeFromTeam } from '../conversations/index.ts';
import type { Waker } from '../ledger/index.ts';
import { type DueWork, workWhenDue } from '../platform/clock/index.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { listTeams } from '../teams/index.ts';
import { giftsNow } from './outlook.ts';
import { applyToTurns, router } from './turns.ts';

/** So many conversations leave teams in the archive in one round. */
const leavingAtOnceMax = 100;

type Deps = { db: Db; log: Log; now: () => Date; waker: Waker };

/** Starts looking; two servers may look at once. `stop` waits for what is under way. */
export function routeWaiting({ db, log, now, waker }: Deps): { stop: () => Promise<void> } {
  // Where teams hand out: what happens elsewhere is none of its business, and costs nothing.
  let routed = new Set<string>();
  const clock = workWhenDue(
    { db, log, now },
    async (tx) => {
      routed = new Set(await workspacesRouting(tx, false));
      return workspacesRouting(tx, true);
    },
    [leaving, giving],
  );
  waker.onWake((ids) => {
    if (ids && [...ids].some((id) => routed.has(id))) clock.look();
  });
  return clock;
}

async function workspacesRouting(tx: Tx, isWaiting: boolean): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select workspaces_routing(${isWaiting}) as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Conversations leave teams in the archive. */
const leaving: DueWork = {
  find: async (tx) => standingWith(tx, await archivedTeams(tx), leavingAtOnceMax),
  act: async (tx, id) => takeFromTeam(tx, router, id, await archivedTeams(tx)),
};

/** What waits is given to who is there: first seen without a lock, for mostly nothing is to be given. */
const giving: DueWork = {
  find: async (tx, now) => ((await giftsNow(tx, now)).length > 0 ? ['gifts'] : []),
  async act(tx, _, now) {
    // Before the transaction has an id: turns then stand in the order of decisions.
    await sql`select pg_advisory_xact_lock(hashtextextended('routing ' || current_workspace(), 0))`.execute(
      tx,
    );
    const given = await giveOut(tx, router, await giftsNow(tx, now));
    for (const entry of given) await applyToTurns(tx, entry);
  },
};

async function archivedTeams(tx: Tx): Promise<string[]> {
  return (await listTeams(tx)).filter(({ archivedAt }) => archivedAt !== null).map(({ id }) => id);
}
