/** `serve`: the server, until a signal ends it. */
import { flushCompileCache } from 'node:module';
import { lockDataDir } from '../../platform/db/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Command } from '../command.ts';
import { openDatabase } from '../database.ts';

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
    // The rest is loaded while the database starts.
    const loading = import('../serving.ts');
    loading.catch(() => undefined);
    const database = await openDatabase(call, { make: true });
    try {
      const { startServing } = await loading;
      const serving = await startServing(call, database);
      process.stdout.write(`Rapport is ready: ${serving.address}\n`);
      flushCompileCache();
      const signal = await ending;
      call.log.info({ signal }, 'ending');
      await Promise.race([
        serving.stop(),
        new Promise((resolve) => setTimeout(resolve, drainMillisecondsMax)),
      ]);
    } finally {
      await database.close();
      lock.release();
    }
    return undefined;
  },
};

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
