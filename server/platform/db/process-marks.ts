/**
 * Marks by which the processes on one data folder know of each other: files named after a kind, a process id
 * and that process's start time. The name says everything, so a mark is whole from the moment it exists, and
 * one left behind by `kill -9` is known as dead even when another program has since got the same process id.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Mark = { name: string; remove(): void };

let marksMade = 0;

/** Puts a mark of this process into the folder, which is made when it is missing. */
export function putMark(folder: string, kind: string): Mark {
  mkdirSync(folder, { recursive: true });
  marksMade += 1;
  const name = `${kind}.${process.pid}.${startOf(process.pid)}.${marksMade}`;
  writeFileSync(join(folder, name), '');
  return { name, remove: () => rmSync(join(folder, name), { force: true }) };
}

/** The ids of the living processes with a mark of this kind, without one's own mark; dead marks are removed. */
export function processesMarked(folder: string, kind: string, own?: Mark): number[] {
  const pids: number[] = [];
  for (const name of readdirSync(folder)) {
    const [itsKind, pid, start] = name.split('.');
    if (itsKind !== kind || name === own?.name) continue;
    if (startOf(Number(pid)) === start) pids.push(Number(pid));
    else rmSync(join(folder, name), { force: true });
  }
  return pids;
}

/** Whether a process with this id lives; one that has ended and waits for its parent does not. */
export function isAlive(pid: number): boolean {
  return startOf(pid) !== undefined;
}

/** When a process started, as text that no other process on this machine has with the same id. */
export function startOf(pid: number): string | undefined {
  try {
    return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  } catch {
    return undefined;
  }
}

/** The command line of a process, arguments apart by NUL (Linux) or blank; empty when it is gone. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** Clock ticks since this boot of the machine (field 22 of proc(5) `stat`), with the boot's own id. */
function startOnLinux(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  return `${boot}-${fields[19]}`;
}

function startByPs(pid: number): string | undefined {
  const text = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  return text === '' || text.startsWith('Z')
    ? undefined
    : text.replace(/^\S+\s+/, '').replaceAll(/\W+/g, '-');
}
