/**
 * Finding customers while somebody types. Matches come in the order of the index: of the text as a whole from the
 * beginning of a name or address (the exact one first), from a later word, from inside a word; then of those who have
 * all of its words somewhere. Each customer comes once, at the best place, with all that was merged into it.
 */
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Customer } from '../../contract/customers.ts';
import { id } from '../../contract/ids.ts';
import type { Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { customerJson, customersByIdentity } from './queries.ts';
import { places } from './terms.ts';
import { parseWanted, type Wanted } from './wanted.ts';

/** With it a beginning stands after every text that begins so, compared byte by byte. */
const lastCharacter = '\u{10FFFF}';
/** How many who have one of several words are looked at, whether they have the others, before the next best place. */
const candidatesMax = 10_000;
/** A word is common when so many have it. */
const commonMin = 500;

/** Where a search stands: behind this match of this stage. */
type Found = { stage: number; term: string; customerId: string; source: string; json: Customer };
type Place = Pick<Found, 'stage' | 'term' | 'customerId' | 'source'>;

/** One page of those who match. */
export async function searchCustomers(
  tx: Tx,
  query: { search: string; limit: number; cursor?: string | undefined },
): Promise<{ data: Customer[]; next: string | null }> {
  const wanted = parseWanted(query.search);
  const after = placeOf(query.cursor);
  if (wanted.phrase.length === 0) return { data: [], next: null };
  const found: Found[] = [];
  let stage: number | undefined = after?.stage ?? 0;
  while (stage !== undefined && found.length <= query.limit) {
    const behind = after?.stage === stage ? after : undefined;
    found.push(...(await walk(tx, wanted, stage, behind, query.limit + 1 - found.length)));
    stage = await nextStage(tx, wanted, stage);
  }
  if (found.length === 0 && after === undefined) return { data: await visitor(tx, query.search), next: null };
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    data: page.map(({ json }) => json),
    next: found.length > query.limit && last ? cursorOf(last) : null,
  };
}

/** The id of a visitor is found whole only. */
async function visitor(tx: Tx, search: string): Promise<Customer[]> {
  return z.uuid().safeParse(search.trim()).success ? customersByIdentity(tx, `visitor:${search.trim()}`) : [];
}

function cursorOf({ stage, term, customerId, source }: Place): string {
  return encodeCursor([String(stage), term, customerId, source]);
}

function placeOf(cursor: string | undefined): Place | undefined {
  const parts = decodeCursor(cursor, [z.string().regex(/^\d{1,2}$/), z.string(), id, z.string()]);
  return parts && { stage: Number(parts[0]), term: parts[1], customerId: parts[2], source: parts[3] };
}

/**
 * Stages 0 to 2 are the places of the whole text. After them come those of one of its words, for customers who have the
 * others too: of the first word 3 to 5, of the second 6 to 8, and so on. That word is the rarest.
 */
async function nextStage(tx: Tx, { words }: Wanted, stage: number): Promise<number | undefined> {
  if (stage % places.length < places.length - 1) return stage + 1;
  if (stage >= places.length || words.length < 2) return undefined;
  const counts = await Promise.all(words.map((starts) => countUpTo(tx, starts)));
  return places.length * (1 + counts.indexOf(Math.min(...counts)));
}

/** How many matches a word has, counted up to where it is common. */
async function countUpTo(tx: Tx, starts: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from unnest(${places}::smallint[]) as p(place), unnest(${starts}::text[]) as s(start)
      cross join lateral (
        select from customer_terms t
        where t.place = p.place and ${begins(sql`t.term`, sql`s.start`)} limit ${commonMin}
      ) t limit ${commonMin}) found`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Bounds that an index can use, without any sign that means more than itself. */
function begins(term: RawBuilder<unknown>, start: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${term} >= ${start} and ${term} < ${start} || ${lastCharacter}::text`;
}

/** Matches of one stage in the order of the index. */
async function walk(
  tx: Tx,
  { phrase, words }: Wanted,
  stage: number,
  after: Place | undefined,
  limit: number,
): Promise<Found[]> {
  const place = stage % places.length;
  const driver = stage < places.length ? undefined : stage / places.length - 1;
  const starts = driver === undefined ? phrase : words[Math.trunc(driver)];
  if (!starts) return [];
  const others = words.filter((_, at) => driver !== undefined && at !== Math.trunc(driver));
  const order = sql`t.term, t.customer_id, t.source`;
  // Of many who have one word, some are looked at whether they have the others.
  const candidates = driver === undefined ? sql`` : sql`limit ${candidatesMax}`;
  const isIt = [
    isBest(starts, place),
    ...(driver === undefined ? [] : [sql`not ${has(phrase)}`]),
    ...others.map(has),
  ];
  const { rows } = await sql<Found>`
    select t.term, t.customer_id as "customerId", t.source,
      (select ${customerJson} from customers c where c.id = root_of(t.customer_id)) as json
    from (
      select t.* from unnest(${starts}::text[]) as s(start)
      cross join lateral (
        select t.term, t.customer_id, t.source from (
          select t.term, t.customer_id, t.source, array(select ids_of(root_of(t.customer_id))) as ids
          from customer_terms t
          where t.place = ${place}::smallint and ${begins(sql`t.term`, sql`s.start`)}
            and ${after ? sql`(t.term, t.customer_id, t.source) > (${after.term}, ${after.customerId}::uuid, ${after.source})` : sql`true`}
          order by ${order} ${candidates}
        ) t
        where ${sql.join(isIt, sql` and `)}
        order by ${order} limit ${limit}
      ) t
      order by ${order} limit ${limit}
    ) t
    order by ${order}`.execute(tx);
  return rows.map((row) => ({ ...row, stage }));
}

/** Whether the customer of `t`, or one merged with it, has something that begins so. */
function has(starts: readonly string[]): RawBuilder<unknown> {
  return sql`exists (${mine(starts)})`;
}

/** An array of ids, not a join: whatever PostgreSQL thinks of the tables' sizes, it goes by the customers' index. */
function mine(starts: readonly string[]): RawBuilder<unknown> {
  return sql`
    select from customer_terms o, unnest(${starts}::text[]) as s(start)
    where o.customer_id = any (t.ids) and ${begins(sql`o.term`, sql`s.start`)}`;
}

/**
 * Whether no match of the same customer stands before `t`. The sum keeps PostgreSQL from looking through all that stand
 * before, instead of the few that are the customer's.
 */
function isBest(starts: readonly string[], place: number): RawBuilder<unknown> {
  return sql`not exists (${mine(starts)}
    and (o.place + 0, o.term, o.customer_id, o.source) < (${place}::integer, t.term, t.customer_id, t.source))`;
}
