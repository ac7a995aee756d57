/** The rows of bulks in the database. */
import { type RawBuilder, sql } from 'kysely';
import { type Bulk, type BulkAction, bulkDaysMax, bulkMax } from '../../contract/bulks.ts';
import { Problem } from '../../contract/errors.ts';
import { id as idSchema, time } from '../../contract/ids.ts';
import { newId } from '../ledger/index.ts';
import { isDuplicate, type Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';

type Sql = RawBuilder<unknown>;

const countOf = (state: keyof Bulk['counts']) =>
  sql`(select count(*) from bulk_conversations r where r.bulk_id = b.id and r.state = ${sql.lit(state)})`;
const bulkJson = sql`json_build_object('id', b.id, 'actions', b.actions, 'state', b.state, 'total', b.total,
  'counts', json_build_object('waiting', ${countOf('waiting')}, 'done', ${countOf('done')}, 'same', ${countOf('same')},
    'failed', ${countOf('failed')}, 'undone', ${countOf('undone')}, 'kept', ${countOf('kept')}),
  'createdAt', rfc3339(b.created_at), 'endedAt', rfc3339(b.ended_at))`;
const isRecent = sql`b.created_at > clock_timestamp() - make_interval(days => ${sql.lit(bulkDaysMax)})`;

/** One of the member's own. @throws Problem `not-found`. */
export async function readBulk(tx: Tx, memberId: string, id: string): Promise<Bulk> {
  const { rows } = await sql<{ json: Bulk }>`
    select ${bulkJson} as json from bulks b where b.id = ${id} and b.member_id = ${memberId} and ${isRecent}`.execute(
    tx,
  );
  if (!rows[0]) throw new Problem('not-found', 'There is no such bulk.');
  return rows[0].json;
}

/** The member's own, the newest first. */
export async function listBulks(
  tx: Tx,
  memberId: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ data: Bulk[]; next: string | null }> {
  const key = query.cursor === undefined ? undefined : decodeCursor(query.cursor, [time, idSchema]);
  const { rows } = await sql<{ json: Bulk }>`
    select ${bulkJson} as json from bulks b where b.member_id = ${memberId} and ${isRecent}
      and ${key ? sql`(b.created_at, b.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)` : sql`true`}
    order by b.created_at desc, b.id desc limit ${query.limit + 1}`.execute(tx);
  const data = rows.slice(0, query.limit).map(({ json }) => json);
  const last = data.at(-1);
  return { data, next: rows.length > query.limit && last ? encodeCursor([last.createdAt, last.id]) : null };
}

/** Writes down a bulk on conversations that a statement names as rows `(id, place)`. What is too old to be undone goes. */
export async function insertBulk(
  tx: Tx,
  made: { memberId: string; source: string; actions: readonly BulkAction[] },
  conversations: Sql,
): Promise<string> {
  const { memberId, source, actions } = made;
  await sql`
    delete from bulks b where b.member_id = ${memberId} and not ${isRecent} and b.state not in ('running', 'undoing')`.execute(
    tx,
  );
  const id = newId();
  await onlyOne(
    sql`
    insert into bulks (id, member_id, source, actions, total)
    values (${id}, ${memberId}, ${source}, ${JSON.stringify(actions)}::jsonb, 0)`.execute(tx),
  );
  await sql`
    insert into bulk_conversations (bulk_id, place, conversation_id)
    select ${id}, c.place, c.id from (${conversations}) c`.execute(tx);
  const { rows } = await sql<{ total: number }>`
    update bulks set total = (select count(*) from bulk_conversations where bulk_id = ${id}) where id = ${id}
    returning total`.execute(tx);
  const total = rows[0]?.total ?? 0;
  if (total > bulkMax) {
    throw new Problem(
      'too-large',
      `At most ${bulkMax} conversations can be changed at once. Narrow the view down, and do it in parts.`,
    );
  }
  if (total === 0) throw new Problem('conflict', 'There is no conversation in it. Choose others.');
  return id;
}

/** Moves a bulk of the member from one of these states to another. @throws Problem `conflict` when it is in none of them. */
export async function moveTo(
  tx: Tx,
  memberId: string,
  id: string,
  from: readonly Bulk['state'][],
  to: 'cancelled' | 'undoing',
): Promise<Bulk> {
  const { state } = await readBulk(tx, memberId, id);
  const moved = await onlyOne(
    sql`
    update bulks set state = ${to}, holder = null, beat_at = null,
      ended_at = case when ${to} = 'cancelled' then clock_timestamp() end
    where id = ${id} and member_id = ${memberId} and state = any(${[...from]}::text[])`.execute(tx),
  );
  if (moved.numAffectedRows !== 1n)
    throw new Problem('conflict', `This bulk is ${state}: that is not possible now.`);
  return readBulk(tx, memberId, id);
}

async function onlyOne<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new Problem(
      'conflict',
      'You are changing many conversations already. Wait until that is done, or cancel it.',
    );
  }
}
