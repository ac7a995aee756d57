/** The programs of a run. Each is ended by its own process id; none outlives the run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const readyMillisecondsMax = 60_000;
const endMillisecondsMax = 12_000;
const root = path.join(import.meta.dirname, '../..');

export type Program = {
  pid: number;
  /** From the start of the process to its first line that begins with `ready`. */
  readyMilliseconds: number;
  stop: () => Promise<void>;
};

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));

type Start = { args: readonly string[]; env?: Record<string, string>; ready: string };

/** Starts a program of this repository and waits for the line that says it is ready. */
export async function startProgram({ args, env = {}, ready }: Start): Promise<Program> {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => running.delete(child));
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`${args[0]} was not ready in time`)),
      readyMillisecondsMax,
    );
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (!text.split('\n').some((line) => line.startsWith(ready))) return;
      clearTimeout(late);
      resolve();
    });
    void ended.then(() => reject(new Error(`${args.join(' ')} ended before it was ready`)));
  });
  const readyMilliseconds = performance.now() - began;
  return {
    pid: child.pid ?? 0,
    readyMilliseconds,
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), endMillisecondsMax);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Runs a command of the product to its end; answers the JSON that it prints. */
export async function runCommand(args: readonly string[], env: Record<string, string>): Promise<unknown> {
  const child = startCommand(args, env);
  const text = await child.output;
  return JSON.parse(text);
}

/** Starts a command of the product that may be stopped before its end. */
export function startCommand(
  args: readonly string[],
  env: Record<string, string>,
  progress: 'inherit' | 'ignore' = 'inherit',
): { pid: number; output: Promise<string>; isRunning: () => boolean; stop: () => Promise<void> } {
  const child = spawn(process.execPath, ['server/main.ts', ...args, '--json'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', progress],
  });
  running.add(child);
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  void ended.then(() => running.delete(child));
  const output = ended.then((code) => {
    if (code === 0) return text;
    throw new Error(`${args[0]} ended with ${code}: ${text}`);
  });
  output.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    output,
    isRunning: () => running.has(child),
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), endMillisecondsMax);
      await ended;
      clearTimeout(late);
    },
  };
}

/**
 * Memory of a process and all that it started, in KB: its own, and its share of what is shared. Without one of them and
 * all that this one started, where it is measured by itself. Linux only.
 */
export function memoryOf(pid: number, without?: number): number {
  const left = new Set(without === undefined ? [] : [without, ...descendantsOf(without)]);
  const pids = [pid, ...descendantsOf(pid)].filter((one) => !left.has(one));
  return pids.map(ownMemoryOf).reduce((sum, one) => sum + one, 0);
}

function ownMemoryOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // It has ended meanwhile.
  }
}

function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const found: number[] = [];
  for (let level = [pid]; level.length > 0; ) {
    level = [...parents].filter(([, parent]) => level.includes(parent)).map(([child]) => child);
    found.push(...level);
  }
  return found;
}
