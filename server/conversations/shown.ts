/**
 * What messages say now. Their entries tell for ever what was said first; whoever shows a message to somebody asks here
 * what became of it since.
 */
import { sql } from 'kysely';
import { isMessageChange } from '../../contract/apply.ts';
import type { Entry } from '../../contract/entries.ts';
import type { Mention } from '../../contract/mentions.ts';
import type { Changed } from '../../contract/message-change-entries.ts';
import type { Rich } from '../../contract/rich-text.ts';
import { entriesById, payloadRow } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** An entry as it is shown: a message says what it says now. */
export type Shown<E extends Entry = Entry> = E & { changed?: Changed };

export type MessageState = {
  changed: Changed;
  /** The entries that edited it, in their order. */
  editIds: readonly string[];
  /** Of the last edit; null: it stands as it was written. */
  said: { text: string; rich?: Rich; mentions?: Mention[] } | null;
};

/** What became of those of these messages that were changed. */
export async function changesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, MessageState>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; json: MessageState }>`
    select m.message_id as id, json_build_object(
      'changed', json_build_object('revision', m.revision, 'editedAt', rfc3339(m.edited_at),
        'deletedAt', rfc3339(m.deleted_at), 'deletedBy', m.deleted_by),
      'editIds', m.edit_ids,
      'said', case when x.payload is null then null else jsonb_strip_nulls(jsonb_build_object('text', x.payload -> 'text',
          'rich', x.payload -> 'rich', 'mentions', x.payload -> 'mentions')) end) as json
    from message_changes m
    left join lateral ${payloadRow(sql`m.edit_ids[array_upper(m.edit_ids, 1)]`)} x on true
    where m.message_id = any(${arrayText(ids)}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, json }) => [id, json]));
}

/** Entries as they are shown; those that are no messages, or were never changed, as they are. */
export async function asShown<E extends Entry>(tx: Tx, entries: readonly E[]): Promise<Shown<E>[]> {
  const messages = entries.filter(isTeamMessage).map(({ id }) => id);
  const changes = await changesOf(tx, messages);
  if (changes.size === 0) return [...entries];
  return entries.map((entry) => {
    const state = changes.get(entry.id);
    return state ? shownOf(entry, state) : entry;
  });
}

/** Messages by their ids, as they are shown. */
export async function shownById(tx: Tx, ids: readonly string[]): Promise<Shown[]> {
  return asShown(tx, await entriesById(tx, ids));
}

/** A page of entries as JSON, as they are shown. A deleted message's words stand in no entry that is told. */
export async function retold(tx: Tx, page: readonly string[]): Promise<string[]> {
  const entries = page.map((json) => (mayChange.test(json) ? (JSON.parse(json) as Entry) : undefined));
  const ids = entries.flatMap((entry) =>
    entry === undefined ? [] : isMessageChange(entry) ? entry.payload.messageId : entry.id,
  );
  const changes = await changesOf(tx, ids);
  if (changes.size === 0) return [...page];
  return page.map((json, at) => {
    const entry = entries[at];
    if (entry === undefined) return json;
    if (!isMessageChange(entry)) {
      const state = changes.get(entry.id);
      return state ? JSON.stringify(shownOf(entry, state)) : json;
    }
    const isDeleted = changes.get(entry.payload.messageId)?.changed.deletedAt;
    return isDeleted ? JSON.stringify({ ...entry, payload: silent(entry.payload) }) : json;
  });
}
const mayChange = /"kind" ?: ?"(message\.|note\.added)/;

/** Which messages the team wrote: no others are ever changed. */
function isTeamMessage({ kind }: Entry): boolean {
  return kind === 'message.sent' || kind === 'note.added';
}

function shownOf<E extends Entry>(entry: E, { changed, said }: MessageState): Shown<E> {
  if (changed.deletedAt !== null) return { ...entry, payload: silent(entry.payload), changed } as Shown<E>;
  if (said === null) return { ...entry, changed };
  const { mentions: _, rich: __, ...payload } = entry.payload as { mentions?: unknown; rich?: unknown };
  return { ...entry, payload: { ...payload, ...said }, changed } as Shown<E>;
}

function silent(payload: object): object {
  const { attachments: _, mentions: __, rich: ___, ...rest } = payload as Record<string, unknown>;
  return 'text' in rest ? { ...rest, text: '' } : rest;
}
