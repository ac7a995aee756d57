/** All that runs while the server serves. */
import path from 'node:path';
import { Problem } from '../../contract/errors.ts';
import { issueSetupToken } from '../accounts/index.ts';
import { environment } from '../platform/config/index.ts';
import { codeOf } from '../platform/db/index.ts';
import type { RunCommand } from '../samples/index.ts';
import type { Call } from './command.ts';
import type { Migrated } from './database.ts';
import { maintainDaily } from './maintenance.ts';
import { ownCommands } from './own-commands.ts';
import { type RunningServer, startServer } from './server.ts';

/** `address`: where it is found; while there is no workspace, with a token that lets its holder make one. */
export type Serving = { address: string; stop: () => Promise<void> };

/** @throws Problem where it cannot listen. */
export async function startServing(call: Call, database: Migrated): Promise<Serving> {
  const commands = ownCommands(call.log, environment());
  const server = await start(call, database, commands.run);
  const maintenance = maintainDaily(database.adminUrl, call.config.dataDir, call.log);
  return {
    address: await addressOf(call, server),
    stop: async () => {
      maintenance.stop();
      await commands.stop();
      await server.close();
    },
  };
}

async function start(
  { config, log }: Call,
  { serverUrl, secretKey }: Migrated,
  runCommand: RunCommand,
): Promise<RunningServer> {
  try {
    const distDir = path.join(import.meta.dirname, '../../dist');
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
