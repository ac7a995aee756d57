/** `serve`: the server, until a signal ends it. */
import { flushCompileCache } from 'node:module';
import path from 'node:path';
import { Problem } from '../../../contract/errors.ts';
import { issueSetupToken } from '../../accounts/index.ts';
import { environment } from '../../platform/config/index.ts';
import { codeOf, lockDataDir } from '../../platform/db/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { RunCommand } from '../../samples/index.ts';
import type { Call, Command } from '../command.ts';
import { type Migrated, openDatabase } from '../database.ts';
import { maintainDaily } from '../maintenance.ts';
import { ownCommands } from '../own-commands.ts';
import { type RunningServer, startServer } from '../server.ts';

/** Requests and sockets get so long to end, before the database is stopped under them. */
const drainMillisecondsMax = 5_000;
/** Supervisors kill after ten seconds: an end of our own is better. */
const endMillisecondsMax = 9_500;

export const serve: Command = {
  usage: '',
  about: [
    'Listens on HOST and PORT, and prints "Rapport is ready" with its address when it serves. While there is no',
    'workspace, the address carries a token that lets its holder make one. SIGTERM and SIGINT end it in order.',
  ].join('\n'),
  run: async (call) => {
    const lock = await lockDataDir(call.config.dataDir);
    const ending = signalled(call.log);
    const database = await openDatabase(call, { make: true });
    const commands = ownCommands(call.log, environment());
    try {
      const server = await start(call, database, commands.run);
      const maintenance = maintainDaily(database.adminUrl, call.config.dataDir, call.log);
      process.stdout.write(`Rapport is ready: ${await addressOf(call, server)}\n`);
      flushCompileCache();
      const signal = await ending;
      call.log.info({ signal }, 'ending');
      maintenance.stop();
      await commands.stop();
      await Promise.race([
        server.close(),
        new Promise((resolve) => setTimeout(resolve, drainMillisecondsMax)),
      ]);
    } finally {
      await database.close();
      lock.release();
    }
    return undefined;
  },
};

async function start(
  { config, log }: Call,
  { serverUrl, secretKey }: Migrated,
  runCommand: RunCommand,
): Promise<RunningServer> {
  try {
    const distDir = path.join(import.meta.dirname, '../../../dist');
    return await startServer({ config: { ...config, secretKey, runCommand }, serverUrl, log, distDir });
  } catch (error) {
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${config.port} of ${config.host} is taken. End the other program, or set PORT.`,
      EACCES: `This user may not listen on port ${config.port}. Set PORT to one above 1023.`,
      EADDRNOTAVAIL: `${config.host} is no address of this machine. Set HOST to one, or to 0.0.0.0 for all.`,
    };
    const reason = reasons[codeOf(error) ?? ''];
    throw reason === undefined ? error : new Problem('conflict', reason);
  }
}

async function addressOf({ config }: Call, server: RunningServer): Promise<string> {
  const address = config.port === 0 ? server.url : config.publicUrl;
  const token = await issueSetupToken(server.db);
  return token === undefined ? address : `${address}/setup?token=${token}`;
}

/** Resolves with the first signal to end, from which on time runs. A second one ends at once. */
function signalled(log: Log): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        resolve(signal);
        endForSure(log);
        process.once(signal, () => process.exit(1));
      });
    }
  });
}

function endForSure(log: Log): void {
  setTimeout(() => {
    log.error('what was under way did not end in time');
    process.exit(1);
  }, endMillisecondsMax).unref();
}
