/**
 * How the cells of a file are to be read, as far as the file shows it: in which order a column has day and month, when one of
 * its values proves it, and by the rules of which country phone numbers without a country code are.
 */
import type { ImportMap } from '../../contract/imports.ts';
import { readWorkspace } from '../accounts/index.ts';
import { countryOfTimeZone, normalPhone } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { orderOf } from './dates.ts';
import { guessMap } from './guess.ts';
import type { FieldType, ImportKind } from './kind.ts';
import { type Row, textOf } from './row.ts';

/** Most of the numbers must be possible ones there. */
const shareMin = 0.8;

type File = { columns: readonly string[]; sample: readonly Row[] };

/** A map that a person would begin with, with how its columns are read. `timeZone` is the workspace's. */
export async function guessAll(kind: ImportKind, file: File, timeZone: string): Promise<ImportMap> {
  const map = guessMap(kind, file.columns, file.sample);
  const country = await guessCountry(textsOf(kind, map, 'phone', file), timeZone);
  return { ...map, ...guessDates(kind, map, file), ...(country === undefined ? {} : { country }) };
}

/** The workspace's clock, which says where it is. */
export async function timeZoneHere(tx: Tx): Promise<string> {
  return (await readWorkspace(tx)).timeZone;
}

function guessDates(kind: ImportKind, map: ImportMap, file: File): Pick<ImportMap, 'dates'> {
  const columns = columnsOf(kind, map, 'time');
  const dates = columns.flatMap((column) => {
    const order = orderOf(cellsOf(file, column));
    return order === undefined || order === 'unclear' ? [] : [[column, order] as const];
  });
  return dates.length === 0 ? {} : { dates: Object.fromEntries(dates) };
}

/** The country of numbers that name none: the one where the workspace's clock is, if most of them can be numbers there. */
export async function guessCountry(texts: readonly string[], timeZone: string): Promise<string | undefined> {
  const own = await Promise.all(texts.map((text) => normalPhone(text)));
  const without = texts.filter((_, at) => own[at] === undefined);
  const country = without.length === 0 ? undefined : await countryOfTimeZone(timeZone);
  if (country === undefined) return undefined;
  const read = await Promise.all(without.map((text) => normalPhone(text, country)));
  return read.filter((phone) => phone !== undefined).length >= without.length * shareMin
    ? country
    : undefined;
}

function columnsOf(kind: ImportKind, map: ImportMap, type: FieldType): string[] {
  return kind.fields.flatMap((field) => (field.type === type ? (map.fields[field.name] ?? []) : []));
}

function textsOf(kind: ImportKind, map: ImportMap, type: FieldType, file: File): string[] {
  return columnsOf(kind, map, type).flatMap((column) => cellsOf(file, column));
}

function cellsOf({ columns, sample }: File, column: string): string[] {
  const at = columns.indexOf(column);
  return sample.map(({ cells }) => textOf(cells[at]).trim()).filter((text) => text !== '');
}
