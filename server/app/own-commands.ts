/** Commands of the program that the server runs beside itself: with the rights of an operator, which the server has not. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Log } from '../platform/log/index.ts';
import type { RunCommand } from '../samples/index.ts';

const main = path.join(import.meta.dirname, '../main.ts');
/** As much of what it says as an answer of a command can have. */
const saidCharactersMax = 100_000;

export type OwnCommands = { run: RunCommand; stop: () => Promise<void> };

/** `env`: by which a command finds the data, as the server did. */
export function ownCommands(log: Log, env: Record<string, string | undefined>): OwnCommands {
  const running = new Map<ChildProcess, Promise<unknown>>();
  let isEnding = false;
  return {
    run: async (args) => {
      if (isEnding) throw new Error('The server is ending. Try again when it is back.');
      const child = spawn(process.execPath, [main, ...args, '--json'], {
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const ended = answerOf(child);
      running.set(child, ended);
      try {
        const { code, said } = await ended;
        if (code === 0) return;
        log.warn({ command: args[0], code }, 'a command that was called from a screen was refused');
        throw refusalOf(said);
      } finally {
        running.delete(child);
      }
    },
    stop: async () => {
      isEnding = true;
      for (const child of running.keys()) child.kill('SIGKILL');
      await Promise.allSettled(running.values());
    },
  };
}

async function answerOf(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < saidCharactersMax) said += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

/** What a refused command says with `--json`. */
function refusalOf(said: string): Error {
  const { error } = parsed(said);
  return new Error(error?.detail ?? 'It was cut off. Try again.');
}

function parsed(said: string): { error?: { detail?: string } } {
  try {
    return JSON.parse(said);
  } catch {
    return {};
  }
}
