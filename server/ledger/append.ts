/** Appending: the only way in. The caller changes the state that the entry stands for in the same transaction. */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import {
  type Actor,
  type Direction,
  type Entry,
  type EntryKind,
  machineKinds,
  type Payload,
  payloads,
} from '../../contract/entries.ts';
import { clean, type Tx, touch } from '../platform/db/index.ts';
import { entryJson } from './json.ts';

/** What `touch` calls a transaction that appended. */
export const ledgerTopic = 'ledger';

export type NewEntry<K extends EntryKind> = {
  kind: K;
  payload: Payload<K>;
  actor: Actor;
  direction: Direction;
  /** With an `externalId`, the entry is recorded once, however often it is appended. */
  source: { name: string; externalId?: string };
  customerId?: string;
  conversationId?: string;
  channel?: string;
  /** When it happened, for what is written down later. Absent: now, by the database's clock. */
  occurredAt?: string;
  /** Live entries of one conversation stand strictly after this time, whatever the clock says. */
  after?: string;
};

/** An id that sorts by the time it was made (UUIDv7). */
export function newId(): string {
  return v7();
}

/**
 * Appends an entry. One that was appended before (same source and external id) is answered as it was recorded then.
 * @throws ZodError when the payload is not what its kind says (a bug of the caller).
 */
export async function append<K extends EntryKind>(
  tx: Tx,
  entry: NewEntry<K>,
): Promise<{ entry: Entry<K>; repeated: boolean }> {
  const id = newId();
  const machine = machineKinds.includes(entry.kind);
  const { name, externalId = null } = entry.source;
  const payload = JSON.stringify(clean(payloads[entry.kind].parse(entry.payload)));
  // The key and the entry in one statement; it waits for a transaction that is taking the same key.
  const { rows } = await sql<{ json: string }>`
    with k as (
      insert into entry_keys (source_name, external_id, entry_id, machine)
      select ${name}, ${externalId}, ${id}, ${machine} where ${externalId}::text is not null
      on conflict do nothing
      returning 1),
    e as (
      insert into entries (id, machine, kind, customer_id, conversation_id, channel, direction, actor_kind, actor_id,
        occurred_at, source_name, external_id, payload)
      select ${id}::uuid, ${machine}::boolean, ${entry.kind}, ${entry.customerId ?? null}::uuid,
        ${entry.conversationId ?? null}::uuid, ${entry.channel ?? null}, ${entry.direction}, ${entry.actor.kind},
        ${entry.actor.id}::uuid,
        coalesce(${entry.occurredAt ?? null}::timestamptz,
          greatest(clock_timestamp(), ${entry.after ?? null}::timestamptz + interval '1 microsecond')),
        ${name}, ${externalId}, ${payload}::jsonb
      where ${externalId}::text is null or exists (select from k)
      returning *)
    select ${entryJson} as json from e`.execute(tx);
  if (!rows[0]) return { entry: await firstEntry(tx, entry), repeated: true };
  touch(tx, ledgerTopic);
  return { entry: JSON.parse(rows[0].json) as Entry<K>, repeated: false };
}

/** What was recorded when this was appended first. */
async function firstEntry<K extends EntryKind>(tx: Tx, { source }: NewEntry<K>): Promise<Entry<K>> {
  const first = await entryByKey(tx, source.name, source.externalId ?? '');
  if (!first) throw new Error('A key without its entry: the ledger is damaged.');
  return first as Entry<K>;
}

/** The entry that was recorded under a source's own id. */
export async function entryByKey(tx: Tx, sourceName: string, externalId: string): Promise<Entry | undefined> {
  const { rows } = await sql<{ json: string }>`
    select ${entryJson} as json
    from entry_keys k join entries e on e.workspace_id = k.workspace_id and e.id = k.entry_id and e.machine = k.machine
    where k.source_name = ${sourceName} and k.external_id = ${externalId}`.execute(tx);
  return rows[0] && (JSON.parse(rows[0].json) as Entry);
}
