/**
 * Many ready-made entries at once, for what fills a workspace: imports and the demo. Positions are those of the
 * transaction that writes them, like everybody's; ids and times are the caller's. One statement a table and plain
 * arrays: measured as fast as COPY, which row-level security does not allow.
 */
import { sql } from 'kysely';
import { type Entry, machineKinds } from '../../contract/entries.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { payloadText } from './append-all.ts';
import type { Merge } from './customer-map.ts';
import { noteAppend } from './lone.ts';

/** So many fit into a transaction of 200 ms, the longest that a writer may hold followers back. */
export const bulkEntriesMax = 5_000;

/**
 * Appends entries in this order and answers their positions. What they say of workspace and position does not count.
 * The caller makes sure that nobody else writes to the same conversations, and that no source's id comes twice.
 */
export async function appendMany(tx: Tx, entries: readonly Entry[]): Promise<string[]> {
  if (entries.length === 0) return [];
  const { epoch, xid, sequence } = await takePositions(tx, entries.length);
  const of = (part: (entry: Entry) => string | boolean | null) => arrayText(entries.map(part));
  await sql`
    insert into entries (epoch, id, machine, seq, kind, customer_id, conversation_id, channel, direction, actor_kind,
      actor_id, occurred_at, recorded_at, source_name, external_id, payload)
    select ${epoch}::integer, e.*
    from unnest(${of(({ id }) => id)}::uuid[], ${of(isMachine)}::boolean[], ${arrayText(sequence)}::bigint[],
      ${of(({ kind }) => kind)}::text[], ${of(({ customerId }) => customerId)}::uuid[],
      ${of(({ conversationId }) => conversationId)}::uuid[], ${of(({ channel }) => channel)}::text[],
      ${of(({ direction }) => direction)}::text[], ${of(({ actor }) => actor.kind)}::text[],
      ${of(({ actor }) => actor.id)}::uuid[], ${of(({ occurredAt }) => occurredAt)}::timestamptz[],
      ${of(({ recordedAt }) => recordedAt)}::timestamptz[], ${of(({ source }) => source.name)}::text[],
      ${of(({ source }) => source.externalId)}::text[],
      ${of(({ payload }) => payloadText(payload))}::jsonb[]) e`.execute(tx);
  await takeKeys(
    tx,
    entries.filter(({ source }) => source.externalId !== null),
  );
  noteAppend(tx, null);
  return sequence.map((seq) => `${epoch}.${xid}.${seq}`);
}

const isMachine = ({ kind }: Entry): boolean => machineKinds.includes(kind);

/** The next places in reading order. */
async function takePositions(tx: Tx, count: number) {
  const { rows } = await sql<{ epoch: number; xid: string; sequence: string[] }>`
    select ledger_epoch() as epoch, pg_current_xact_id()::text as xid,
      array(select nextval('entries_seq') from generate_series(1, ${count}))::text[] as sequence`.execute(tx);
  if (!rows[0]) throw new Error('A select without from answers one row.');
  return rows[0];
}

/** How long a machine entry's key is kept. */
const machineKeyDays = 30;

async function takeKeys(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const of = (part: (entry: Entry) => string | boolean | null) => arrayText(entries.map(part));
  await sql`
    insert into entry_keys (entry_id, source_name, external_id, machine, recorded_at)
    select k.* from unnest(${of(({ id }) => id)}::uuid[], ${of(({ source }) => source.name)}::text[],
      ${of(({ source }) => source.externalId)}::text[], ${of(isMachine)}::boolean[],
      ${of(({ recordedAt }) => recordedAt)}::timestamptz[]) k (entry_id, source_name, external_id, machine, at)
    where not k.machine or k.at > clock_timestamp() - make_interval(days => ${machineKeyDays})`.execute(tx);
}

/** Writes down merges of customers that were nothing but themselves before, all at once. */
export async function mapMany(tx: Tx, merges: readonly Omit<Merge, 'claim'>[]): Promise<void> {
  const of = (part: (merge: Omit<Merge, 'claim'>) => string) => arrayText(merges.map(part));
  await sql`
    insert into customer_merges (from_id, into_id, entry_id, evidence, merged_at)
    select * from unnest(${of(({ fromId }) => fromId)}::uuid[], ${of(({ intoId }) => intoId)}::uuid[],
      ${of(({ entryId }) => entryId)}::uuid[], ${of(({ evidence }) => evidence)}::text[],
      ${of(({ mergedAt }) => mergedAt)}::timestamptz[])`.execute(tx);
  await sql`
    insert into customer_map (customer_id, root_id)
    select * from unnest(${of(({ fromId }) => fromId)}::uuid[], ${of(({ intoId }) => intoId)}::uuid[])`.execute(
    tx,
  );
}
