/** From a row's cells to what they mean, by a map that names the columns. */
import { createHash } from 'node:crypto';
import { Problem } from '../../contract/errors.ts';
import type { DayOrder, ImportMap } from '../../contract/imports.ts';
import { normalIdentity, normalPhone } from '../customers/index.ts';
import { timeIn } from './dates.ts';
import type { Field, ImportKind, Ready, Value } from './kind.ts';
import { itemsOf } from './lines.ts';
import { type Cell, type Reason, type Row, textOf } from './row.ts';
import { languageOf, numberOf } from './values.ts';

const valueShownMax = 100;
const lengthMaxDefault = 1_000;
/** A cell that goes along as an attribute or a property. */
const extraLengthMax = 10_000;
const clockToleranceMilliseconds = 60_000;

/** What reads the rows of one file. */
export type Reader = (row: Row) => Promise<Ready | Reason>;

/** @throws Problem `invalid-input` for a map that does not fit the kind or the file. */
export function readerOf(kind: ImportKind, map: ImportMap, columns: readonly string[], now: Date): Reader {
  const placeOf = (column: string): number => {
    const place = columns.indexOf(column);
    if (place < 0)
      throw new Problem(
        'invalid-input',
        `The file has no column “${column}”. It has: ${columns.join(', ')}.`,
      );
    return place;
  };
  const keys = map.key.map(placeOf);
  const isOwnKey = !map.key.every((column) => Object.values(map.fields).includes(column));
  const known = new Map(kind.fields.map((field) => [field.name, field]));
  for (const column of Object.keys(map.dates ?? {})) placeOf(column);
  const fields: Placed[] = [];
  const extras: { name: string; column: string; place: number }[] = [];
  for (const [name, column] of Object.entries(map.fields)) {
    const field = known.get(name);
    const how = { order: map.dates?.[column], country: map.country };
    if (field) fields.push({ field, column, place: placeOf(column), ...how });
    else if (kind.takesExtra) extras.push({ name, column, place: placeOf(column) });
    else
      throw new Problem(
        'invalid-input',
        `${kind.name} have no field “${name}”. They have: ${[...known.keys()].join(', ')}.`,
      );
  }
  for (const { name, needed } of kind.fields) {
    if (needed && map.fields[name] === undefined)
      throw new Problem('invalid-input', `No column is named for “${name}”, which every row needs.`);
  }
  return async ({ number, cells, reason }) => {
    if (reason) return reason;
    const values: Record<string, Value | undefined> = {};
    for (const placed of fields) {
      const read = await readValue(placed, cells[placed.place], now);
      if (isReason(read)) return read;
      values[placed.field.name] = read;
    }
    const extra: Record<string, Cell> = {};
    for (const { name, column, place } of extras) {
      const cell = cells[place] ?? null;
      if (typeof cell === 'string' && cell.length > extraLengthMax) return tooLong(name, column, cell);
      if (cell !== null && cell !== '') extra[name] = cell;
    }
    const parts = keys.map((place) => textOf(cells[place]).trim());
    const key = parts.some((part) => part !== '') ? parts.join(' ') : undefined;
    const digest = digestOf(kind, key, values, extra);
    const ready: Ready = { number, values, extra, key, ownKey: isOwnKey ? key : undefined, digest };
    return kind.check?.(ready) ?? ready;
  };
}

/** A field with where it stands and how it is read. */
type Placed = {
  field: Field;
  column: string;
  place: number;
  order: DayOrder | undefined;
  country: string | undefined;
};

/** Whether a row was rejected. */
export function isReason(found: unknown): found is Reason {
  return found !== null && typeof found === 'object' && 'code' in found;
}

function tooLong(field: string, column: string, text: string): Reason {
  return { code: 'too-long', field, column, value: String(text.length) };
}

async function readValue(
  { field, column, order, country }: Placed,
  cell: Cell | undefined,
  now: Date,
): Promise<Value | undefined | Reason> {
  const whole = textOf(cell);
  const text = field.type === 'text' ? whole : whole.trim();
  const wrong = (code: Reason['code']): Reason => ({
    code,
    field: field.name,
    column,
    value: text.slice(0, valueShownMax),
  });
  if (text.trim() === '') return field.needed ? { code: 'missing', field: field.name, column } : undefined;
  if (text.length > (field.lengthMax ?? lengthMaxDefault)) return tooLong(field.name, column, text);
  switch (field.type) {
    case 'text':
    case 'id':
    case 'money':
      return text;
    case 'email': {
      const identity = await normalIdentity('email', text, false).catch(() => undefined);
      return identity?.value ?? wrong('not-email');
    }
    case 'phone':
      return (
        (await normalPhone(text, country)) ?? wrong(isWhole(text) || country ? 'not-phone' : 'no-country')
      );
    case 'time': {
      const read = timeIn(text, order);
      if (typeof read !== 'object') return wrong(read ?? 'not-time');
      const { time } = read;
      return Date.parse(time) > now.getTime() + clockToleranceMilliseconds ? wrong('future-time') : time;
    }
    case 'number':
      return numberOf(text) ?? wrong('not-number');
    case 'currency':
      return /^[a-z]{3}$/i.test(text) ? text.toUpperCase() : wrong('not-currency');
    case 'language':
      return languageOf(text) ?? wrong('not-language');
    case 'choice':
      return field.choices?.[text.toLowerCase()] ?? wrong('not-choice');
    case 'json':
      return objectOf(text) ?? wrong('not-json-object');
    case 'lines':
      return itemsOf(text) ?? wrong('not-lines');
  }
}

/** Whether a phone number begins with its country's code, or has no digit at all. */
function isWhole(text: string): boolean {
  return /^\D*[+＋]|^\D*00/.test(text) || !/\p{Nd}/u.test(text);
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** As a UUID: half of a hash, of which nobody reads what the row said. */
function digestOf(
  kind: ImportKind,
  key: string | undefined,
  values: Ready['values'],
  extra: Ready['extra'],
): string {
  const sorted = (part: object) =>
    Object.entries(part)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const said =
    kind.sameBy === 'key' && key !== undefined
      ? [kind.name, key]
      : [kind.name, key ?? null, sorted(values), sorted(extra)];
  return hashOf(JSON.stringify(said));
}

/** The first half of a SHA-256, in the form of a UUID. */
export function hashOf(text: string): string {
  const hex = createHash('sha256').update(text.toWellFormed()).digest('hex').slice(0, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
