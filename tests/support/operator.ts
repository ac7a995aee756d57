/** The operator at the command line: the program as a process of its own, on a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../../server/main.ts');

export type Said = { code: number | null; stdout: string; stderr: string };
type Environment = Record<string, string | undefined>;

/** A data folder for one test, and the variables by which the program finds it. */
export type Folder = { path: string; env: Environment; remove: () => void };

/** Makes one, which PostgreSQL's own user may enter. */
export function newFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'operator-'));
  chmodSync(path, 0o755);
  return {
    path,
    env: { DATA_DIR: join(path, 'data'), PORT: '0' },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** `fileBlocksMax`: the largest file, in blocks of 512 bytes, that it may write. */
type Limits = { fileBlocksMax?: number };

/** Starts a command. Only what `env` names is set, besides the path. */
export function start(args: string[], env: Environment, { fileBlocksMax }: Limits = {}): ChildProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  const command = [process.execPath, main, ...args];
  const limited =
    fileBlocksMax === undefined
      ? command
      : ['sh', '-c', `ulimit -f ${fileBlocksMax}; exec "$@"`, 'sh', ...command];
  return spawn(limited[0] ?? '', limited.slice(1), {
    env: { PATH, HOME, TMPDIR, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits for a command's end. */
export async function end(child: ChildProcess): Promise<Said> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

/** Runs a command to its end. */
export function run(args: string[], env: Environment, limits: Limits = {}): Promise<Said> {
  return end(start(args, env, limits));
}

/** Runs a command with `--json`, and answers its one object with the exit code. */
export async function ask<T = Record<string, unknown>>(
  args: string[],
  env: Environment,
  limits: Limits = {},
): Promise<{ code: number | null; json: T; stderr: string }> {
  const said = await run([...args, '--json'], env, limits);
  const lines = said.stdout.split('\n').filter((line) => line !== '');
  if (lines.length !== 1) throw new Error(`Not one object: ${said.stdout}\n${said.stderr}`);
  return { code: said.code, json: JSON.parse(lines[0] ?? '') as T, stderr: said.stderr };
}

export type Serving = { url: string; child: ChildProcess; line: string; ended: Promise<Said> };

/** Starts a server and waits for its line. */
export async function serve(env: Environment): Promise<Serving> {
  const child = start(['serve'], env);
  const ended = end(child);
  let text = '';
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      const found = /^Rapport is ready: .*$/m.exec(text)?.[0];
      if (found !== undefined && text.includes('\n')) resolve(found);
    });
    ended.then((said) => reject(new Error(`It ended with ${said.code}: ${said.stderr}`)), reject);
  });
  return { url: new URL(line.slice('Rapport is ready: '.length)).origin, child, line, ended };
}
