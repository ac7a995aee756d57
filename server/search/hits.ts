/** Statements that find messages. What the index answers for is looked at once more in the text. */
import { type RawBuilder, sql } from 'kysely';
import { conversationOf, placeOf } from '../conversations/index.ts';
import { holds } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import type { Asked, Hit, Place } from './asked.ts';

type Sql = RawBuilder<unknown>;

/**
 * Looks at so many of the newest messages, one by one. `reached`: the last of them, absent where there are no more;
 * `oldest`: when the first message of all was said.
 */
export async function readNewest(
  tx: Tx,
  asked: Asked,
  most: number,
  limit: number,
): Promise<{ hits: Hit[]; reached: Place | undefined; oldest: string }> {
  const texts = asked.wanted.map((one) => sql`strpos(m.folded, ${one}) > 0`);
  const { rows } = await sql<Partial<Hit> & { last: Place | null; count: number; oldest: string }>`
    with newest as materialized (
      select m.message_id, m.conversation_id, m.occurred_at, m.said, m.author_id, m.has_file,
        ${sql.join([sql`true`, ...texts], sql` and `)} as fits
      from message_texts m
      where m.occurred_at >= ${asked.since}::timestamptz and m.occurred_at < ${asked.until}::timestamptz and ${behind(asked)}
      order by m.occurred_at desc, m.message_id desc limit ${most}
    ), found as (${hitsIn(sql`(select * from newest n where n.fits)`, asked, limit)})
    select f.*, e.*
    from (
      select count(*)::integer as count, (
        select json_build_object('at', rfc3339(n.occurred_at), 'id', n.message_id) from newest n
        order by n.occurred_at, n.message_id limit 1) as last,
        (select rfc3339(m.occurred_at) from message_texts m order by m.occurred_at limit 1) as oldest
      from newest
    ) e left join found f on true`.execute(tx);
  const hits = rows.flatMap(({ at, id, conversation }) =>
    at && id && conversation ? [{ at, id, conversation }] : [],
  );
  const [{ last = null, count = 0, oldest = '' } = {}] = rows;
  return { hits, reached: last && count === most ? last : undefined, oldest };
}

/** Looks up messages that have a key of each list. */
export async function lookUp(
  tx: Tx,
  asked: Asked,
  lists: readonly (readonly number[])[],
  limit: number,
): Promise<Hit[]> {
  const [first = [], second, third] = lists;
  const keys = (list: readonly number[] | undefined) => (list ? arrayText(list) : null);
  const until = asked.behind && asked.behind.at < asked.until ? asked.behind.at : asked.until;
  const matched = sql`messages_with(${keys(first)}::integer[], ${keys(second)}::integer[], ${keys(third)}::integer[],
    ${arrayText(asked.wanted)}::text[], ${asked.since}::timestamptz, ${until}::timestamptz)`;
  const { rows } = await hitsIn(
    sql`(select m.* from ${matched} m where ${behind(asked)} and m.occurred_at < ${asked.until}::timestamptz)`,
    asked,
    limit,
  ).execute(tx);
  return rows;
}

function behind({ behind: place }: Asked): Sql {
  return place
    ? sql`(m.occurred_at, m.message_id) < (${place.at}::timestamptz, ${place.id}::uuid)`
    : sql`true`;
}

/** Of messages, those that are what is asked for in every other respect, the newest first. */
function hitsIn(
  messages: Sql,
  { said, authors, hasFile, filter, viewer }: Asked,
  limit: number,
): RawBuilder<Hit> {
  const conditions: Sql[] = [sql`true`];
  if (said) conditions.push(sql`m.said = any(${[...said]}::text[])`);
  if (authors) conditions.push(sql`m.author_id = any(${arrayText(authors)}::uuid[])`);
  if (hasFile !== undefined) conditions.push(sql`m.has_file = ${hasFile}`);
  return sql<Hit>`
    select rfc3339(e.occurred_at) as at, e.id, c.json as conversation
    from (
      select m.message_id as id, m.conversation_id, m.occurred_at from ${messages} m
      where ${sql.join(conditions, sql` and `)}
      order by m.occurred_at desc, m.message_id desc
    ) e cross join lateral (${conversationOf(placeOf(sql`e.id`, sql`e.conversation_id`), filter, viewer)}) c
    where ${holds}
    order by e.occurred_at desc, e.id desc limit ${limit}`;
}
