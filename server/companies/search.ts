/** Finding companies while somebody types: by name, domain or the business's own id, as customers are found. */
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Company } from '../../contract/companies.ts';
import { id } from '../../contract/ids.ts';
import { parseWanted } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { companyJson, companyOf } from './queries.ts';

/** With it a beginning stands after every text that begins so, compared byte by byte. */
const lastCharacter = '\u{10FFFF}';
/** How many who have one of the words are looked at, whether they have the others. */
const candidatesMax = 10_000;

type Row = { place: number; term: string; id: string; source: string; json: Parameters<typeof companyOf>[0] };

/** One page of those that have all of the words; the place of the longest one decides the order. */
export async function searchCompanies(
  tx: Tx,
  query: { search: string; limit: number; cursor?: string | undefined; isArchived: boolean },
): Promise<{ data: Company[]; next: string | null }> {
  const { words } = parseWanted(query.search);
  const driver = words.toSorted((one, other) => (other[0]?.length ?? 0) - (one[0]?.length ?? 0))[0];
  if (!driver) return { data: [], next: null };
  const key = decodeCursor(query.cursor, [z.string().regex(/^\d$/), z.string(), id, z.string()]);
  const others = words.filter((word) => word !== driver).map((word) => sql`exists (${mine(word)})`);
  const isBest = sql`not exists (${mine(driver)} and (o.place, o.term, o.source) < (t.place, t.term, t.source))`;
  const order = sql`t.place, t.term, t.company_id, t.source`;
  const { rows } = await sql<Row>`
    select t.place, t.term, t.company_id as id, t.source,
      (select ${companyJson} from companies c where c.id = t.company_id) as json
    from (
      select t.* from unnest(array[0, 1, 2]::smallint[]) as p(place), unnest(${driver}::text[]) as s(start)
      cross join lateral (
        select t.place, t.term, t.company_id, t.source from company_terms t
        where t.place = p.place and t.term >= s.start and t.term < s.start || ${lastCharacter}::text
          and ${key ? sql`(${order}) > (${key[0]}::smallint, ${key[1]}, ${key[2]}::uuid, ${key[3]})` : sql`true`}
        order by ${order} limit ${candidatesMax}
      ) t
      where ${sql.join([isBest, isThere(query.isArchived), ...others], sql` and `)}
      order by ${order} limit ${query.limit + 1}
    ) t
    order by ${order}`.execute(tx);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    data: page.map(({ json }) => companyOf(json)),
    next:
      rows.length > query.limit && last
        ? encodeCursor([String(last.place), last.term, last.id, last.source])
        : null,
  };
}

/** What of the company of `t` begins so. */
function mine(starts: readonly string[]): RawBuilder<unknown> {
  return sql`
    select from company_terms o, unnest(${starts}::text[]) as n(start)
    where o.company_id = t.company_id and o.term >= n.start and o.term < n.start || ${lastCharacter}::text`;
}

function isThere(isArchived: boolean): RawBuilder<unknown> {
  return sql`exists (
    select from companies c where c.id = t.company_id and (c.archived_at is not null) = ${isArchived})`;
}
