/**
 * Finding customers while somebody types. Matches come in the order of the index: of the text as a whole from the
 * beginning of a name or address (the exact one first), from a later word, from inside a word; then of those who have
 * all of its words somewhere. Each customer comes once, at the best place, with all that was merged into it. What their
 * orders and companies are called makes them found as well.
 */
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Customer } from '../../contract/customers.ts';
import { id } from '../../contract/ids.ts';
import type { Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { customerJson, customersByIdentity } from './queries.ts';
import { type Belonging, groupsIn, ownTerms, type TermSource } from './term-sources.ts';
import { places } from './terms.ts';
import { parseWanted, type Wanted } from './wanted.ts';

/** With it a beginning stands after every text that begins so, compared byte by byte. */
const lastCharacter = '\u{10FFFF}';
/** How many who have one of several words are looked at, whether they have the others, before the next best place. */
const candidatesMax = 3_000;
/** A word is common when so many have it. */
const commonMin = 500;

/** Where a search stands: behind this match of this stage. A match stands in the order of term, source, `a` and `b`. */
type Place = { stage: number; term: string; rank: number; a: string; b: string };
type Found = Place & { json: Customer };
/** Where to look, and whom to keep to. */
type Scope = { sources: readonly TermSource[]; groups: readonly RawBuilder<unknown>[] };

const nobody = () => sql`select null::uuid as customer_id`;
const itself: Belonging = { sources: [], peopleOf: { company: nobody, segment: nobody } };

/** One page of those who match. */
export async function searchCustomers(
  tx: Tx,
  query: {
    search: string;
    limit: number;
    cursor?: string | undefined;
    company?: string | undefined;
    segment?: string | undefined;
  },
  belonging: Belonging = itself,
): Promise<{ data: Customer[]; next: string | null }> {
  const wanted = parseWanted(query.search);
  const after = placeOf(query.cursor);
  if (wanted.phrase.length === 0) return { data: [], next: null };
  const groups = groupsIn(query, belonging);
  const scope: Scope = { sources: [ownTerms, ...belonging.sources], groups };
  const found: Found[] = [];
  let stage: number | undefined = after?.stage ?? 0;
  while (stage !== undefined && found.length <= query.limit) {
    const behind = after?.stage === stage ? after : undefined;
    found.push(...(await walk(tx, scope, wanted, stage, behind, query.limit + 1 - found.length)));
    stage = await nextStage(tx, scope, wanted, stage);
  }
  if (found.length === 0 && after === undefined && groups.length === 0) {
    return { data: await visitor(tx, query.search), next: null };
  }
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

function cursorOf({ stage, term, rank, a, b }: Place): string {
  return encodeCursor([String(stage), term, String(rank), a, b]);
}

const smallNumber = z.string().regex(/^\d{1,2}$/);

function placeOf(cursor: string | undefined): Place | undefined {
  const parts = decodeCursor(cursor, [smallNumber, z.string(), smallNumber, id, z.string()]);
  if (!parts) return undefined;
  const [stage, term, rank, a, b] = parts;
  return { stage: Number(stage), term, rank: Number(rank), a, b };
}

/**
 * Stages 0 to 2 are the places of the whole text. After them come those of one of its words, for customers who have the
 * others too: of the first word 3 to 5, of the second 6 to 8, and so on. That word is the rarest, of several common ones the longest.
 */
async function nextStage(
  tx: Tx,
  scope: Scope,
  { words }: Wanted,
  stage: number,
): Promise<number | undefined> {
  if (stage % places.length < places.length - 1) return stage + 1;
  if (stage >= places.length || words.length < 2) return undefined;
  const counts = await Promise.all(words.map((starts) => countUpTo(tx, scope, starts)));
  const rarest = Math.min(...counts);
  const lengths = words.map(([start = ''], at) => (counts[at] === rarest ? start.length : 0));
  return places.length * (1 + lengths.indexOf(Math.max(...lengths)));
}

/** How many matches a word has, counted up to where it is common. */
async function countUpTo(tx: Tx, { sources }: Scope, starts: readonly string[]): Promise<number> {
  const each = sources.map(
    ({ all }) => sql`
      (select from (${all}) t where t.place = p.place and ${begins(sql`t.term`, sql`s.start`)} limit ${commonMin})`,
  );
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from unnest(${places}::smallint[]) as p(place), unnest(${starts}::text[]) as s(start)
      cross join lateral (${sql.join(each, sql` union all `)}) t limit ${commonMin}) found`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Bounds that an index can use, without any sign that means more than itself. */
function begins(term: RawBuilder<unknown>, start: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${term} >= ${start} and ${term} < ${start} || ${lastCharacter}::text`;
}

const inOrder = sql`t.term collate "C", t.rank, t.a collate "C", t.b collate "C"`;

/** Matches of one stage, of each source in the order of its index. */
async function walk(
  tx: Tx,
  scope: Scope,
  { phrase, words }: Wanted,
  stage: number,
  after: Place | undefined,
  limit: number,
): Promise<Found[]> {
  const place = stage % places.length;
  const driver = stage < places.length ? undefined : Math.trunc(stage / places.length) - 1;
  const starts = driver === undefined ? phrase : words[driver];
  if (!starts) return [];
  const { sources, groups } = scope;
  const others = words.filter((_, at) => driver !== undefined && at !== driver);
  const isIt = [
    sql`not f.is_beaten`,
    ...(driver === undefined ? [] : [sql`not f.has_phrase`]),
    ...others.map((_, at) => sql`f.${sql.ref(`has_${at}`)}`),
    ...groups.map((people) => sql`exists (select from (${people}) m where m.customer_id = any (w.ids))`),
  ];
  const found = flags(sources, { place, starts, phrase, others });
  // Of many who have one word, some are looked at whether they have the others.
  const candidates = driver === undefined && groups.length === 0 ? sql`` : sql`limit ${candidatesMax}`;
  const each = sources.map(
    (source, rank) => sql`(
      select t.term, t.rank, t.a::text as a, t.b::text as b, t.customer_id from (
        select t.*, ${sql.lit(rank)} as rank from (${source.all}) t
        where t.place = ${place}::smallint and ${begins(sql`t.term`, sql`s.start`)} and ${behind(source, rank, after)}
        order by t.term, t.a, t.b ${candidates}
      ) t
      cross join lateral (select array(select ids_of(root_of(t.customer_id))) as ids offset 0) w
      cross join lateral (${found}) f
      where ${sql.join(isIt, sql` and `)}
      order by t.term, t.a, t.b limit ${limit})`,
  );
  const { rows } = await sql<Found>`
    select t.term, t.rank, t.a, t.b,
      (select ${customerJson} from customers c where c.id = root_of(t.customer_id)) as json
    from (
      select t.* from unnest(${starts}::text[]) as s(start)
      cross join lateral (${sql.join(each, sql` union all `)}) t
      order by ${inOrder} limit ${limit}
    ) t
    order by ${inOrder}`.execute(tx);
  return rows.map((row) => ({ ...row, stage }));
}

/** What stands behind a place, in the order of the page's sources. */
function behind({ types }: TermSource, rank: number, after: Place | undefined): RawBuilder<unknown> {
  if (!after) return sql`true`;
  if (rank > after.rank) return sql`t.term >= ${after.term}`;
  if (rank < after.rank) return sql`t.term > ${after.term}`;
  return sql`(t.term, t.a, t.b) > (${after.term}, ${after.a}::${sql.raw(types.a)}, ${after.b}::${sql.raw(types.b)})`;
}

type Asked = {
  place: number;
  starts: readonly string[];
  phrase: readonly string[];
  others: readonly (readonly string[])[];
};

/**
 * What the customer of `t`, or one merged with it, has: a match that stands before `t`, the whole text, each of the other
 * words. Everything that they are found by is read once, customer by customer and source by source: whatever PostgreSQL
 * thinks of the tables' sizes, it goes by the customers' indexes.
 */
function flags(
  sources: readonly TermSource[],
  { place, starts, phrase, others }: Asked,
): RawBuilder<unknown> {
  const theirs = sources.map(
    (source, rank) => sql`
      select o.place::integer as place, o.term, ${sql.lit(rank)} as rank, o.a, o.b::text as b
      from (${source.of(sql`i.id`)}) o`,
  );
  const any = (condition: RawBuilder<unknown>) => sql`coalesce(bool_or(${condition}), false)`;
  const asked = [
    sql`${any(sql`${isOneOf(starts)} and (o.place, o.term, o.rank, o.a::text collate "C", o.b::text collate "C")
      < (${place}::integer, t.term, t.rank, t.a::text collate "C", t.b::text collate "C")`)} as is_beaten`,
    sql`${any(isOneOf(phrase))} as has_phrase`,
    ...others.map((other, at) => sql`${any(isOneOf(other))} as ${sql.ref(`has_${at}`)}`),
  ];
  return sql`
    select ${sql.join(asked)} from unnest(w.ids) as i(id) cross join lateral (${sql.join(theirs, sql` union all `)}) o`;
}

/** So many ways of reading a word there are at most: as it is, and as a phone number. */
const startsMax = 4;

/** Whether the term `o.term` begins like one of these. One or four are asked for, so that there are few statements. */
function isOneOf(starts: readonly string[]): RawBuilder<unknown> {
  const [first = ''] = starts;
  const asked =
    starts.length === 1 ? starts : Array.from({ length: startsMax }, (_, at) => starts[at] ?? first);
  return sql`(${sql.join(
    asked.map((start) => begins(sql`o.term`, sql`${start}::text`)),
    sql` or `,
  )})`;
}
