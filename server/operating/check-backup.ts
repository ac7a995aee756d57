/** Reading a backup from end to end and comparing it with its own checksums, before anything depends on it. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { Problem } from '../../contract/errors.ts';
import { type ArchiveEntry, readArchive, readWhole } from './archive.ts';
import { type Header, header, type Manifest, manifest, names } from './backup-format.ts';
import { createRowDigest, type Digest } from './row-digest.ts';

export type CheckedBackup = { file: string; header: Header; manifest: Manifest; secretKey: string };

const headerBytesMax = 4 * 1024 * 1024;
/** A million files have a manifest of this size. */
const manifestBytesMax = 256 * 1024 * 1024;
const secretKeyBytesMax = 4_096;

type Found = {
  header?: Header;
  manifest?: Manifest;
  secretKey?: string;
  /** By table, and `jobs`. */
  digests: Map<string, ReturnType<typeof createRowDigest>>;
  files: Map<string, { bytes: number; sha256: string }>;
};

/** Reads the whole file. @throws Problem `invalid-input` when it is not a complete, undamaged backup. */
export async function checkBackup(file: string): Promise<CheckedBackup> {
  const found: Found = { digests: new Map(), files: new Map() };
  for await (const entry of readArchive(file)) {
    if (!found.header && entry.name !== names.header)
      throw new Problem('invalid-input', `${file} is no backup.`);
    await take(found, entry);
  }
  const { header: head, manifest: sums, secretKey } = found;
  if (!head || !sums || secretKey === undefined)
    throw new Problem('invalid-input', `${file} is not complete.`);
  const wrong = differences(found, head, sums);
  if (wrong.length > 0) throw new Problem('invalid-input', `${file} is damaged: ${wrong.join(', ')}.`);
  return { file, header: head, manifest: sums, secretKey };
}

async function take(found: Found, entry: ArchiveEntry): Promise<void> {
  const { name } = entry;
  if (name === names.header) found.header = parse(header, name, await readWhole(entry, headerBytesMax));
  else if (name === names.manifest)
    found.manifest = parse(manifest, name, await readWhole(entry, manifestBytesMax));
  else if (name === names.secretKey)
    found.secretKey = String(await readWhole(entry, secretKeyBytesMax)).trimEnd();
  else if (name.startsWith(names.files))
    found.files.set(name.slice(names.files.length), await sumFile(entry));
  else await addRows(found, entry);
}

/** The table whose rows an entry holds, or `jobs`; undefined for other entries. */
export function rowsIn(name: string): string | undefined {
  if (name.startsWith(names.jobs)) return 'jobs';
  return name.startsWith(names.tables) ? name.slice(names.tables.length, name.lastIndexOf('/')) : undefined;
}

async function addRows(found: Found, entry: ArchiveEntry): Promise<void> {
  const key = rowsIn(entry.name);
  if (key === undefined)
    throw new Problem('invalid-input', `The backup holds ${entry.name}, which is unknown here.`);
  const digest = found.digests.get(key) ?? createRowDigest();
  found.digests.set(key, digest);
  for await (const chunk of entry.content) digest.add(chunk);
}

async function sumFile(entry: ArchiveEntry): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of entry.content) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

function parse<T extends z.ZodType>(schema: T, name: string, bytes: Buffer): z.output<T> {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw new Problem(
      'invalid-input',
      `${name} in the backup can't be read: it is damaged, or of a newer release.`,
    );
  }
}

function differences(found: Found, head: Header, sums: Manifest): string[] {
  const none: Digest = createRowDigest().end();
  const digests = new Map([...found.digests].map(([key, digest]) => [key, digest.end()]));
  const expected = new Map([...Object.entries(sums.tables), ['jobs', sums.jobs] as const]);
  const keys = new Set([...digests.keys(), ...expected.keys(), ...head.tables.map(({ name }) => name)]);
  const wrongRows = [...keys].filter((key) => {
    const [there, wanted] = [digests.get(key) ?? none, expected.get(key)];
    return there.rows !== wanted?.rows || there.sum !== wanted.sum;
  });
  const wrongFiles = sums.files.filter(({ path, sha256 }) => found.files.get(path)?.sha256 !== sha256);
  const unknown = found.files.size === sums.files.length ? [] : [names.files];
  const key = createHash('sha256')
    .update(found.secretKey ?? '')
    .digest('hex');
  const wrongKey = key === sums.secretKey.sha256 ? [] : [names.secretKey];
  return [...wrongRows, ...wrongFiles.map(({ path }) => names.files + path), ...unknown, ...wrongKey];
}
