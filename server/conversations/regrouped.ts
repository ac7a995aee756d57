/** What entries about merges, splits and links mean to the tables, as parts of statements over the row `e`. */
import { type RawBuilder, sql } from 'kysely';

type Sql = RawBuilder<unknown>;

const ids = (list: Sql) => sql`array(select jsonb_array_elements_text(${list})::uuid)`;

export const gainedTags = ids(sql`e.payload -> 'gainedTagIds'`);

export const withoutLostTags = sql`tag_ids = array(
  select one from unnest(c.tag_ids) with ordinality as t(one, at)
  where one <> all(${ids(sql`e.payload -> 'lostTagIds'`)}) order by at)`;

export const setMerged = sql`status = 'merged', snoozed_until = null, waiting_since = null, last_at = e.occurred_at`;

/** Open again, it has not ended; else it is closed as it was. */
export const setUnmerged = sql`status = e.payload ->> 'status',
  closed_at = case when e.payload ->> 'status' = 'closed' then c.closed_at end,
  reason_id = case when e.payload ->> 'status' = 'closed' then c.reason_id end`;

export const setStanding = sql`last_at = e.occurred_at,
  inbound_count = (e.payload -> 'standing' ->> 'inboundCount')::integer,
  waiting_since = (e.payload -> 'standing' ->> 'waitingSince')::timestamptz,
  last_message = nullif(e.payload -> 'standing' -> 'lastMessage', 'null')`;

/** Writes down how far members have read what stands there now. */
export function saveReads(source: Sql): Sql {
  return sql`
    insert into conversation_reads (conversation_id, member_id, read_count)
    select e.conversation_id, (read ->> 'memberId')::uuid, (read ->> 'count')::integer
    from ${source} cross join lateral jsonb_array_elements(e.payload -> 'standing' -> 'reads') as r(read)
    on conflict (workspace_id, conversation_id, member_id) do update set read_count = excluded.read_count`;
}

export function merging(source: Sql): Sql[] {
  return [
    sql`
      insert into conversation_merges (from_id, into_id, was_closed, tag_ids, merged_by, merged_at)
      select e.conversation_id, (e.payload ->> 'intoId')::uuid, (e.payload ->> 'wasClosed')::boolean, ${gainedTags},
        e.actor_id, e.occurred_at
      from ${source}`,
  ];
}

export function unmerging(source: Sql): Sql {
  return sql`delete from conversation_merges m using ${source} where m.from_id = e.conversation_id`;
}

/** Single messages stand where they came to; of a whole conversation that is told by its merge. */
export function moving(source: Sql): Sql[] {
  return [
    sql`
      insert into moved_messages (entry_id, conversation_id)
      select moved.id::uuid, e.conversation_id
      from ${source} cross join lateral jsonb_array_elements_text(
        case jsonb_typeof(e.payload -> 'messageIds') when 'array' then e.payload -> 'messageIds' else '[]' end) as moved(id)
      on conflict (workspace_id, entry_id) do update set conversation_id = excluded.conversation_id`,
  ];
}

const pair = sql`least(e.conversation_id, (e.payload ->> 'otherId')::uuid) as one_id,
  greatest(e.conversation_id, (e.payload ->> 'otherId')::uuid) as other_id`;

/** Both conversations tell of their link. */
export function linking(source: Sql): Sql {
  return sql`
    insert into conversation_links (one_id, other_id) select ${pair} from ${source} on conflict do nothing`;
}

export function unlinking(source: Sql): Sql {
  return sql`
    delete from conversation_links l using (select ${pair} from ${source}) gone
    where l.one_id = gone.one_id and l.other_id = gone.other_id`;
}
