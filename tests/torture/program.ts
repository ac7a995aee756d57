/** The real program with its own PostgreSQL, to be killed and started again. */
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CreatedOwner } from '../../server/accounts/index.ts';
import { freePort } from '../support/free-port.ts';
import { ask } from '../support/http.ts';
import { ask as askCommand, type Folder, newFolder, type Serving, serve } from '../support/operator.ts';

const readyMs = 60_000;
const endMs = 15_000;

export type Program = {
  url: string;
  owner: CreatedOwner;
  folder: Folder;
  /** Ends the server without a word, and starts it again. */
  killServer: () => Promise<void>;
  /** Kills PostgreSQL, as soon as it runs. */
  killPostgres: () => Promise<void>;
  untilReady: () => Promise<void>;
  /** Connects as PostgreSQL's superuser. */
  adminUrl: () => string;
  /** Ends it in order; answers the exit code. */
  end: () => Promise<number | null>;
  /** Leaves nothing behind, whatever went wrong. */
  clear: () => Promise<void>;
};

/** Starts the program on a data folder of its own, with an owner. */
export async function startProgram(folder: Folder = newFolder()): Promise<Program> {
  const port = await freePort();
  const env = { ...folder.env, PORT: String(port), TRUST_PROXY: 'loopback', LOG_LEVEL: 'warn' };
  const url = `http://127.0.0.1:${port}`;
  let serving: Serving = await serve(env);
  const credentials = ['--email', 'owner@example.com', '--password', 'correct horse battery'];
  const made = await askCommand<CreatedOwner>(
    ['create-owner', '--workspace', 'Torture', ...credentials],
    env,
  );
  if (made.code !== 0) throw new Error(made.stderr);

  const untilReady = async (): Promise<void> => {
    const deadline = performance.now() + readyMs;
    for (;;) {
      const answer = await ask(`${url}/readyz`, { timeoutMs: 2_000 }).catch(() => undefined);
      if (answer?.status === 200) return;
      if (performance.now() > deadline) throw new Error('The program did not get ready again.');
      await sleep(20);
    }
  };
  return {
    url,
    owner: made.json,
    folder,
    killServer: async () => {
      serving.child.kill('SIGKILL');
      await serving.ended;
      serving = await serve(env);
    },
    killPostgres: async () => {
      const deadline = performance.now() + readyMs;
      while (!signal(postmasterOf(folder).pid, 'SIGKILL')) {
        if (performance.now() > deadline) throw new Error('PostgreSQL does not run.');
        await sleep(10);
      }
    },
    untilReady,
    adminUrl: () => `postgres://rapport@${encodeURIComponent(postmasterOf(folder).sockets)}/rapport`,
    end: async () => {
      serving.child.kill('SIGTERM');
      return (await serving.ended).code;
    },
    clear: async () => {
      if (isRunning(serving.child)) serving.child.kill('SIGKILL');
      await serving.ended;
      await stopPostgres(folder);
      folder.remove();
    },
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** The running postmaster, as it says itself; none: 0. */
function postmasterOf(folder: Folder): { pid: number; sockets: string } {
  const dataDir = folder.env.DATA_DIR ?? '';
  const elsewhere = join(dataDir, 'database-folder');
  const home = existsSync(elsewhere) ? readFileSync(elsewhere, 'utf8').trim() : dataDir;
  try {
    const lines = readFileSync(join(home, 'postgres/postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), sockets: lines[4] ?? '' };
  } catch {
    return { pid: 0, sockets: '' };
  }
}

/** False when there is no such process. */
function signal(pid: number, name: 'SIGKILL' | 'SIGINT'): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

/** A killed server leaves its PostgreSQL running. */
async function stopPostgres(folder: Folder): Promise<void> {
  const { pid } = postmasterOf(folder);
  const deadline = performance.now() + endMs;
  while (signal(pid, 'SIGINT') && performance.now() < deadline) await sleep(50);
}
