/** Reading: by place in the ledger for followers, by time for people. */
import { type RawBuilder, sql } from 'kysely';
import { type Direction, type Entry, type EntryKind, machineKinds } from '../../contract/entries.ts';
import { position, time } from '../../contract/ids.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { entryJson } from './json.ts';
import { asRow, type PositionedEntry, settled } from './position.ts';
import { holds } from './withdraw.ts';

export type Page = { limit: number; cursor?: string | undefined };
/** A page of entries as JSON texts, in the order of the answer. */
export type JsonPage = { data: string[]; next: string | null };

type Row = { json: string; at: string; position: string };

/**
 * Entries after a position, in reading order; machine entries only when asked for. `unsettled` adds those already
 * committed of which an earlier one may still be under way: for readers that can take an entry twice and out of order.
 */
export async function readAfter(tx: Tx, since: string, options: AfterOptions): Promise<PositionedEntry[]> {
  return (await after(since, options).execute(tx)).rows;
}

type AfterOptions = {
  limit: number;
  kinds?: readonly EntryKind[];
  machine?: boolean;
  unsettled?: boolean;
  /** Which of them besides: SQL over `e`. */
  where?: RawBuilder<unknown> | undefined;
};

function after(since: string, options: AfterOptions): RawBuilder<PositionedEntry> {
  const people = options.machine ? sql`true` : sql`not e.machine`;
  const bound = options.unsettled ? sql`true` : settled;
  const wanted = options.kinds ? sql`e.kind = any(${options.kinds as EntryKind[]})` : sql`true`;
  return sql<PositionedEntry>`
    select ${entryJson} as json, ${positioned}
    from entries e
    where (e.epoch, e.xid, e.seq) > ${asRow(since)} and ${bound} and ${people} and ${wanted}
      and ${options.where ?? sql`true`}
    order by e.epoch, e.xid, e.seq
    limit ${options.limit}`;
}

/** Committed entries of people after a position, for a tail; of those that it knows not the text. */
export function tailAfter(
  since: string,
  { known, limit }: { known: readonly string[]; limit: number },
): RawBuilder<Omit<PositionedEntry, 'json'> & { json: string | null }> {
  return sql`
    select case when e.id = any(${known as string[]}::uuid[]) then null else ${entryJson} end as json, ${positioned}
    from entries e
    where (e.epoch, e.xid, e.seq) > ${asRow(since)} and not e.machine
    order by e.epoch, e.xid, e.seq
    limit ${limit}`;
}

const positioned = sql`e.id, e.epoch || '.' || e.xid || '.' || e.seq as position, e.kind, e.customer_id as "customerId",
  e.conversation_id as "conversationId", ${settled} as settled`;

/** An entry of people as the row `e` of a statement: for state that follows from it, in the transaction that appends it. */
export function entryRow(id: string): RawBuilder<unknown> {
  return sql`(select * from entries where id = ${id} and not machine) e`;
}

/** What an entry of people says, by its id, as a query of one row `payload`. */
export function payloadRow(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select payload from entries where id = ${id} and not machine limit 1)`;
}

/** Many entries of people as the rows `e` of a statement. */
export function entryRows(ids: readonly string[]): RawBuilder<unknown> {
  // One by one: no plan walks through the workspace's entries, however few there were when it was made.
  return sql`(
    select one.* from unnest(${arrayText(ids)}::uuid[]) as wanted(id) cross join lateral (
      select * from entries where id = wanted.id and not machine limit 1
    ) one) e`;
}

/** Those of these entries that are of these customers, oldest first; of machines too. */
export async function readEntries(
  tx: Tx,
  customerIds: readonly string[],
  ids: readonly string[],
): Promise<Entry[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ json: string }>`
    select ${entryJson} as json
    from unnest(${arrayText(ids)}::uuid[]) as wanted(id) cross join lateral (
      select * from entries where id = wanted.id limit 1
    ) e
    where e.customer_id = any(${arrayText(customerIds)}::uuid[])
    order by e.occurred_at, e.epoch, e.xid, e.seq`.execute(tx);
  return rows.map(({ json }) => JSON.parse(json) as Entry);
}
/** What is told of each entry besides: a text as SQL over `e`; `only`: entries of which it is this one. */
export type Mark = { name: string; value: RawBuilder<unknown>; only?: string | undefined };
/**
 * One entry of the conversation that a statement names, as a subquery: its first or its newest of these kinds, or the one
 * that comes after `skipped` such ones.
 */
export function entryIn(
  conversation: RawBuilder<unknown>,
  kinds: readonly EntryKind[],
  which: 'first' | 'newest',
  skipped: RawBuilder<unknown> = sql`0`,
): RawBuilder<unknown> {
  return sql`(
    select e.* from entries e
    where e.workspace_id = current_workspace() and e.conversation_id = ${conversation} and not e.machine
      and e.kind = any(${[...kinds]}::text[])
    order by ${tellingOrder(which === 'newest')} limit 1 offset ${skipped})`;
}

/** A customer's entries and those of everybody merged into them, newest first. */
export async function readTimeline(
  tx: Tx,
  customerId: string,
  page: Page & { kinds: readonly EntryKind[]; directions?: readonly Direction[]; mark?: Mark },
): Promise<JsonPage> {
  const { mark, directions } = page;
  const went = directions ? sql`e.direction = any(${arrayText(directions)}::text[])` : sql`true`;
  const marked = mark?.only === undefined ? sql`true` : sql`${mark.value} = ${mark.only}`;
  const { rows } = await sql<Row & { mark: string | null }>`
    select ${entryJson} as json, rfc3339(e.occurred_at) as at, e.epoch || '.' || e.xid || '.' || e.seq as position,
      ${mark?.value ?? sql`null`} as mark
    from ids_of(root_of(${customerId})) as who(id) cross join lateral (
      select * from entries e
      where e.customer_id = who.id and e.kind = any(${page.kinds as EntryKind[]}) and ${before(page.cursor)}
        and ${holds} and ${went} and ${marked}
      order by e.occurred_at desc, e.epoch desc, e.xid desc, e.seq desc
      limit ${page.limit + 1}
    ) e
    order by e.occurred_at desc, e.epoch desc, e.xid desc, e.seq desc
    limit ${page.limit + 1}`.execute(tx);
  if (!mark) return pageOf(rows, page.limit);
  const told = rows.map((row) => ({ ...row, json: withField(row.json, mark.name, row.mark) }));
  return pageOf(told, page.limit);
}

/** An object's JSON with one more field: it passes through as text. */
function withField(json: string, name: string, value: string | null): string {
  return `${json.slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value)}}`;
}

/**
 * The entries of many customers as one story, newest first: of those with the newest ones alone, for the others have
 * nothing on this page. Ids are those that entries came with, before all merges.
 */
export async function readTimelines(
  tx: Tx,
  customerIds: readonly string[],
  page: Page & { kinds: readonly EntryKind[] },
): Promise<JsonPage> {
  const isPeople = page.kinds.some((kind) => machineKinds.includes(kind)) ? sql`true` : sql`not e.machine`;
  const newest = (columns: string, limit: number) => sql`
    select ${sql.raw(columns)} from entries e
    where e.customer_id = who.id and ${isPeople} and e.kind = any(${page.kinds as EntryKind[]}) and ${before(page.cursor)}
      and ${holds}
    order by ${tellingOrder(true)}
    limit ${limit}`;
  const { rows } = await sql<Row>`
    select ${entryJson} as json, rfc3339(e.occurred_at) as at, e.epoch || '.' || e.xid || '.' || e.seq as position
    from (
      select who.id from unnest(${arrayText(customerIds)}::uuid[]) as who(id)
      cross join lateral (${newest('occurred_at, epoch, xid, seq', 1)}) e
      order by ${tellingOrder(true)}
      limit ${page.limit + 1}
    ) who cross join lateral (${newest('*', page.limit + 1)}) e
    order by ${tellingOrder(true)}
    limit ${page.limit + 1}`.execute(tx);
  return pageOf(rows, page.limit);
}

/** When the first and the last entry of these kinds happened with any of these customers. */
export async function readSpan(
  tx: Tx,
  customerIds: readonly string[],
  kinds: readonly EntryKind[],
): Promise<{ firstAt: string | null; lastAt: string | null }> {
  const end = (order: string) => sql`(
    select e.occurred_at from entries e
    where e.customer_id = who.id and not e.machine and e.kind = any(${kinds as EntryKind[]}) and ${holds}
    order by e.occurred_at ${sql.raw(order)} limit 1)`;
  const { rows } = await sql<{ firstAt: string | null; lastAt: string | null }>`
    select rfc3339(min(${end('asc')})) as "firstAt", rfc3339(max(${end('desc')})) as "lastAt"
    from unnest(${arrayText(customerIds)}::uuid[]) as who(id)`.execute(tx);
  return rows[0] ?? { firstAt: null, lastAt: null };
}

/** Entries of conversations: all of those named by rows `(id)`, but for some, with others besides. */
export type Threads = {
  conversations: RawBuilder<unknown>;
  /** Which of their entries are told: SQL over `e`. */
  where?: RawBuilder<unknown>;
  /** Entries of other conversations, as rows `(id)`. */
  besides?: RawBuilder<unknown>;
};

/** Whole conversations. */
export function threadsOf(conversationIds: readonly string[]): Threads {
  return { conversations: sql`select unnest(${arrayText(conversationIds)}::uuid[]) as id` };
}

/** The entries `e` of conversations, as a query; `end` orders and limits those of each. */
export function threadRows(
  { conversations, where = sql`true`, besides }: Threads,
  wanted: RawBuilder<unknown>,
  end = sql``,
): RawBuilder<unknown> {
  const moved =
    besides &&
    sql`
    union all
    select e.* from (${besides}) as moved(id) cross join lateral (
      select * from entries e where e.id = moved.id and not e.machine and ${wanted} limit 1
    ) e`;
  return sql`
    select e.* from (${conversations}) as thread(id) cross join lateral (
      select * from entries e
      where e.conversation_id = thread.id and not e.machine and ${wanted} and ${where} ${end}
    ) e ${moved ?? sql``}`;
}

/** The entries of conversations of these kinds in telling order, from their beginning or from their end. */
export async function readThread(
  tx: Tx,
  threads: Threads,
  page: Page & { kinds: readonly EntryKind[]; order: 'oldest' | 'newest' },
): Promise<{ data: Entry[]; next: string | null }> {
  const newest = page.order === 'newest';
  const wanted = sql`e.kind = any(${page.kinds as EntryKind[]})
    and ${newest ? before(page.cursor) : behind(page.cursor)}`;
  const end = sql`order by ${tellingOrder(newest)} limit ${page.limit + 1}`;
  const { rows } = await sql<Row>`
    select ${entryJson} as json, rfc3339(e.occurred_at) as at, e.epoch || '.' || e.xid || '.' || e.seq as position
    from (${threadRows(threads, wanted, end)}) e
    ${end}`.execute(tx);
  const { data, next } = pageOf(rows, page.limit);
  return { data: data.map((json) => JSON.parse(json) as Entry), next };
}

/** Entries that concern no customer, of these kinds, newest first: who changed what in the workspace. */
export async function readAudit(tx: Tx, page: Page & { kinds: readonly EntryKind[] }): Promise<JsonPage> {
  const { rows } = await sql<Row>`
    select ${entryJson} as json, rfc3339(e.occurred_at) as at, e.epoch || '.' || e.xid || '.' || e.seq as position
    from entries e
    where e.customer_id is null and e.conversation_id is null and not e.machine
      and e.kind = any(${page.kinds as EntryKind[]}) and ${before(page.cursor)}
    order by e.occurred_at desc, e.epoch desc, e.xid desc, e.seq desc
    limit ${page.limit + 1}`.execute(tx);
  return pageOf(rows, page.limit);
}

function tellingOrder(newest: boolean): RawBuilder<unknown> {
  return newest
    ? sql`e.occurred_at desc, e.epoch desc, e.xid desc, e.seq desc`
    : sql`e.occurred_at, e.epoch, e.xid, e.seq`;
}

const before = (cursor: string | undefined) => beyond(cursor, sql`<`);
const behind = (cursor: string | undefined) => beyond(cursor, sql`>`);

function beyond(cursor: string | undefined, operator: RawBuilder<unknown>): RawBuilder<unknown> {
  const key = decodeCursor(cursor, [time, position]);
  if (!key) return sql`true`;
  const [epoch, xid, seq] = key[1].split('.');
  return sql`(e.occurred_at, e.epoch, e.xid, e.seq)
    ${operator} (${key[0]}::timestamptz, ${epoch}::integer, ${xid}::xid8, ${seq}::bigint)`;
}

function pageOf(rows: readonly Row[], limit: number): JsonPage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? encodeCursor([last.at, last.position]) : null;
  return { data: shown.map((row) => row.json), next };
}
