/** Messages by the million, written as the product has them, index and all, by COPY. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type RawBuilder, sql } from 'kysely';
import type { Session } from '../../server/platform/db/index.ts';
import { endingsOf, keyOf, tokensOf, weekOf } from '../../server/search/testing.ts';
import { talkFrom } from './talk.ts';

const messagesOfConversation = 4;
/** Of a hundred conversations so many are open. */
const openOfHundred = 2;
/** Members beside the owner. */
export const agents = 50;
const millisecondsApart = 16_000;
const followers = '{message-search,segments,duplicates,promises-go-along,scheduled-messages,notifications}';
const seed = 20_261_122;
const batch = 2_000;

type Where = { workspaceId: string; inboxId: string; memberId: string };

/** The n-th id of its kind. */
export function numbered(kind: number, n: number): string {
  return `0000000${kind}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** The same in SQL. */
const idAt = (kind: number, n: RawBuilder<unknown>) =>
  sql`(${`0000000${kind}-0000-7000-8000-`}::text || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** Fills an empty workspace with so many messages, the newest an hour ago. */
export async function writeMessages(session: Session, where: Where, count: number): Promise<void> {
  const { tx, copyFrom } = session;
  const end = Date.now() - 3_600_000;
  const indexes = await dropIndexes(tx);
  const { workspaceId, inboxId, memberId } = where;
  const conversations = Math.ceil(count / messagesOfConversation);
  await sql`
    insert into customers (workspace_id, id, name, created_at)
    select ${workspaceId}, ${idAt(1, sql`n`)}, 'Customer ' || n, now()
    from generate_series(0, ${conversations - 1}) n`.execute(tx);
  await sql`
    insert into members (workspace_id, id, user_id, name, email, role, joined_at)
    select ${workspaceId}, ${idAt(4, sql`n`)}, 'agent-' || n, 'Agent ' || n, 'agent-' || n || '@example.com', 'agent', now()
    from generate_series(0, ${agents - 1}) n`.execute(tx);
  // Who wrote first in every other one waits; of those that are open, half are somebody's.
  await sql`
    insert into conversations (workspace_id, id, inbox_id, customer_id, channel, status, assignee_id, opened_at, last_at,
      closed_at, waiting_since, inbound_count, last_message, epoch, xid, seq)
    select ${workspaceId}, ${idAt(2, sql`n`)}, ${inboxId}, ${idAt(1, sql`n`)}, 'webchat',
      case when is_open then 'open' else 'closed' end, case when is_open and n % 4 < 2 then ${idAt(4, sql`n / 4 % ${agents}::integer`)} end,
      at - interval '1 hour', at, case when not is_open then at end, case when is_open and n % 2 = 1 then at end,
      ${messagesOfConversation / 2}, json_build_object('text', 'the', 'direction', case when n % 2 = 1 then 'inbound' else 'outbound' end,
        'note', false, 'author', json_build_object('kind', 'system', 'id', null), 'occurredAt', rfc3339(at)), 1, '1'::xid8, n
    from (
      select n, n % 100 < ${openOfHundred} as is_open,
        ${new Date(end)}::timestamptz - ${millisecondsApart}::bigint * (${conversations}::integer - n) * interval '1 millisecond' as at
      from generate_series(0, ${conversations - 1}) n) c`.execute(tx);
  const talk = talkFrom(seed);
  const counts = new Map<string, number>();
  const keys = keysWith(workspaceId);
  const tokens = new Map(talk.words.map(({ folded }) => [folded, [...tokensOf(folded)]]));
  for (let first = 0; first < count; first += batch * 100) {
    const entries = copyFrom(
      'copy entries (workspace_id, id, kind, customer_id, conversation_id, channel, direction, actor_kind, actor_id, occurred_at, source_name, payload) from stdin',
    );
    const lines: string[] = [];
    const texts: string[] = [];
    for (let n = first; n < Math.min(count, first + batch * 100); n += 1) {
      const at = new Date(end - (count - n) * millisecondsApart);
      const said = talk.say(n);
      const thread = n % conversations;
      const isReply = (Math.floor(n / conversations) + thread) % 2 === 1;
      const id = numbered(3, n);
      const found = new Set(said.flatMap(({ folded }) => tokens.get(folded) ?? [...tokensOf(folded)]));
      if (isReply) found.add(`@author ${memberId}`);
      for (const token of found) counts.set(token, (counts.get(token) ?? 0) + 1);
      const time = at.toISOString();
      const payload = JSON.stringify({ text: said.map(({ text }) => text).join(' ') });
      lines.push(
        `${workspaceId}\t${id}\t${isReply ? 'message.sent' : 'message.received'}\t${numbered(1, thread)}\t${numbered(2, thread)}\twebchat\t${isReply ? 'outbound' : 'inbound'}\t${isReply ? `member\t${memberId}` : `customer\t${numbered(1, thread)}`}\t${time}\tload\t${payload}\n`,
      );
      texts.push(
        `${workspaceId}\t${id}\t${numbered(2, thread)}\t${time}\t${isReply ? `team\t${memberId}` : 'customer\t\\N'}\tf\t${said.map(({ folded }) => folded).join(' ')}\t{${[keyOf(workspaceId, `@conversation ${numbered(2, thread)}`), ...keys(found, weekOf(at))].join()}}\n`,
      );
      if (lines.length === batch) await put(entries, lines.splice(0).join(''));
    }
    await close(entries, lines.join(''));
    const rows = copyFrom(
      'copy message_texts (workspace_id, message_id, conversation_id, occurred_at, said, author_id, has_file, folded, keys) from stdin',
    );
    while (texts.length > 0) await put(rows, texts.splice(0, batch).join(''));
    await close(rows, '');
  }
  await writeWords(session, workspaceId, counts);
  await sql`set maintenance_work_mem = '1GB'`.execute(tx);
  for (const definition of indexes) await sql.raw(definition.replace(' ON ONLY ', ' ON ')).execute(tx);
  await sql`
    insert into follower_cursors (workspace_id, follower, epoch, xid, seq)
    select ${workspaceId}, f, e.epoch, e.xid, e.seq from unnest(${followers}::text[]) f,
      (select epoch, xid, seq from entries where workspace_id = ${workspaceId} order by epoch desc, xid desc, seq desc limit 1) e
    on conflict (workspace_id, follower) do update set epoch = excluded.epoch, xid = excluded.xid, seq = excluded.seq`.execute(
    tx,
  );
}

/** Takes the indexes away that are cheaper to make at the end, and answers how they are made. */
async function dropIndexes(tx: Session['tx']): Promise<string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid = any('{entries,entries_people,message_texts}'::regclass[])
      and not exists (select from pg_inherits h where h.inhrelid = i.indexrelid)`.execute(tx);
  for (const { name, definition } of rows) {
    const isKey = definition.includes('UNIQUE') && name === 'message_texts_pkey';
    await sql
      .raw(isKey ? 'alter table message_texts drop constraint message_texts_pkey' : `drop index ${name}`)
      .execute(tx);
  }
  return rows.map(({ name, definition }) =>
    name === 'message_texts_pkey'
      ? 'alter table message_texts add primary key (workspace_id, message_id)'
      : definition,
  );
}

/** The keys of a message's tokens; those of one week are kept while it lasts. */
function keysWith(namespace: string): (tokens: Iterable<string>, week: number) => number[] {
  const always = new Map<string, number>();
  let [current, inWeek] = [0, new Map<string, number>()];
  const known = (map: Map<string, number>, token: string, week?: number) => {
    const before = map.get(token);
    if (before !== undefined) return before;
    const key = keyOf(namespace, token, week);
    map.set(token, key);
    return key;
  };
  return (tokens, week) => {
    if (week !== current) [current, inWeek] = [week, new Map()];
    return [...tokens].flatMap((token) => [known(always, token), known(inWeek, token, week)]);
  };
}

async function writeWords(
  { copyFrom }: Session,
  workspaceId: string,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  const words = copyFrom('copy message_words (workspace_id, word, messages) from stdin');
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  while (sorted.length > 0) {
    const some = sorted.splice(-batch);
    await put(words, some.map(([word, count]) => `${workspaceId}\t${word}\t${count}\n`).join(''));
  }
  await close(words, '');
  const ends = copyFrom('copy message_word_ends (workspace_id, ending, word) from stdin');
  let lines: string[] = [];
  for (const word of counts.keys()) {
    const letters = [...word];
    for (let n = 0; n < endingsOf(word); n += 1)
      lines.push(`${workspaceId}\t${letters.slice(n).join('')}\t${word}\n`);
    if (lines.length < batch) continue;
    await put(ends, lines.join(''));
    lines = [];
  }
  await close(ends, lines.join(''));
}

async function put(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}

async function close(stream: Writable, text: string): Promise<void> {
  stream.end(text);
  await finished(stream);
}
