/** Whether a folder is a whole export that this program can take, before anything is written. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../contract/errors.ts';
import { foreignMigrations } from '../platform/db/index.ts';
import {
  type ExportedFile,
  type ExportManifest,
  exportManifest,
  fileOf,
  manifestName,
} from './export-format.ts';
import { createCounter, digestOfFiles } from './export-table.ts';

export type CheckedExport = { folder: string; manifest: ExportManifest; digest: string };

/** Reads all of it. @throws Problem `invalid-input`, `not-found`, `conflict` */
export async function checkExport(folder: string): Promise<CheckedExport> {
  const manifest = await readManifest(folder);
  const foreign = await foreignMigrations(manifest.migrations);
  if (foreign.length > 0) {
    throw new Problem(
      'conflict',
      `The export was made by another release: it has ${foreign.join(', ')}. Take it with that release or a newer one.`,
    );
  }
  for (const file of manifest.tables) await checkFile(folder, file);
  return { folder, manifest, digest: digestOfFiles(manifest.tables) };
}

async function readManifest(folder: string): Promise<ExportManifest> {
  const file = path.join(folder, manifestName);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Problem('not-found', `There is no ${file}: ${folder} is no export.`);
  });
  try {
    return exportManifest.parse(JSON.parse(text));
  } catch {
    throw new Problem('invalid-input', `${file} is not what an export of this program has.`);
  }
}

async function checkFile(folder: string, { table, rows, bytes, sha256 }: ExportedFile): Promise<void> {
  const name = fileOf(table);
  const sum = createHash('sha256');
  const counter = createCounter();
  try {
    for await (const chunk of createReadStream(path.join(folder, name)) as AsyncIterable<Buffer>) {
      sum.update(chunk);
      counter.add(chunk);
    }
  } catch {
    throw new Problem('not-found', `${name} of the export is missing, or can’t be read.`);
  }
  if (counter.bytes() !== bytes || counter.rows() !== rows || sum.digest('hex') !== sha256)
    throw new Problem('invalid-input', `${name} is not as it was written: it was changed, or cut off.`);
}
