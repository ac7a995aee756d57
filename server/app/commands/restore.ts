/** `restore`: everything as a backup holds it, on this machine or another. */
import path from 'node:path';
import { Problem } from '../../../contract/errors.ts';
import {
  checkBackup,
  keepBackup,
  rebuild,
  refuseForeign,
  restore,
  whatIsThere,
} from '../../operating/index.ts';
import { loadSecretKey } from '../../platform/config/index.ts';
import { lockDataDir, openServerRole, withSession } from '../../platform/db/index.ts';
import type { Call, Command } from '../command.ts';
import { reachDatabase, serverPasswordOf } from '../database.ts';
import { projections } from '../projections.ts';

export const restoreCommand: Command = {
  usage: 'FILE [--force] [--json]',
  about: [
    'Reads FILE to its end and checks it before it touches anything. The server must not run. Where there is data, it',
    'refuses.',
    '',
    '--force  replaces the data. A backup of it goes into the folder "backups" in the data folder first.',
  ].join('\n'),
  options: { force: { type: 'boolean' }, json: { type: 'boolean' } },
  args: { min: 1, max: 1 },
  run: async (call) => {
    const { config, log, progress } = call;
    const file = path.resolve(call.args[0] ?? '');
    progress(`checking ${file}`);
    const checked = await checkBackup(file);
    await refuseForeign(checked, config.secretKey);
    const lock = await lockDataDir(config.dataDir);
    const database = await reachDatabase(call, { make: true });
    try {
      const { adminUrl } = database;
      const previous = await makeRoom(call, adminUrl);
      const target = {
        adminUrl,
        dataDir: config.dataDir,
        givenSecretKey: config.secretKey,
        serverPasswordOf,
        log,
      };
      const restored = await restore(checked, { ...target, now: new Date() }, progress);
      // An older release's: what this one keeps of entries besides is made from the ledger.
      if (restored.migrated.length > 0) await rebuild(adminUrl, projections, progress);
      const text = `Restored ${restored.rows} rows and ${restored.files} files, as of ${restored.createdAt}.`;
      return { json: { file, ...restored, previous }, text };
    } finally {
      await database.close();
      lock.release();
    }
  },
};

/** Refuses where data would be lost; when forced to, keeps it in a backup, whose path it answers. */
async function makeRoom(call: Call, adminUrl: string): Promise<string | null> {
  const { config } = call;
  const there = await withSession(adminUrl, (session) => whatIsThere(session, config.dataDir));
  if (there !== 'data') return null;
  if (!call.flag('force')) {
    const where = config.databaseUrl === undefined ? config.dataDir : 'The database of DATABASE_URL';
    throw new Problem('conflict', `${where} holds data. With --force the backup takes its place.`);
  }
  const secretKey = loadSecretKey(config);
  const serverUrl = await openServerRole(adminUrl, serverPasswordOf(secretKey));
  const source = { adminUrl, serverUrl, secretKey, dataDir: config.dataDir };
  return keepBackup(source, 'restore', new Date(), call.progress);
}
