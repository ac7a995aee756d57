/**
 * The database of a command: started, joined, or reached by DATABASE_URL. Invariants: the secret key that belongs to the
 * data is the one in use, or nothing is touched; data is backed up before its schema changes; what a restore left
 * unfinished is not served.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../../contract/errors.ts';
import { type Config, loadSecretKey, secretKeyFile } from '../platform/config/index.ts';
import { secretOf } from '../platform/crypto/index.ts';
import {
  type DatabaseState,
  isServerPassword,
  migrate,
  openServerRole,
  readState,
  startEmbedded,
  withSession,
} from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';

export type Progress = (line: string) => void;
/** `isEmbedded`: PostgreSQL is ours, on this machine. */
export type Reached = { adminUrl: string; isEmbedded: boolean; close: () => Promise<void> };
export type Opened = Reached & { serverUrl: string; secretKey: string };
export type Migrated = Opened & { applied: string[]; backup: string | null };

type Deps = { config: Config; log: Log; progress: Progress };

/** The password of the server's role: nobody has to know it, and every process derives the same. */
export function serverPasswordOf(secretKey: string): string {
  return secretOf(secretKey, 'database').toString('base64url');
}

/** Reaches the database as its administrator. `make`: also one that is not there yet. @throws Problem */
export async function reachDatabase({ config, log }: Deps, options: { make: boolean }): Promise<Reached> {
  const { databaseUrl, dataDir } = config;
  if (databaseUrl !== undefined)
    return { adminUrl: databaseUrl, isEmbedded: false, close: async () => undefined };
  if (
    !options.make &&
    !['postgres', 'database-folder'].some((name) => existsSync(path.join(dataDir, name)))
  ) {
    throw new Problem('not-found', `There is no data in ${dataDir}. Is DATA_DIR the folder that you mean?`);
  }
  const embedded = await startEmbedded({ dataDir, log });
  return { adminUrl: embedded.adminUrl, isEmbedded: true, close: () => embedded.stop() };
}

/** Opens a database that is there, as it is. @throws Problem when it is empty. */
export async function openAsItIs(deps: Deps): Promise<Opened> {
  return opening(deps, { make: false }, async ({ adminUrl }) => {
    const state = await stateOf(adminUrl);
    if (state.applied.length === 0)
      throw new Problem('not-found', 'This database is empty. Start the server first.');
    const secretKey = await secretKeyFor(deps.config, adminUrl, state);
    return { secretKey, serverUrl: await openServerRole(adminUrl, serverPasswordOf(secretKey)) };
  });
}

/** Opens the database in the newest schema, made or migrated. `anyKey` takes another secret key than it had. */
export async function openDatabase(
  deps: Deps,
  options: { make: boolean; anyKey?: boolean },
): Promise<Migrated> {
  return opening(deps, options, async ({ adminUrl }) => {
    const state = await stateOf(adminUrl);
    const secretKey = await secretKeyFor(deps.config, adminUrl, state, options.anyKey);
    const serverPassword = serverPasswordOf(secretKey);
    const onApplied = (name: string) => deps.progress(`migrated: ${name}`);
    const isUpgrade = state.applied.length > 0 && state.pending.length > 0;
    if (!isUpgrade)
      return { secretKey, backup: null, ...(await migrate(adminUrl, { serverPassword, onApplied })) };
    // Loaded when needed: most starts upgrade nothing.
    const { keepBackup, lackingTables, rebuild } = await import('../operating/index.ts');
    const { projections } = await import('./projections.ts');
    const source = { adminUrl, serverUrl: await openServerRole(adminUrl, serverPassword), secretKey };
    const kept = { ...source, dataDir: deps.config.dataDir };
    const backup = await keepBackup(kept, 'upgrade', new Date(), deps.progress);
    const lacking = await lackingTables(adminUrl, projections);
    const { serverUrl, applied } = await migrate(adminUrl, { serverPassword, onApplied });
    // What this release keeps of entries, and the one before did not, is made from the ledger.
    await rebuild(adminUrl, lacking, deps.progress);
    await refuseUnhealthy(adminUrl, serverUrl, backup);
    return { secretKey, serverUrl, applied, backup };
  });
}

/** Reaches the database and lets go of it when `work` fails. */
async function opening<T>(
  deps: Deps,
  options: { make: boolean },
  work: (reached: Reached) => Promise<T>,
): Promise<Reached & T> {
  const reached = await reachDatabase(deps, options);
  try {
    return { ...reached, ...(await work(reached)) };
  } catch (error) {
    await reached.close();
    throw error;
  }
}

/** @throws Problem `unavailable` for what must not be used as it is. */
async function stateOf(adminUrl: string): Promise<DatabaseState> {
  const state = await withSession(adminUrl, readState);
  if (state.unfinished !== undefined) {
    const command = `restore ${state.unfinished}`;
    throw new Problem(
      'unavailable',
      `A restore was cut off: this database is not whole. Run "${command}" again.`,
    );
  }
  if (state.foreign.length > 0) {
    throw new Problem(
      'conflict',
      `The database was made by another release: it has ${state.foreign.join(', ')}. Run that release or a newer one.`,
    );
  }
  return state;
}

/** The key that the data was set up with. A new one is made only where there is no data. */
async function secretKeyFor(
  config: Config,
  adminUrl: string,
  state: DatabaseState,
  anyKey = false,
): Promise<string> {
  const file = secretKeyFile(config.dataDir);
  const isMissing = config.secretKey === undefined && !existsSync(file);
  if (isMissing && state.applied.length > 0 && !anyKey) {
    throw new Problem(
      'unavailable',
      `The secret key of this data is missing: set SECRET_KEY, or put it into ${file}.`,
    );
  }
  const secretKey = loadSecretKey(config);
  const password = serverPasswordOf(secretKey);
  if (anyKey || (await withSession(adminUrl, (session) => isServerPassword(session, adminUrl, password)))) {
    return secretKey;
  }
  throw new Problem(
    'conflict',
    'This database was set up with another secret key. Set SECRET_KEY to it, or DATA_DIR to the folder that holds it. ' +
      'If it is lost for good, "migrate --new-secret-key" goes on without: everybody signs in anew, and sealed secrets are lost.',
  );
}

async function refuseUnhealthy(adminUrl: string, serverUrl: string, backup: string | null): Promise<void> {
  const { testDatabase } = await import('../operating/index.ts');
  const { healthy, findings } = await testDatabase(adminUrl, serverUrl);
  if (healthy) return;
  const wrong = findings.filter(({ status }) => status === 'failure');
  throw new Problem(
    'unavailable',
    [
      'The self-test after the upgrade failed:',
      ...wrong.map(({ name, detail, advice }) => `${name}: ${detail} ${advice ?? ''}`),
      `The backup from before is ${backup}.`,
    ].join('\n'),
  );
}
