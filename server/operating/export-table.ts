/** The rows of one table of a workspace as JSON Lines, always in the same order, with places in the ledger counted anew. */
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { countedTransactions } from '../ledger/index.ts';
import type { Session } from '../platform/db/index.ts';
import { quote } from './catalogue.ts';
import type { Carried } from './portable.ts';

/** After every entry of a transaction. */
const seqMax = '9223372036854775807';

/** The types of its columns. */
export async function typesOf({ tx }: Session, table: Carried): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string; type: string }>`
    select attname::text as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${table.quoted}::regclass and attname = any(${table.columns}::text[])
    order by attnum`.execute(tx);
  return Object.fromEntries(rows.map(({ name, type }) => [name, type]));
}

/** One row a line, in the order of the key, or of the ledger. */
export async function readLines(
  session: Session,
  table: Carried,
  workspaceId: string,
): Promise<AsyncIterable<Buffer>> {
  const types = await typesOf(session, table);
  const column = (name: string): string => {
    if (table.positions && isPlace(name)) return `${placeOf(table.positions, name)} as ${quote(name)}`;
    const told = table.told[name];
    if (told !== undefined) return `${told} as ${quote(name)}`;
    // The text of a json value may span lines; that of jsonb does not.
    return types[name] === 'json' ? `t.${quote(name)}::jsonb as ${quote(name)}` : `t.${quote(name)}`;
  };
  const id = quoteId(workspaceId);
  const keys = await keyOf(session, table);
  const order = keys.length > 0 ? keys : ['epoch', 'xid', 'seq'].map((name) => `t.${name}`);
  // The quote and the delimiter are characters that JSON text never holds, so COPY changes nothing.
  return session.copyTo(
    `copy (
      ${table.positions ? `with transactions as materialized (${countedTransactions(id)})` : ''}
      select row_to_json(r) from (
        select ${table.columns.map(column).join(', ')} from ${table.quoted} t
        ${table.positions ? 'left join transactions x on x.epoch = t.epoch and x.xid = t.xid' : ''}
        where t.workspace_id = ${id} order by ${order.join(', ')}
      ) r) to stdout (format csv, quote e'\\x01', delimiter e'\\x02')`,
  );
}

function isPlace(column: string): boolean {
  return column === 'epoch' || column === 'xid' || column === 'seq';
}

/** In epoch 0, which is before that of every database: all of it has settled wherever it arrives. */
function placeOf(positions: NonNullable<Carried['positions']>, column: string): string {
  if (column === 'epoch') return '0';
  const isCursor = positions === 'cursor';
  if (column === 'seq') return isCursor ? `case when x.n is null then ${seqMax} else t.seq end` : 't.seq';
  if (!isCursor) return 'coalesce(x.n, 0)::text';
  return `coalesce(x.n, (select max(y.n) from transactions y where (y.epoch, y.xid) < (t.epoch, t.xid)), 0)::text`;
}

/** The columns of the key but for the workspace, texts in an order that every database has. */
async function keyOf({ tx }: Session, table: Carried): Promise<string[]> {
  const { rows } = await sql<{ name: string; isText: boolean }>`
    select a.attname::text as name, a.atttypid = 'text'::regtype as "isText" from pg_index i
    join unnest(i.indkey) with ordinality as k(attnum, place) on true
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = ${table.quoted}::regclass and i.indisprimary
    order by k.place`.execute(tx);
  return rows.map(({ name, isText }) => `t.${quote(name)}${isText ? ' collate "C"' : ''}`);
}

/** An id as SQL reads it; COPY takes no parameters. */
function quoteId(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`Not an id: ${id}`);
  return `'${id}'::uuid`;
}

/** Counts lines and adds up their bytes as they pass. */
export function createCounter(): {
  add: (chunk: Buffer) => void;
  rows: () => number;
  bytes: () => number;
} {
  const newline = 10;
  let [rows, bytes] = [0, 0];
  return {
    add: (chunk) => {
      bytes += chunk.length;
      for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) rows += 1;
    },
    rows: () => rows,
    bytes: () => bytes,
  };
}

/** By what an export is known. */
export function digestOfFiles(files: readonly { table: string; sha256: string }[]): string {
  return hash('sha256', files.map(({ table, sha256 }) => `${table} ${sha256}\n`).join(''));
}
