/** Files that come from the console, in parts, and what is said about them before anything is imported. */
import { Problem } from '../../contract/errors.ts';
import type { ImportJob, ImportKindName, ImportMap } from '../../contract/imports.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { phoneCountries, refuseCountry } from '../customers/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import { orderOf } from './dates.ts';
import { format, inspectFile, readRows } from './file.ts';
import { makeFolder, newName, pathOf, writePart } from './folder.ts';
import { guessAll, timeZoneHere } from './guess-reading.ts';
import type { FieldType, ImportKind } from './kind.ts';
import { readerOf } from './map.ts';
import { textOf } from './row.ts';
import {
  type Import,
  insertImport,
  jobOf,
  lockUpload,
  readImport,
  setFile,
  setMap,
  setSent,
} from './store.ts';

export type Kinds = Readonly<Partial<Record<ImportKindName, ImportKind>>>;
export type UploadDeps = { dataDir: string; kinds: Kinds };

/** The kind of that name. @throws Problem `invalid-input` */
export function kindOf(kinds: Kinds, name: ImportKindName): ImportKind {
  const kind = kinds[name];
  if (!kind) throw new Problem('invalid-input', `${name} can't be imported here yet.`);
  return kind;
}

/** Begins an import. */
export async function createImport(
  tx: Tx,
  { kinds }: UploadDeps,
  who: MemberCaller,
  input: { kind: ImportKindName; fileName: string; bytes: number },
): Promise<ImportJob> {
  kindOf(kinds, input.kind);
  const id = await insertImport(tx, {
    ...input,
    origin: 'console',
    memberId: who.memberId,
    storedName: newName(),
    sha256: '',
    format: { kind: 'unknown' },
    columns: [],
    map: { key: [], fields: {} },
  });
  return jobOf(await readImport(tx, id));
}

/** Takes the next part; the last one completes the file, which is then looked at. A part that is there is not taken again. */
export async function takePart(
  db: Db,
  { dataDir, kinds }: UploadDeps,
  who: MemberCaller,
  { id, offset, part }: { id: string; offset: number; part: Buffer },
): Promise<ImportJob> {
  const job = await inWorkspace(db, who.workspaceId, async (tx) => {
    const sent = await lockUpload(tx, id);
    const found = await readImport(tx, id);
    if (offset + part.length <= sent) return { ...found, lastRow: sent };
    if (offset !== sent || offset + part.length > found.bytes) {
      throw new Problem('conflict', `The next part of this file begins at byte ${sent} of ${found.bytes}.`);
    }
    await makeFolder(dataDir);
    await writePart(storedPath(dataDir, found), offset, part);
    await setSent(tx, id, offset + part.length);
    return { ...found, lastRow: offset + part.length };
  });
  if (job.lastRow < job.bytes) return jobOf(job);
  const file = await inspectFile(storedPath(dataDir, job), job.fileName);
  const timeZone = await inWorkspace(db, who.workspaceId, timeZoneHere);
  const map = await guessAll(kindOf(kinds, job.kind), file, timeZone);
  return inWorkspace(db, who.workspaceId, async (tx) => {
    await setFile(tx, id, { ...file, map });
    return jobOf(await readImport(tx, id));
  });
}

/** Where the import's file lies. @throws Problem `expired` when it is gone. */
export function storedPath(dataDir: string, job: Import): string {
  if (job.storedName === null)
    throw new Problem('expired', 'The file of this import is gone. Upload it again.');
  return pathOf(dataDir, job.storedName);
}

/** Rows whose dates are looked at, and those of them that are shown. */
const lookedAtRowsMax = 100;
const shownRowsMax = 20;
const shownCellLengthMax = 200;

/** How the file begins, and what its columns can be. */
export async function firstRows({ dataDir, kinds }: UploadDeps, job: Import) {
  const kind = kindOf(kinds, job.kind);
  const found = format.safeParse(job.format);
  if (!found.success) throw new Problem('conflict', 'The file of this import has not come whole yet.');
  const rows: { row: number; cells: string[] }[] = [];
  for await (const { number, cells } of readRows(storedPath(dataDir, job), found.data, job.columns)) {
    rows.push({ row: number, cells: cells.map((cell) => textOf(cell).slice(0, shownCellLengthMax)) });
    if (rows.length === lookedAtRowsMax) break;
  }
  const dates = job.columns.flatMap((column, at) => {
    const order = orderOf(rows.map(({ cells }) => (cells[at] ?? '').trim()));
    return order === undefined ? [] : [[column, order] as const];
  });
  return {
    columns: job.columns,
    rows: rows.slice(0, shownRowsMax),
    fields: kind.fields.map(({ name, needed, type }) => ({
      name,
      needed: needed === true,
      type: toldTypeOf(type),
    })),
    takesExtra: kind.takesExtra,
    dates: Object.fromEntries(dates),
    countries: kind.fields.some(({ type }) => type === 'phone') ? await phoneCountries() : [],
  };
}

function toldTypeOf(type: FieldType): 'time' | 'phone' | 'other' {
  return type === 'time' || type === 'phone' ? type : 'other';
}

/** Says which column is which. @throws Problem `invalid-input`, `conflict` once it runs. */
export async function mapImport(
  tx: Tx,
  { kinds }: UploadDeps,
  id: string,
  map: ImportMap,
): Promise<ImportJob> {
  const job = await readImport(tx, id);
  if (!['uploaded', 'checked'].includes(job.state) || job.counts.read > 0)
    throw new Problem('conflict', 'Columns can be mapped before the import starts.');
  readerOf(kindOf(kinds, job.kind), map, job.columns, new Date());
  await refuseCountry(map);
  await setMap(tx, id, map);
  return jobOf(await readImport(tx, id));
}
