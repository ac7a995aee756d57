/** Work that takes what the machine has to spare: whoever works with the product meanwhile comes first. */
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import type pg from 'pg';

const niceness = constants.priority.PRIORITY_LOW;

/** Puts this process behind the others of the machine. */
export function standBack(): void {
  setPriority(niceness);
}

/**
 * Puts a connection's PostgreSQL process, which runs on this machine, behind the others. Where Linux shares the processor
 * out by sessions (`autogroup`), a process's own niceness counts for little: PostgreSQL's processes are a session each.
 */
export function putBack(client: pg.ClientBase): void {
  const { processID: pid } = client as pg.ClientBase & { processID: number | null };
  if (pid === null) return;
  const attempts = [
    () => setPriority(pid, niceness),
    () => writeFileSync(`/proc/${pid}/autogroup`, String(niceness)),
  ];
  for (const attempt of attempts) {
    try {
      attempt();
    } catch {
      // It belongs to another user, or the system has no such thing: the work is as urgent as any then.
    }
  }
}
