/**
 * Erasure: with retention one of the two lawful ways in which the ledger changes. The entries stay where they are and
 * keep their places; what they say of the person goes. The database lets it happen only while an erasure is written down
 * as running (`rewrite_entries`). Everything here may be done again: what is reduced stays as it is.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { payloadText } from './append-all.ts';
import { asRow } from './position.ts';
import { reducedPayload, type Taking, unmentioned } from './reduced.ts';

/** An entry that is about to change: what follows from it changes in the same transaction. */
export type Rewritten = {
  id: string;
  kind: EntryKind;
  customerId: string | null;
  conversationId: string | null;
  /** As it will be. */
  payload: Record<string, unknown>;
};
/** Hears of entries before they change, and answers what to do when they have. */
export type OnRewrite = (tx: Tx, entries: readonly Rewritten[]) => Promise<() => Promise<void>>;
export type Rewriting = { erasureId: string; onRewrite: OnRewrite };

/** Entries in one transaction, small enough for it to end within 200 ms. */
export const erasedAtOnceMax = 200;
/** Entries that are looked through for mentions in one go. */
export const lookedThroughMax = 2_000;

/** By what mentions are looked for in the database: a superset of what is found then. */
export type Patterns = {
  /** In lower case, for LIKE. */
  likes: readonly string[];
  /** A regular expression that PostgreSQL reads; null: none. */
  digits: string | null;
};

/** What is looked for in the whole workspace. */
type Elsewhere = Taking & {
  orderIds: ReadonlySet<string>;
  blankElsewhere: (text: string) => string;
};

type Row = {
  id: string;
  kind: EntryKind;
  payload: Entry['payload'];
  customerId: string | null;
  conversationId: string | null;
  externalId: string | null;
  channel: string | null;
  at: string;
  position: string;
};

const columns = sql`e.id, e.kind, e.payload, e.customer_id as "customerId",
  e.conversation_id as "conversationId", e.external_id as "externalId", e.channel,
  rfc3339(e.occurred_at) as at, e.epoch || '.' || e.xid || '.' || e.seq as position`;

/** Reduces the next entries of one customer, in telling order; answers where to go on, and how many there were. */
export async function eraseOwn(
  tx: Tx,
  how: Rewriting,
  customerId: string,
  taking: Taking,
  after: { at: string; position: string } | undefined,
): Promise<{ after: { at: string; position: string } | undefined; count: number }> {
  const behind = after
    ? sql`(e.occurred_at, e.epoch, e.xid, e.seq) > (${after.at}::timestamptz, ${parts(after.position)})`
    : sql`true`;
  const { rows } = await sql<Row>`
    select ${columns} from entries e
    where e.customer_id = ${customerId} and ${behind}
    order by e.occurred_at, e.epoch, e.xid, e.seq limit ${erasedAtOnceMax}`.execute(tx);
  const count = await rewrite(
    tx,
    how,
    rows.map((row) => ({ row, ...ownRow(row, taking) })),
  );
  const last = rows.at(-1);
  return { after: rows.length === erasedAtOnceMax && last ? last : undefined, count };
}

function parts(position: string): RawBuilder<unknown> {
  const [epoch, xid, seq] = position.split('.');
  return sql`${epoch}::integer, ${xid}::xid8, ${seq}::bigint`;
}

/**
 * Looks through the next entries of the workspace for what tells of the person under other names: orders that were told
 * without a customer, what the audit log says, mentions in other people's words. It does not wait for transactions that
 * still run: whoever walks goes once more from where everything was settled when the person vanished.
 */
export async function eraseMentions(
  tx: Tx,
  how: Rewriting,
  taking: Elsewhere,
  patterns: Patterns,
  since: string,
): Promise<{ reached: string; lookedAt: number; count: number; isMore: boolean }> {
  const ids = [...taking.customerIds];
  const { rows: looked } = await sql<{ reached: string | null; count: number; found: string[] | null }>`
    with page as materialized (
      select e.* from entries e
      where (e.epoch, e.xid, e.seq) > ${asRow(since)}
      order by e.epoch, e.xid, e.seq limit ${lookedThroughMax})
    select (select epoch || '.' || xid || '.' || seq from page order by epoch desc, xid desc, seq desc limit 1) as reached,
      (select count(*)::integer from page) as count,
      array(select p.id from page p where p.customer_id = any(${ids}::uuid[])
        or (p.payload ->> 'customerId') = any(${ids}::text[]) or (p.payload ->> 'fromId') = any(${ids}::text[])
        or (p.payload ->> 'orderId') = any(${[...taking.orderIds]}::text[])
        or ${matches(sql`p.payload::text`, patterns)} or ${matches(sql`p.external_id`, patterns)}
        or ${matches(sql`p.channel`, patterns)}) as found`.execute(tx);
  const [page] = looked;
  const found = page?.found ?? [];
  const reached = page?.reached ?? since;
  const count = found.length === 0 ? 0 : await rewriteFound(tx, how, found, taking);
  return { reached, lookedAt: page?.count ?? 0, count, isMore: page?.count === lookedThroughMax };
}

async function rewriteFound(
  tx: Tx,
  how: Rewriting,
  ids: readonly string[],
  taking: Elsewhere,
): Promise<number> {
  const { rows } = await sql<Row>`
    select ${columns} from unnest(${arrayText(ids)}::uuid[]) as wanted(id) cross join lateral (
      select * from entries where id = wanted.id limit 1
    ) e`.execute(tx);
  const told = rows.map((row) => {
    const { customerId, orderId } = row.payload as { customerId?: unknown; orderId?: unknown };
    const isOwn =
      (row.customerId !== null && taking.customerIds.has(row.customerId)) ||
      taking.customerIds.has(String(customerId)) ||
      taking.orderIds.has(String(orderId));
    return { row, ...(isOwn ? ownRow(row, taking) : othersRow(row, taking)) };
  });
  return rewrite(tx, how, told);
}

/** Whether a text may hold one of the patterns. */
export function matches(text: RawBuilder<unknown>, { likes, digits }: Patterns): RawBuilder<unknown> {
  const regular = digits === null ? sql`` : sql` or ${text} ~ ${digits}`;
  return sql`(coalesce(lower(${text}) like any(${[...likes]}::text[])${regular}, false))`;
}

type Next = { payload: unknown; externalId: string | null; channel: string | null };

function ownRow(row: Row, taking: Taking): Next {
  return {
    payload: reducedPayload(row, taking),
    externalId: row.externalId === null ? null : taking.token(row.externalId),
    channel: row.channel === null ? null : taking.blank(row.channel),
  };
}

function othersRow(row: Row, taking: Elsewhere): Next {
  const { externalId } = row;
  // By the id of a report of a company its place among the others is known.
  const isIts = row.kind.startsWith('company.');
  const isNamed = externalId !== null && !isIts && taking.blankElsewhere(externalId) !== externalId;
  return {
    payload: unmentioned(row, taking),
    externalId: isNamed ? taking.token(externalId) : externalId,
    channel: row.channel === null ? null : taking.blankElsewhere(row.channel),
  };
}

/** Writes what has changed, and what follows from it; answers how many entries that were. */
async function rewrite(
  tx: Tx,
  { erasureId, onRewrite }: Rewriting,
  told: readonly ({ row: Row } & Next)[],
): Promise<number> {
  const changed = told
    .map(({ row, ...next }) => ({ row, ...next, text: payloadText(next.payload as object) }))
    .filter(
      ({ row, ...next }) =>
        next.text !== payloadText(row.payload) ||
        next.externalId !== row.externalId ||
        next.channel !== row.channel,
    );
  if (changed.length === 0) return 0;
  const of = (part: (one: (typeof changed)[number]) => string | null) => arrayText(changed.map(part));
  const follow = await onRewrite(
    tx,
    changed.map(({ row: { id, kind, customerId, conversationId }, payload }) => ({
      id,
      kind,
      customerId,
      conversationId,
      payload: payload as Record<string, unknown>,
    })),
  );
  await sql`
    select rewrite_entries(${erasureId}, ${of(({ row }) => row.id)}::uuid[], ${of(({ text }) => text)}::jsonb[],
      ${of(({ externalId }) => externalId)}::text[], ${of(({ channel }) => channel)}::text[])`.execute(tx);
  await follow();
  return changed.length;
}

/** Applies `cut` to the network address that each of the next tracked entries was sent from. */
export async function cutAddresses(
  tx: Tx,
  how: Rewriting,
  cut: (address: string) => string | undefined,
  since: string,
): Promise<{ reached: string; lookedAt: number; count: number; isMore: boolean }> {
  const { rows } = await sql<Row>`
    select ${columns} from entries e
    where e.machine and (e.epoch, e.xid, e.seq) > ${asRow(since)}
    order by e.epoch, e.xid, e.seq limit ${lookedThroughMax}`.execute(tx);
  const told = rows.flatMap((row) => {
    const { context, ...payload } = row.payload as { context?: { ip?: unknown } & Record<string, unknown> };
    if (typeof context?.ip !== 'string') return [];
    const { ip, ...rest } = context;
    const kept = cut(ip);
    const next = { ...payload, context: kept === undefined ? rest : { ...rest, ip: kept } };
    return [{ row, payload: next, externalId: row.externalId, channel: row.channel }];
  });
  const count = await rewrite(tx, how, told);
  return {
    reached: rows.at(-1)?.position ?? since,
    lookedAt: rows.length,
    count,
    isMore: rows.length === lookedThroughMax,
  };
}

/** The kinds of entries of customers, newest first: what names a person in them is looked for elsewhere too. */
export async function tellingEntries(
  tx: Tx,
  customerIds: readonly string[],
  kinds: readonly EntryKind[],
): Promise<Pick<Entry, 'kind' | 'payload'>[]> {
  const { rows } = await sql<Pick<Entry, 'kind' | 'payload'>>`
    select e.kind, e.payload from unnest(${arrayText([...customerIds])}::uuid[]) as who(id) cross join lateral (
      select kind, payload from entries
      where customer_id = who.id and kind = any(${[...kinds]}::text[])
      order by occurred_at desc, epoch desc, xid desc, seq desc limit ${tellingMax}
    ) e`.execute(tx);
  return rows;
}
const tellingMax = 10_000;

/** Takes away what followers set aside of these customers' entries. */
export async function forgetSetAsides(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await sql`
    delete from follower_setasides s using unnest(${arrayText([...customerIds])}::uuid[]) as who(id), entries e
    where e.customer_id = who.id and s.entry_id = e.id and s.workspace_id = e.workspace_id`.execute(tx);
}
