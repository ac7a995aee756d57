/**
 * Many entries of machines at once, each recorded once: what tracking sends. The keys and the entries are one statement
 * each way; one that is there already, or comes twice among these, is left out.
 */
import { sql } from 'kysely';
import type { EntryKind, Payload } from '../../contract/entries.ts';
import { arrayText, type Tx, touch } from '../platform/db/index.ts';
import { ledgerTopic } from './append.ts';

export type MachineEntry = {
  [K in EntryKind]: {
    id: string;
    kind: K;
    /** Without what PostgreSQL can't store: the caller has seen to it. */
    payload: Payload<K>;
    customerId: string;
    occurredAt: string;
    source: { name: string; externalId: string };
  };
}[EntryKind];

/** Appends what a customer did, as traces of a machine. Answers the ids of those that are new. */
export async function appendNew(tx: Tx, entries: readonly MachineEntry[]): Promise<Set<string>> {
  if (entries.length === 0) return new Set();
  const of = (part: (entry: MachineEntry) => string) => arrayText(entries.map(part));
  touch(tx, ledgerTopic);
  const { rows } = await sql<{ id: string }>`
    with told as materialized (
      select * from unnest(${of(({ id }) => id)}::uuid[], ${of(({ kind }) => kind)}::text[],
        ${of(({ customerId }) => customerId)}::uuid[], ${of(({ occurredAt }) => occurredAt)}::timestamptz[],
        ${of(({ source }) => source.name)}::text[], ${of(({ source }) => source.externalId)}::text[],
        ${of(({ payload }) => JSON.stringify(payload))}::jsonb[])
        as t (id, kind, customer_id, occurred_at, source_name, external_id, payload)),
    taken as (
      insert into entry_keys (source_name, external_id, entry_id, machine)
      -- Always in the same order: two that take the same keys wait for one another, not each for the other.
      select source_name, external_id, id, true from told order by source_name, external_id
      on conflict do nothing
      returning entry_id)
    insert into entries (id, machine, kind, customer_id, direction, actor_kind, actor_id, occurred_at, source_name,
      external_id, payload)
    select id, true, kind, customer_id, 'indirect', 'customer', customer_id, occurred_at, source_name, external_id, payload
    from told where id in (select entry_id from taken)
    returning id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Which of these ids of a source are recorded already, under any of its names. */
export async function recordedIds(
  tx: Tx,
  sourceNames: readonly string[],
  externalIds: readonly string[],
): Promise<{ name: string; externalId: string }[]> {
  const { rows } = await sql<{ name: string; externalId: string }>`
    select k.source_name as name, k.external_id as "externalId"
    from unnest(${arrayText(sourceNames)}::text[]) n (name)
    cross join unnest(${arrayText(externalIds)}::text[]) e (id)
    join entry_keys k on k.source_name = n.name and k.external_id = e.id`.execute(tx);
  return rows;
}
