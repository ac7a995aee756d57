/** Many new entries at once: what several requests, or one file, bring together. One statement, whatever their number. */
import { sql } from 'kysely';
import { machineKinds } from '../../contract/entries.ts';
import { arrayText, clean, type Tx } from '../platform/db/index.ts';
import { type AnyNewEntry, newId } from './append.ts';
import { noteAppend } from './lone.ts';

/** An entry as it was appended. `repeated`: it was there before, and nothing was written. */
export type Appended = { id: string; occurredAt: string; repeated: boolean };

/**
 * Appends entries in this order; each with an `externalId` is recorded once, also when it comes twice in one call.
 * Answers each in the order of the call. Payloads are the caller's to validate where they come from outside.
 */
export async function appendAll(tx: Tx, entries: readonly AnyNewEntry[]): Promise<Appended[]> {
  if (entries.length === 0) return [];
  const rows = entries.map((entry) => ({ id: newId(), entry }));
  const of = (part: (row: (typeof rows)[number]) => string | boolean | null | undefined) =>
    arrayText(rows.map((row) => part(row) ?? null));
  noteAppend(tx, null);
  // Keys in their own order: two calls that share some wait for one another, and never both.
  const added = await sql<{ id: string; occurredAt: string }>`
    with given as materialized (
      select * from unnest(${of(({ id }) => id)}::uuid[], ${of(({ entry }) => machineKinds.includes(entry.kind))}::boolean[],
        ${of(({ entry }) => entry.kind)}::text[], ${of(({ entry }) => entry.customerId)}::uuid[],
        ${of(({ entry }) => entry.conversationId)}::uuid[], ${of(({ entry }) => entry.channel)}::text[],
        ${of(({ entry }) => entry.direction)}::text[], ${of(({ entry }) => entry.actor.kind)}::text[],
        ${of(({ entry }) => entry.actor.id)}::uuid[], ${of(({ entry }) => entry.occurredAt)}::timestamptz[],
        ${of(({ entry }) => entry.source.name)}::text[], ${of(({ entry }) => entry.source.externalId)}::text[],
        ${of(({ entry }) => payloadText(entry.payload))}::jsonb[]
      ) with ordinality g (id, machine, kind, customer_id, conversation_id, channel, direction, actor_kind, actor_id,
        occurred_at, source_name, external_id, payload, n)),
    k as (
      insert into entry_keys (source_name, external_id, entry_id, machine)
      select source_name, external_id, id, machine from given where external_id is not null
      order by source_name, external_id, n
      on conflict do nothing
      returning entry_id),
    added as (
      insert into entries (id, machine, kind, customer_id, conversation_id, channel, direction, actor_kind, actor_id,
        occurred_at, source_name, external_id, payload)
      select g.id, machine, kind, customer_id, conversation_id, channel, direction, actor_kind, actor_id,
        coalesce(occurred_at, clock_timestamp()), source_name, external_id, payload
      from given g left join k on k.entry_id = g.id
      where external_id is null or k.entry_id is not null
      order by n
      returning id, occurred_at)
    select id, rfc3339(occurred_at) as "occurredAt" from added`.execute(tx);
  const times = new Map(added.rows.map((row) => [row.id, row.occurredAt]));
  return rows.map(({ id }) => ({ id, occurredAt: times.get(id) ?? '', repeated: !times.has(id) }));
}

/** JSON that PostgreSQL stores; only what holds a NUL or half of a surrogate pair has to be looked through. */
export function payloadText(payload: object): string {
  const text = JSON.stringify(payload);
  return /\\u(0000|d[89a-f])/.test(text) ? JSON.stringify(clean(payload)) : text;
}
