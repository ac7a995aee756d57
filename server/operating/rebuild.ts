/**
 * `rebuild`: replays the ledger into shadows of a read model's tables and mends the live ones where they differ. The
 * server may run meanwhile: only the comparison at the end of each workspace holds up who writes to those tables.
 */
import { sql } from 'kysely';
import { type Entry, type EntryKind, machineKinds } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { beginning, type PositionedEntry, readAfter, workspacesWithEntries } from '../ledger/index.ts';
import { codeOf, type Session, sent, type Tx, withSession } from '../platform/db/index.ts';
import { exclusively } from './operation-lock.ts';
import { dropShadows, type Mended, makeShadows, mend, shadowSchema } from './shadow.ts';

/** A read model: what its tables hold follows from the entries of these kinds, in reading order. */
export type Projection = {
  name: string;
  tables: readonly string[];
  kinds: readonly EntryKind[];
  /** Sends all of its statements at once: those of the next entry follow without waiting for answers. */
  apply: (tx: Tx, entry: Entry) => Promise<void>;
  /** Kinds whose statements depend on answers: the next entry waits for them. */
  waits?: readonly EntryKind[];
};

/** A projection whose `apply` takes just the kinds that it names. */
export function projectionOf<K extends EntryKind>(
  projection: Omit<Projection, 'kinds' | 'apply'> & {
    kinds: readonly K[];
    apply: (tx: Tx, entry: Entry<K>) => Promise<void>;
  },
): Projection {
  const { apply } = projection;
  return { ...projection, apply: (tx, entry) => apply(tx, entry as Entry<K>) };
}

export type Rebuilt = { name: string; workspaces: number; entries: number; tables: Record<string, Mended> };

/** Entries in one transaction, few enough for it to end within 200 ms: a long one would hold back every follower. */
const batchEntriesMax = 200;
/** Who waits for a lock makes others wait behind it: rather give up and try again. */
const lockWaitMilliseconds = 2_000;
const lockAttemptsMax = 30;
const lockNotAvailable = '55P03';

/** Rebuilds these read models one after the other. */
export async function rebuild(
  adminUrl: string,
  projections: readonly Projection[],
  progress: (line: string) => void,
): Promise<Rebuilt[]> {
  return withSession(
    adminUrl,
    (session) =>
      exclusively(session, async () => {
        const rebuilt: Rebuilt[] = [];
        for (const projection of projections) {
          await dropShadows(session);
          await makeShadows(session, projection.tables);
          rebuilt.push(await replayAll(session, projection, progress));
          await dropShadows(session);
        }
        return rebuilt;
      }),
    { pipeline: true },
  );
}

/** The read models of which the database, of an older release, has not every table yet. */
export async function lackingTables(
  adminUrl: string,
  projections: readonly Projection[],
): Promise<Projection[]> {
  return withSession(adminUrl, async ({ tx }) => {
    const { rows } = await sql<{ name: string }>`
      select relname::text as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`.execute(tx);
    const there = new Set(rows.map(({ name }) => name));
    return projections.filter(({ tables }) => !tables.every((table) => there.has(table)));
  });
}

async function replayAll(
  session: Session,
  projection: Projection,
  progress: (line: string) => void,
): Promise<Rebuilt> {
  const workspaces = await workspacesWithEntries(session.tx);
  const result: Rebuilt = { name: projection.name, workspaces: workspaces.length, entries: 0, tables: {} };
  for (const id of workspaces) {
    const { entries, tables } = await replay(session, projection, id);
    result.entries += entries;
    for (const [table, { written, removed }] of Object.entries(tables)) {
      const sum = result.tables[table] ?? { written: 0, removed: 0 };
      result.tables[table] = { written: sum.written + written, removed: sum.removed + removed };
    }
    progress(`${projection.name} of workspace ${id}: ${entries} entries`);
  }
  return result;
}

type Replayed = { entries: number; tables: Record<string, Mended> };

async function replay(session: Session, projection: Projection, workspaceId: string): Promise<Replayed> {
  let since = beginning;
  let entries = 0;
  for (;;) {
    await sql`begin`.execute(session.tx);
    const read = await applyNext(session, projection, workspaceId, since, { unsettled: false });
    await sql`commit`.execute(session.tx);
    entries += read.length;
    since = read.at(-1)?.position ?? since;
    if (read.length < batchEntriesMax) break;
  }
  const last = await finish(session, projection, workspaceId, since);
  return { entries: entries + last.entries, tables: last.tables };
}

/** Applies entries to the shadows, as the server would: row-level security keeps it to the workspace. */
async function applyNext(
  session: Session,
  projection: Projection,
  workspaceId: string,
  since: string,
  options: { unsettled: boolean },
): Promise<PositionedEntry[]> {
  const { tx } = session;
  await sql`set local role rapport_server`.execute(tx);
  await sql`select set_config('app.workspace', ${workspaceId}, true)`.execute(tx);
  await sql.raw(`set local search_path = ${shadowSchema}, public`).execute(tx);
  const { kinds } = projection;
  const machine = kinds.some((kind) => machineKinds.includes(kind));
  const read = await readAfter(tx, since, { ...options, limit: batchEntriesMax, kinds, machine });
  const applied: Promise<void>[] = [];
  for (const { json, kind, customerId } of read) {
    // As it stands in the ledger: the customer that it came with, whoever survives a merge.
    const applying = projection.apply(tx, { ...(JSON.parse(json) as Entry), customerId });
    applying.catch(() => undefined);
    applied.push(applying);
    // In their order, and mostly none waits for the answer to the one before.
    await (projection.waits?.includes(kind) ? applying : sent(tx));
  }
  await Promise.all(applied);
  return read;
}

/**
 * With the live tables locked, every entry that can be seen has done to them what it does, and none that can't: so what
 * is left of those is applied to the shadows, and then both must be the same.
 */
async function finish(
  session: Session,
  projection: Projection,
  workspaceId: string,
  since: string,
): Promise<Replayed> {
  const { tx } = session;
  await beginLocked(session, projection.tables);
  let entries = 0;
  for (let after = since; ; ) {
    const read = await applyNext(session, projection, workspaceId, after, { unsettled: true });
    entries += read.length;
    const last = read.at(-1);
    if (!last || read.length < batchEntriesMax) break;
    after = last.position;
  }
  await sql`set local role rapport_maintenance`.execute(tx);
  await sql`set local search_path = public`.execute(tx);
  const tables: Record<string, Mended> = {};
  for (const table of projection.tables) tables[table] = await mend(session, table, workspaceId);
  await sql`commit`.execute(tx);
  return { entries, tables };
}

async function beginLocked({ tx }: Session, tables: readonly string[]): Promise<void> {
  const list = tables.map((table) => `public.${table}`).join(', ');
  for (let attempt = 1; ; attempt += 1) {
    await sql`begin`.execute(tx);
    await sql.raw(`set local lock_timeout = ${lockWaitMilliseconds}`).execute(tx);
    try {
      await sql.raw(`lock table ${list} in share row exclusive mode`).execute(tx);
      return;
    } catch (error) {
      await sql`rollback`.execute(tx);
      if (codeOf(error) !== lockNotAvailable) throw error;
      if (attempt === lockAttemptsMax) {
        throw new Problem('conflict', `Somebody holds ${list} for long. Look with doctor, and try again.`);
      }
    }
  }
}
