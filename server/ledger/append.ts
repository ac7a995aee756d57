/** Appending: the only way in. The caller changes the state that the entry stands for in the same transaction. */
import { type RawBuilder, sql } from 'kysely';
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
import { clean, epochNow, RunAgain, type Tx } from '../platform/db/index.ts';
import { entryJson } from './json.ts';
import { type Lone, noteAppend } from './lone.ts';

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
  /** Where its conversation's last entry stands, for a caller who holds the conversation: this one comes right behind. */
  behind?: string;
};

/** A new entry of whatever kind. */
export type AnyNewEntry = { [K in EntryKind]: NewEntry<K> }[EntryKind];

/** Statements that change state by an entry, the row `e` of the source that they are given. */
export type Follows = (source: RawBuilder<unknown>) => readonly RawBuilder<unknown>[];

/** An id that sorts by the time it was made (UUIDv7). */
export function newId(): string {
  return v7();
}

/**
 * Appends an entry. One that was appended before (same source and external id) is answered as it was recorded then.
 * `follows` are statements that change state by the entry, the row `e` of the source that they are given: they run with
 * it, as one statement, and do nothing when it was appended before.
 * @throws ZodError when the payload is not what its kind says (a bug of the caller).
 */
export async function append<K extends EntryKind>(
  tx: Tx,
  entry: NewEntry<K>,
  follows: Follows = () => [],
): Promise<{ entry: Entry<K>; repeated: boolean }> {
  const id = newId();
  const machine = machineKinds.includes(entry.kind);
  const { name, externalId = null } = entry.source;
  const payload = JSON.stringify(clean(payloads[entry.kind].parse(entry.payload)));
  const lone: Lone | null = entry.behind === undefined ? null : { behind: entry.behind, entry: undefined };
  noteAppend(tx, lone);
  const following = follows(sql`added e`).map(
    (statement, at) => sql`, ${sql.raw(`follows_${at}`)} as (${statement})`,
  );
  const key = externalId === null ? undefined : { name, externalId };
  // The key and the entry in one statement; it waits for a transaction that is taking the same key.
  const keyed = sql`
    k as (
      insert into entry_keys (source_name, external_id, entry_id, machine) values (${name}, ${externalId}, ${id}, ${machine})
      on conflict do nothing
      returning 1),`;
  const { rows } = await sql<{ json: string; repeated: boolean }>`
    with ${key ? keyed : sql``} added as (
      insert into entries (id, machine, epoch, kind, customer_id, conversation_id, channel, direction, actor_kind,
        actor_id, occurred_at, source_name, external_id, payload)
      select ${id}::uuid, ${machine}::boolean, ${epochNow}, ${entry.kind}, ${entry.customerId ?? null}::uuid,
        ${entry.conversationId ?? null}::uuid, ${entry.channel ?? null}, ${entry.direction}, ${entry.actor.kind},
        ${entry.actor.id}::uuid,
        coalesce(${entry.occurredAt ?? null}::timestamptz,
          greatest(clock_timestamp(), ${entry.after ?? null}::timestamptz + interval '1 microsecond')),
        ${name}, ${externalId}, ${payload}::jsonb
      ${key ? sql`where exists (select from k)` : sql``}
      returning *)
    ${sql.join(following, sql``)}
    select ${entryJson} as json, e.id <> ${id}::uuid as repeated from ${key ? sql`(select * from added union all ${byKey(key, sql`e.*`)} and e.machine = ${sql.lit(machine)})` : sql`added`} e`.execute(
    tx,
  );
  const [row] = rows;
  if (row) {
    const appended = JSON.parse(row.json) as Entry<K>;
    const { position, conversationId } = appended;
    const { customerId = null } = entry;
    if (lone && !row.repeated) {
      lone.entry = {
        id,
        kind: entry.kind,
        position,
        conversationId,
        customerId,
        json: row.json,
        settled: false,
      };
    }
    return { entry: appended, repeated: row.repeated };
  }
  // The transaction that took the key ended while this statement waited for it, and is seen by the next one; or the key
  // is that of an entry among the others, machine or people, where the statement does not look: it has few tables to open.
  const first = key && (await entryByKey(tx, key));
  if (!first) throw new RunAgain('The key of an entry was taken at the same moment.');
  return { entry: first as Entry<K>, repeated: true };
}

type Key = { name: string; externalId: string };

function byKey({ name, externalId }: Key, selected: RawBuilder<unknown>): RawBuilder<{ json: string }> {
  return sql`
    select ${selected}
    from entry_keys k join entries e on e.workspace_id = k.workspace_id and e.id = k.entry_id and e.machine = k.machine
    where k.source_name = ${name} and k.external_id = ${externalId}`;
}

/** The entry that was recorded under a source's own id. */
async function entryByKey(tx: Tx, key: Key): Promise<Entry | undefined> {
  const { rows } = await byKey(key, sql`${entryJson} as json`).execute(tx);
  return rows[0] && (JSON.parse(rows[0].json) as Entry);
}
