/**
 * Finding messages, the newest first. What few messages have is looked up at once. What many have is most likely among the
 * newest: those are read one by one, and behind them the index is asked week by week, of ever more weeks at once.
 */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { conversationIds } from '../conversations/index.ts';
import { codeOf, type Tx } from '../platform/db/index.ts';
import { type Asked, type Hit, marksOf, type Place } from './asked.ts';
import { lookUp, readNewest } from './hits.ts';
import { keyOf, startOfWeek, weekOf } from './keys.ts';
import { marks } from './tokens.ts';
import { type Choice, choicesOf } from './words.ts';
import { readNamespace } from './write.ts';

/** Messages that are read one by one before the index is asked, and by how much more each further time without one. */
const newestMax = 1_000;
const newestGrowth = 4;
/** What so few messages have is looked up in one go. */
const rareMax = 1_500;
/** Keys in a list of a look-up, and lists: what further words ask is seen in the texts. */
const keysMax = 4_000;
const listsMax = 3;
const weeksAtOnceMax = 64;
/** Conversations that a search is narrowed to by the index. */
const conversationsMax = 500;
const statementMillisecondsMax = 2_000;
const budgetMilliseconds = 3_000;
const statementTimedOut = '57014';

/** So many messages that are what is asked for, the newest first. @throws Problem `too-broad` */
export async function findMessages(tx: Tx, asked: Asked, limit: number): Promise<Hit[]> {
  const search: Search = { tx, asked, limit, endsAt: performance.now() + budgetMilliseconds };
  try {
    const timeout = String(statementMillisecondsMax);
    const [, namespace, narrowed] = await Promise.all([
      sql`select set_config('statement_timeout', ${timeout}, true)`.execute(tx),
      readNamespace(tx),
      narrow(tx, asked),
    ]);
    const counted = await choicesOf(tx, asked.wanted, marksOf(asked));
    if (counted === undefined || narrowed?.length === 0) return [];
    const choices = narrowed ? [fewWith(narrowed), ...counted] : counted;
    const [rarest] = choices;
    if (!rarest) return await readOn(search);
    const keys: Keys = (weeks) => keysOf(namespace, choices, weeks);
    if (rarest.messages <= rareMax) return await lookUp(tx, asked, keys(), limit);
    return await readThenLookUp(search, rarest, keys);
  } catch (error) {
    if (codeOf(error) === statementTimedOut) throw tooBroad();
    throw error;
  }
}

type Search = { tx: Tx; asked: Asked; limit: number; endsAt: number };
/** Lists of keys: of the words by themselves, or in these weeks. */
type Keys = (weeks?: readonly number[]) => number[][];

/** The conversations of a customer or a member, where they are not too many. */
async function narrow(tx: Tx, { filter, viewer }: Asked): Promise<string[] | undefined> {
  const { customerId, assignees } = filter;
  const isFew = customerId !== undefined || (assignees !== undefined && !assignees.includes('none'));
  return isFew ? conversationIds(tx, { ...filter, tagIds: undefined }, viewer, conversationsMax) : undefined;
}

/** One of these conversations: few enough to be looked up at once, and not counted. */
function fewWith(conversations: readonly string[]): Choice {
  return { words: conversations.map(marks.conversation), messages: 0 };
}

/** Reads one by one until there are enough: for letters that very many words have. */
async function readOn({ tx, asked, limit, endsAt }: Search): Promise<Hit[]> {
  const found: Hit[] = [];
  let behind = asked.behind;
  for (let most = newestMax; ; most *= newestGrowth) {
    if (performance.now() > endsAt) throw tooBroad();
    const { hits, reached } = await readNewest(tx, { ...asked, behind }, most, limit - found.length);
    found.push(...hits);
    if (found.length === limit || !reached) return found;
    behind = reached;
  }
}

async function readThenLookUp(
  { tx, asked, limit, endsAt }: Search,
  rarest: Choice,
  keys: Keys,
): Promise<Hit[]> {
  const { hits: found, reached, oldest } = await readNewest(tx, asked, newestMax, limit);
  if (found.length === limit || !reached) return found;
  const weeksMax = Math.max(1, Math.min(weeksAtOnceMax, Math.floor(keysMax / rarest.words.length)));
  const first = Math.max(weekOf(oldest), weekOf(asked.since));
  let count = 1;
  for (let week = weekOf(reached.at); week >= first && found.length < limit; week -= count) {
    if (performance.now() > endsAt) throw tooBroad();
    if (week < weekOf(reached.at)) count = Math.min(count * 2, weeksMax);
    const weeks = Array.from({ length: count }, (_, at) => week - at);
    const since = latest(asked.since, startOfWeek(week - count + 1));
    const place: Place = reached;
    found.push(...(await lookUp(tx, { ...asked, behind: place, since }, keys(weeks), limit - found.length)));
  }
  return found;
}

function latest(one: string, other: Date): string {
  return new Date(one) > other ? one : other.toISOString();
}

/** The rarest words that are few enough, each list of one choice. */
function keysOf(
  namespace: string,
  choices: readonly Choice[],
  weeks: readonly number[] | undefined,
): number[][] {
  const times: readonly (number | undefined)[] = weeks ?? [undefined];
  return choices
    .slice(0, listsMax)
    .filter(({ words }, at) => at === 0 || words.length * times.length <= keysMax)
    .map(({ words }) => words.flatMap((word) => times.map((week) => keyOf(namespace, word, week))));
}

function tooBroad(): Problem {
  return new Problem('too-broad', 'That takes too long. Add a word, or narrow the search by a filter.');
}
