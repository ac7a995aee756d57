/** A command of the product, how long it takes, and the most memory that its process holds. Linux only. */
import { readFileSync } from 'node:fs';
import { startCommand } from './processes.ts';

const peekMilliseconds = 100;

/** `peak` in MB. */
export type Measured = { seconds: number; peak: number };

/** The seconds include its start. */
export async function measureCommand(args: readonly string[], dataDir: string): Promise<Measured> {
  const began = performance.now();
  const command = startCommand(args, { DATA_DIR: dataDir }, 'ignore');
  let peak = 0;
  const peeking = setInterval(() => {
    peak = Math.max(peak, peakOf(command.pid));
  }, peekMilliseconds);
  try {
    await command.output;
    return { seconds: (performance.now() - began) / 1_000, peak };
  } finally {
    clearInterval(peeking);
  }
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
