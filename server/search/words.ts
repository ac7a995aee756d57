/** Which words of the index are meant by a search, and how many messages have them. */
import { sql } from 'kysely';
import type { Tx } from '../platform/db/index.ts';
import { type Part, partsOf } from './tokens.ts';

/** With it a beginning stands after every text that begins so, compared byte by byte. */
const lastCharacter = '\u{10FFFF}';
/** A part that so many words have is no help: half of all messages have one of them. */
const wordsMax = 1_000;

/** One of these words is in each message that is looked for; `messages` have one at most. */
export type Choice = { words: string[]; messages: number };

/** What the texts ask of the index, the rarest first; nothing at all where a word is nobody's. */
export async function choicesOf(
  tx: Tx,
  wanted: readonly string[],
  marked: readonly (readonly string[])[],
): Promise<Choice[] | undefined> {
  const parts = wanted.flatMap((one) => partsOf(one));
  const choices = await Promise.all([
    ...parts.map((part) => choiceOf(tx, part)),
    ...marked.map((words) => exactly(tx, words)),
  ]);
  const known = choices.filter((choice) => choice !== undefined);
  if (known.some(({ words }) => words.length === 0)) return undefined;
  return known.sort((one, other) => one.messages - other.messages);
}

/** The words with this part; undefined where they are too many. */
async function choiceOf(tx: Tx, { text, isWhole }: Part): Promise<Choice | undefined> {
  if (isWhole) return exactly(tx, [text]);
  const { rows } = await sql<{ word: string; messages: string }>`
    select w.word, w.messages from (
      select e.word from message_word_ends e where e.ending >= ${text} and e.ending < ${text + lastCharacter}
      limit ${wordsMax + 1}
    ) e cross join lateral (select word, messages from message_words where word = e.word limit 1) w`.execute(
    tx,
  );
  if (rows.length > wordsMax) return undefined;
  return choiceFrom(rows);
}

async function exactly(tx: Tx, words: readonly string[]): Promise<Choice> {
  const { rows } = await sql<{ word: string; messages: string }>`
    select w.word, w.messages from unnest(${[...words]}::text[]) as u (word)
    cross join lateral (select word, messages from message_words where word = u.word limit 1) w`.execute(tx);
  return choiceFrom(rows);
}

function choiceFrom(rows: readonly { word: string; messages: string }[]): Choice {
  const counts = new Map(rows.map(({ word, messages }) => [word, Number(messages)]));
  return {
    words: [...counts.keys()],
    messages: [...counts.values()].reduce((sum, count) => sum + count, 0),
  };
}
