/** What entries that change a message mean to the tables, as parts of statements over the row `e`. */
import { type RawBuilder, sql } from 'kysely';
import { previewLengthMax } from '../../contract/conversations.ts';
import { payloadRow } from '../ledger/index.ts';

type Sql = RawBuilder<unknown>;

const messageId = sql`(e.payload ->> 'messageId')::uuid`;
const revision = sql`(e.payload ->> 'revision')::integer`;

export function saveEdit(source: Sql): Sql {
  return sql`
    insert into message_changes (message_id, revision, edit_ids, edited_at)
    select ${messageId}, ${revision}, array[e.id], e.occurred_at from ${source}
    on conflict (workspace_id, message_id) do update set revision = excluded.revision,
      edit_ids = message_changes.edit_ids || excluded.edit_ids, edited_at = excluded.edited_at`;
}

export function saveDeletion(source: Sql): Sql {
  return sql`
    insert into message_changes (message_id, revision, deleted_at, deleted_by)
    select ${messageId}, ${revision}, e.occurred_at, e.actor_id from ${source}
    on conflict (workspace_id, message_id) do update set revision = excluded.revision,
      deleted_at = excluded.deleted_at, deleted_by = excluded.deleted_by`;
}

export function saveRestoration(source: Sql): Sql {
  return sql`
    update message_changes m set revision = ${revision}, deleted_at = null, deleted_by = null
    from ${source} where m.workspace_id = e.workspace_id and m.message_id = ${messageId}`;
}

const text = sql`jsonb_build_object('text', left(e.payload ->> 'text', ${sql.lit(previewLengthMax)}))`;
const nothing = sql`'{"text": "", "deleted": true}'::jsonb`;

export const editedPreview = ofIt(sql`c.last_message || ${text}`);
export const deletedPreview = ofIt(sql`(c.last_message - 'files') || ${nothing}`);
/** `files`: how many there are, as a part of it. */
export function restoredPreview(files: Sql): Sql {
  return ofIt(sql`(c.last_message - 'deleted') || ${text} || ${files}`);
}

/** Where it is the newest message that is changed. Which one that is, its time says, as it says to those who follow along. */
function ofIt(preview: Sql): Sql {
  return sql`last_message = case
    when c.last_message ->> 'occurredAt' = e.payload ->> 'messageAt'
      and c.last_message -> 'note' = e.payload -> 'note' then ${preview}
    else c.last_message end`;
}

/** What an entry's message is as a conversation's newest, given as what it was when it was written. */
export function changedPreview(e: Sql, written: Sql): Sql {
  return sql`(
    select case
      when became.deleted_at is not null then (${written} - 'files') || ${nothing}
      when said.payload is not null then
        ${written} || jsonb_build_object('text', left(said.payload ->> 'text', ${sql.lit(previewLengthMax)}))
      else ${written} end
    from (select 1) as one
    left join message_changes became on became.workspace_id = ${e}.workspace_id and became.message_id = ${e}.id
    left join lateral ${payloadRow(sql`became.edit_ids[array_upper(became.edit_ids, 1)]`)} said on true)`;
}
