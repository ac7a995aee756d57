/**
 * Followers: work that starts from committed entries. The ledger is the outbox, so what a process leaves undone is done
 * by the next one. At least once, in reading order; a follower's cursor commits with its work.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import { type Entry, type EntryKind, machineKinds } from '../../contract/entries.ts';
import { comparePositions } from '../../contract/ids.ts';
import { type Db, inWorkspace, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { asRow, beginning, currentBorder } from './position.ts';
import { readAfter } from './read.ts';

/** Entries in one transaction, small enough for it to end within 200 ms. */
const batchEntriesMax = 200;
/** After so many failures at the same entry it is set aside and the follower goes on. */
const attemptsMax = 5;
const attemptPauseMilliseconds = 200;
/** However long the work took. */
const restMillisecondsMax = 2_000;

/** What a follower reads: entries of these kinds, and of those the ones that fit, SQL over `e`. */
export type Wanted = { kinds: readonly EntryKind[]; where?: RawBuilder<unknown> };

export type Follower = {
  name: string;
  kinds: readonly EntryKind[];
  /** Asked before each batch, in its transaction: which of `kinds` are wanted in this workspace; undefined for nothing. */
  narrow?: (tx: Tx) => Promise<Wanted | undefined>;
  /**
   * Between two runs in a workspace, 250 where it is absent: what comes in a burst is read in larger batches, which leaves
   * room for chats. The first entry after a silence waits for nothing.
   */
  restMilliseconds?: number;
  /** Where there is much to read: for each moment of work so many of rest, as chats come first. Absent: none. */
  restShare?: number;
  /** Entries in one transaction; absent: 200. More where most of them cost next to nothing. */
  batchEntries?: number;
  /** Must be idempotent: after a crash the same entries come again. */
  apply: (tx: Tx, entries: readonly Entry[]) => Promise<void>;
};

/**
 * Reads on until there is nothing more in this workspace. Another process at work on it makes this one leave. `isWoken`: a
 * poll comes soon after, so past what does not concern the follower its cursor need not move: that would be a commit for
 * each follower and message, and the next message would wait for all of them. `ending`: it leaves after the batch under way.
 */
export async function follow(
  db: Db,
  log: Log,
  follower: Follower,
  workspaceId: string,
  { isWoken = false, ending }: { isWoken?: boolean; ending?: AbortSignal } = {},
): Promise<void> {
  const pause = (milliseconds: number) =>
    sleep(milliseconds, undefined, { signal: ending }).catch(() => undefined);
  const most = follower.batchEntries ?? batchEntriesMax;
  let batch = most;
  let failures = 0;
  while (!ending?.aborted) {
    const began = performance.now();
    try {
      const read = await inWorkspace(db, workspaceId, (tx) => step(tx, follower, batch, isWoken));
      if (read < batch) {
        if (batch === most || read === 0) return;
      }
      if (failures > 0) [failures, batch] = [0, most];
      const { restShare = 0 } = follower;
      if (restShare > 0) await pause(Math.min(restMillisecondsMax, (performance.now() - began) * restShare));
    } catch (error) {
      // One at a time from here on, to find the entry that can't be applied.
      batch = 1;
      failures += 1;
      log.warn({ err: error, follower: follower.name, workspaceId, failures }, 'follower failed');
      if (failures >= attemptsMax) {
        await inWorkspace(db, workspaceId, (tx) => setAside(tx, follower, String(error)));
        failures = 0;
      }
      await pause(attemptPauseMilliseconds);
    }
  }
}

/** Applies the next entries and moves the cursor; answers how many entries there were. */
async function step(tx: Tx, follower: Follower, limit: number, isWoken: boolean): Promise<number> {
  const since = await lockCursor(tx, follower.name);
  if (since === undefined) return 0;
  const wanted = follower.narrow ? await follower.narrow(tx) : follower;
  // Asked before reading: everything up to here is seen below.
  const border = await currentBorder(tx);
  const read = wanted ? await readWanted(tx, since, wanted, limit) : [];
  if (isWoken && read.length === 0) return 0;
  if (read.length > 0) {
    await follower.apply(
      tx,
      read.map((entry) => JSON.parse(entry.json) as Entry),
    );
  }
  // The border may stand before what was read: positions go on within one transaction, and others ended meanwhile.
  const reached = [since, read.at(-1)?.position ?? since, ...(read.length < limit ? [border] : [])];
  const furthest = reached.sort(comparePositions).at(-1) ?? since;
  if (furthest !== since) await moveCursor(tx, follower.name, furthest);
  return read.length;
}

function readWanted(tx: Tx, since: string, { kinds, where }: Wanted, limit: number) {
  const machine = kinds.some((kind) => machineKinds.includes(kind));
  return readAfter(tx, since, { limit, kinds, machine, where });
}

/** The follower's position, held until the transaction ends; undefined when another process holds it. */
async function lockCursor(tx: Tx, name: string): Promise<string | undefined> {
  const locked = await lockedCursor(tx, name);
  if (locked !== undefined) return locked;
  const { numAffectedRows } = await sql`
    insert into follower_cursors (follower, epoch, xid, seq) select ${name}, 0, '0'::xid8, 0
    where not exists (select from follower_cursors where follower = ${name})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n ? lockedCursor(tx, name) : undefined;
}

async function lockedCursor(tx: Tx, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ position: string }>`
    select epoch || '.' || xid || '.' || seq as position
    from follower_cursors where follower = ${name} for update skip locked`.execute(tx);
  return rows[0]?.position;
}

async function moveCursor(tx: Tx, name: string, to: string): Promise<void> {
  await sql`
    update follower_cursors set (epoch, xid, seq) = ${asRow(to)} where follower = ${name}`.execute(tx);
}

/** Records the entry that the follower can't get past, and moves its cursor behind it. */
async function setAside(tx: Tx, follower: Follower, error: string): Promise<void> {
  const since = await lockCursor(tx, follower.name);
  const wanted = follower.narrow ? await follower.narrow(tx) : follower;
  const [entry] = wanted ? await readWanted(tx, since ?? beginning, wanted, 1) : [];
  if (since === undefined || !entry) return;
  const { id } = JSON.parse(entry.json) as Entry;
  await sql`
    insert into follower_setasides (follower, entry_id, error) values (${follower.name}, ${id}, ${error.slice(0, 2_000)})
    on conflict do nothing`.execute(tx);
  await moveCursor(tx, follower.name, entry.position);
}

/** Workspaces in which the follower has something to read. */
export async function workspacesBehind(db: Db, follower: string): Promise<string[]> {
  const { rows } = await outsideWorkspaces(db, (tx) =>
    sql<{ id: string }>`select workspaces_behind(${follower}) as id`.execute(tx),
  );
  return rows.map((row) => row.id);
}
