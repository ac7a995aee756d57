/** Which column may hold what: by its name in three languages, else by what its cells look like. */
import type { ImportMap } from '../../contract/imports.ts';
import { timeIn } from './dates.ts';
import { errorColumns, isOfErrors } from './file.ts';
import type { Field, ImportKind } from './kind.ts';
import { type Row, textOf } from './row.ts';

/** Most of the cells that are there must look like it. */
const shareMin = 0.8;

/** A map that a person would begin with. Columns that are no field go along under their own names, where a kind takes them. */
export function guessMap(kind: ImportKind, columns: readonly string[], sample: readonly Row[]): ImportMap {
  const left = new Set(isOfErrors(columns) ? columns.slice(errorColumns.length) : columns);
  const fields: Record<string, string> = {};
  const take = (field: Field, column: string | undefined): void => {
    if (column === undefined || fields[field.name] !== undefined) return;
    fields[field.name] = column;
    left.delete(column);
  };
  for (const field of kind.fields) take(field, byName(field, left));
  for (const field of kind.fields) {
    if (fields[field.name] === undefined) take(field, byValues(field, columns, left, sample));
  }
  const keyColumn = kind.sameBy === 'key' ? columns.find((column) => isKeyName(kind, column)) : undefined;
  const key = keyColumn !== undefined && left.has(keyColumn) ? [keyColumn] : [];
  for (const column of key) left.delete(column);
  if (kind.takesExtra) {
    const taken = new Set(kind.fields.map(({ name }) => name));
    for (const column of left) fields[taken.has(column) ? `${column} (2)` : column.slice(0, 100)] = column;
  }
  return { key, fields };
}

function byName(field: Field, left: ReadonlySet<string>): string | undefined {
  const names = [field.name, ...field.synonyms].map(plain);
  // The best synonym first, then the order of the columns.
  for (const name of names) for (const column of left) if (plain(column) === name) return column;
  return undefined;
}

function isKeyName(kind: ImportKind, column: string): boolean {
  const singular = kind.name.replace(/s$/, '');
  return [
    'id',
    'key',
    'uuid',
    '编号',
    'código',
    `${singular} id`,
    `${singular} number`,
    'message id',
    'messageid',
  ]
    .map(plain)
    .includes(plain(column));
}

/** Letters and digits alone, without accents. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

const looks: Partial<Record<Field['type'], (text: string) => boolean>> = {
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  phone: (text) => /^\+\d[\d\s().-]{6,20}$/.test(text),
  time: (text) => /[-/:T.]/.test(text) && timeIn(text, 'day-first') !== undefined,
  json: (text) => text.startsWith('{') && text.endsWith('}'),
};

function byValues(
  field: Field,
  columns: readonly string[],
  left: ReadonlySet<string>,
  sample: readonly Row[],
): string | undefined {
  const looksRight = looks[field.type];
  // Many columns hold times; only what is needed is guessed by that alone.
  if (!looksRight || (field.type === 'time' && !field.needed)) return undefined;
  return columns.find((column, at) => {
    if (!left.has(column)) return false;
    const texts = sample.map(({ cells }) => textOf(cells[at]).trim()).filter((text) => text !== '');
    return texts.length > 0 && texts.filter(looksRight).length >= texts.length * shareMin;
  });
}
