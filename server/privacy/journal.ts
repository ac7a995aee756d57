/**
 * Who was erased, in a file beside the database: a restore brings back what a backup holds, and whoever was erased since
 * is then erased again. It holds ids of ours and nothing else.
 */
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { id } from '../../contract/ids.ts';

const lineOf = z.object({ workspaceId: id, customerIds: z.array(id).min(1), at: z.string() });
export type Line = z.output<typeof lineOf>;

export function privacyFolder(dataDir: string): string {
  return path.join(dataDir, 'privacy');
}

function journalPath(dataDir: string): string {
  return path.join(privacyFolder(dataDir), 'erased.jsonl');
}

/** Writes down an erasure; on disk when this resolves. */
export async function writeJournal(dataDir: string, line: Line): Promise<void> {
  await mkdir(privacyFolder(dataDir), { recursive: true, mode: 0o700 });
  const file = await open(journalPath(dataDir), 'a', 0o600);
  try {
    await file.write(`${JSON.stringify(line)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Every erasure that was written down. A line that was cut off by a crash belongs to one that never began. */
export async function readJournal(dataDir: string): Promise<Line[]> {
  const text = await readFile(journalPath(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = lineOf.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}
