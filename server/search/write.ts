/** Writing the index. Whoever does holds `lockIndex`, so that counts of words are those of the messages. */
import { sql } from 'kysely';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { type Indexed, indexedOf, type MessageEntry, tokensIn } from './read.ts';
import { endingsOf } from './tokens.ts';

/** Makes all others who write the workspace's index wait until the transaction ends. */
export async function lockIndex(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('message search ' || current_workspace(), 0))`.execute(
    tx,
  );
}

/** By what this workspace's keys are told from those of others. */
export async function readNamespace(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id_namespace() as id`.execute(tx);
  return rows[0]?.id ?? '';
}

/** Makes messages findable; those that are already stay as they are. */
export async function indexMessages(tx: Tx, entries: readonly MessageEntry[]): Promise<void> {
  const namespace = await readNamespace(tx);
  const rows = entries.flatMap((entry) => indexedOf(namespace, entry) ?? []);
  if (rows.length === 0) return;
  await write(rows).execute(tx);
}

/** One statement: the messages that are new, their words counted, and the endings of words that nobody had used. */
function write(rows: readonly Indexed[]) {
  const of = (part: (row: Indexed) => string | number | boolean | null) => arrayText(rows.map(part));
  const pairs = rows.flatMap(({ messageId, tokens }) => tokens.map((token) => ({ messageId, token })));
  return sql`
    with added as (
      insert into message_texts (message_id, conversation_id, occurred_at, said, author_id, has_file, folded, keys)
      select id, conversation, at, said, author, has_file, folded, keys::integer[]
      from unnest(${of(({ messageId }) => messageId)}::uuid[], ${of(({ conversationId }) => conversationId)}::uuid[],
        ${of(({ occurredAt }) => occurredAt)}::timestamptz[], ${of(({ said }) => said)}::text[],
        ${of(({ authorId }) => authorId)}::uuid[], ${of(({ hasFile }) => hasFile)}::boolean[],
        ${of(({ folded }) => folded)}::text[], ${of(({ keys }) => arrayText(keys))}::text[])
        as r (id, conversation, at, said, author, has_file, folded, keys)
      on conflict do nothing
      returning message_id
    ), counted as (
      insert into message_words (word, messages)
      select p.word, count(*)
      from unnest(${arrayText(pairs.map(({ messageId }) => messageId))}::uuid[],
        ${arrayText(pairs.map(({ token }) => token))}::text[]) as p (id, word)
      join added a on a.message_id = p.id
      group by p.word order by p.word
      on conflict (workspace_id, word) do update set messages = message_words.messages + excluded.messages
      returning word, xmax = 0 as is_new
    )
    insert into message_word_ends (ending, word)
    select distinct substr(e.word, n), e.word
    from unnest(${arrayText(wordsOf(rows))}::text[], ${arrayText(wordsOf(rows).map(endingsOf))}::integer[]) as e (word, ends)
    join counted c on c.word = e.word and c.is_new
    cross join lateral generate_series(1, e.ends) n
    on conflict do nothing`;
}

const wordsOf = (rows: readonly Indexed[]): string[] => [...new Set(rows.flatMap(({ tokens }) => tokens))];

type Row = Pick<Indexed, 'messageId' | 'conversationId' | 'said' | 'authorId' | 'hasFile' | 'folded'>;

/** Takes messages out, and with them every word that no other message has. */
export async function forgetMessages(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<Row>`
    delete from message_texts where message_id = any(${arrayText(ids)}::uuid[])
    returning message_id as "messageId", conversation_id as "conversationId", said, author_id as "authorId",
      has_file as "hasFile", folded`.execute(tx);
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const token of tokensIn(row)) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const words = [...counts.keys()];
  await sql`
    update message_words w set messages = w.messages - g.messages
    from unnest(${arrayText(words)}::text[], ${arrayText([...counts.values()])}::bigint[]) as g (word, messages)
    where w.word = g.word`.execute(tx);
  await sql`
    with gone as (
      delete from message_words where word = any(${arrayText(words)}::text[]) and messages <= 0 returning word
    ), ends as (
      select e.word, n from unnest(${arrayText(words)}::text[], ${arrayText(words.map(endingsOf))}::integer[]) as e (word, ends)
      join gone g on g.word = e.word cross join lateral generate_series(1, e.ends) n
    )
    delete from message_word_ends d using ends where d.ending = substr(ends.word, ends.n) and d.word = ends.word`.execute(
    tx,
  );
}
