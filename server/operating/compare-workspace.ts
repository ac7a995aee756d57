/** Whether a workspace holds what an export holds: each file's lines, in whatever order. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Session } from '../platform/db/index.ts';
import type { CheckedExport } from './check-export.ts';
import { fileOf } from './export-format.ts';
import { readLines } from './export-table.ts';
import type { Standing } from './import-standing.ts';
import type { Carried } from './portable.ts';
import { renaming } from './renaming.ts';
import { createRowDigest, type Digest } from './row-digest.ts';
import { inSnapshot } from './snapshot.ts';

/** The tables that differ. How far followers have read goes on by itself, and is not compared. */
export async function differences(
  session: Session,
  { folder }: CheckedExport,
  tables: readonly Carried[],
  at: Standing,
): Promise<string[]> {
  const { undo } = renaming(at.renamed);
  return inSnapshot(session, async () => {
    const differing: string[] = [];
    for (const table of tables) {
      if (table.positions === 'cursor') continue;
      const wanted = await digestOf(createReadStream(path.join(folder, fileOf(table.name))));
      const there = await digestOf(wholeLines(await readLines(session, table, at.workspaceId), undo));
      if (there.rows !== wanted.rows || there.sum !== wanted.sum) differing.push(table.name);
    }
    return differing;
  });
}

async function digestOf(chunks: AsyncIterable<Buffer>): Promise<Digest> {
  const digest = createRowDigest();
  for await (const chunk of chunks) digest.add(chunk);
  return digest.end();
}

/** Chunks that end with a line, so that nothing that is renamed is cut in two. */
async function* wholeLines(
  chunks: AsyncIterable<Buffer>,
  change: (text: string) => string,
): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const all = Buffer.concat([rest, chunk]);
    const end = all.lastIndexOf(10) + 1;
    if (end > 0) yield Buffer.from(change(all.toString('utf8', 0, end)));
    rest = all.subarray(end);
  }
}
