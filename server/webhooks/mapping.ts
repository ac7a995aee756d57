/** From a delivery's JSON to rows of cells, by a mapping. Pure. */
import { decimalsOf, majorOf } from '../../contract/money.ts';
import {
  type RefusedRow,
  type WebhookField,
  type WebhookMapping,
  type WebhookSource,
  webhookRowsMax,
} from '../../contract/webhooks.ts';
import { type Json, jsonOf } from './body.ts';
import { cellOf, valueAt } from './path.ts';
import type { Table } from './taker.ts';

type Reason = RefusedRow['reason'];

/** The rows that a mapping finds. @returns a reason where the body is not what the mapping says. */
export function tableOf(
  mapping: WebhookMapping,
  body: Json,
  options: { fields: readonly WebhookField[]; receivedAt: string },
): Table | Reason {
  const list = rowsOf(mapping, body);
  if ('code' in list) return list;
  const sources = Object.entries(mapping.fields);
  const types = new Map(options.fields.map(({ name, type }) => [name, type]));
  const names = sources.map(([field, source]) => columnOf(field, source));
  const keys = mapping.key.map((path) => `key ${path}`);
  return {
    columns: [...names, ...keys],
    map: {
      key: keys,
      fields: Object.fromEntries(sources.map(([field], at) => [field, names[at] ?? ''])),
      dates: Object.fromEntries(
        sources.flatMap(([, source], at) =>
          'path' in source && source.dates ? [[names[at] ?? '', source.dates]] : [],
        ),
      ),
      country: mapping.country,
    },
    rows: list.rows.map((row) => {
      const read = (source: WebhookSource) => textOf(source, row, body, options.receivedAt);
      const { currency } = mapping.fields;
      const code = currency ? read(currency).trim().toUpperCase() : '';
      const cells = sources.map(([field, source]) => {
        const text = read(source);
        if (!('path' in source) || source.unit !== 'minor') return text;
        return types.get(field) === 'lines' ? linesInMajor(text, code) : inMajor(text, code);
      });
      return [...cells, ...mapping.key.map((path) => cellOf(valueAt(path, row, body)))];
    }),
  };
}

function rowsOf({ list, when }: WebhookMapping, body: Json): { rows: Json[] } | Reason {
  const found = list === null ? [body] : valueAt(list, body, body);
  // An order without refunds has no list of them, or null.
  if (found === undefined || found === null) return { rows: [] };
  if (!Array.isArray(found)) return reason('no-list', { column: list ?? '' });
  const rows = when
    ? found.filter((row) => when.values.includes(cellOf(valueAt(when.path, row, body))))
    : found;
  if (rows.length > webhookRowsMax)
    return reason('too-many-rows', { column: list ?? '', value: String(rows.length) });
  return { rows };
}

/** How the column is called where something is said of it: by its path. */
function columnOf(field: string, source: WebhookSource): string {
  // Two fields may have one path: each is a column of its own.
  return 'path' in source ? `${source.path} → ${field}` : field;
}

function textOf(source: WebhookSource, row: Json, body: Json, receivedAt: string): string {
  if ('constant' in source) return source.constant;
  if ('received' in source) return receivedAt;
  const text = cellOf(valueAt(source.path, row, body));
  const { values = {} } = source;
  return Object.hasOwn(values, text) ? (values[text] ?? '') : text;
}

/** Cents as the decimal text that they stand for; what is no integer stays and is refused as it is. */
function inMajor(text: string, code: string): string {
  if (!/^-?\d{1,15}$/.test(text) || !isCurrency(code)) return text;
  return majorOf(Number(text), code);
}

const priceNames = /^(unit_?price|price)$/i;

/** The same for the prices of what was bought. */
function linesInMajor(text: string, code: string): string {
  const lines = jsonOf(text);
  if (!Array.isArray(lines)) return text;
  return JSON.stringify(
    lines.map((line) =>
      line === null || typeof line !== 'object' || Array.isArray(line)
        ? line
        : Object.fromEntries(
            Object.entries(line).map(([name, value]) => [
              name,
              priceNames.test(name) ? inMajor(cellOf(value), code) : value,
            ]),
          ),
    ),
  );
}

function isCurrency(code: string): boolean {
  if (!/^[A-Z]{3}$/.test(code)) return false;
  return decimalsOf(code) >= 0;
}

const sentences = {
  'not-json': 'The body is no JSON, or nested too deep.',
  'no-list': '“{column}” holds no list.',
  'too-many-rows': `“{column}” holds {value} rows; a delivery may have ${webhookRowsMax}.`,
  'map-unfit': '{value}',
  internal: 'Something failed on our side. Take it again later.',
} as const;

/** Why a whole mapping could not be followed. */
export function reason(code: keyof typeof sentences, more: { column?: string; value?: string } = {}): Reason {
  const text = sentences[code].replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => more[name as 'column' | 'value'] ?? '',
  );
  return { code, ...more, text };
}
