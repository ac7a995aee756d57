/** Attributes of conversations as parts of statements: what entries say of them, and which conversations have one. */
import { type RawBuilder, sql } from 'kysely';
import { type AttributeWish, meantBy } from '../../contract/conversation-attributes.ts';

type Sql = RawBuilder<unknown>;

/** The entry `e` laid over what is known of its conversation `c`. */
export const setDescribed = sql`attributes = jsonb_strip_nulls(c.attributes || (e.payload -> 'attributes'))`;

/** What entries of the kind `conversation.described`, the rows `e` of `rows`, say together. */
export function describedBy(rows: Sql): Sql {
  return sql`(
    select coalesce(jsonb_object_agg(key, value) filter (where value <> 'null'), '{}') from (
      select distinct on (said.key) said.key, said.value
      from (${rows}) e cross join lateral jsonb_each(e.payload -> 'attributes') as said
      order by said.key, e.epoch desc, e.xid desc, e.seq desc) newest)`;
}

/** Whether a conversation `c` has an attribute as wished. */
export function isDescribed({ key, value }: AttributeWish): Sql {
  if (value === undefined) return sql`c.attributes ? ${key}`;
  const meant = meantBy(value).map((one) => JSON.stringify(one));
  const told = sql`c.attributes -> ${key}`;
  return sql`(${told} in (${sql.join(meant.map((one) => sql`${one}::jsonb`))})
    or (jsonb_typeof(${told}) = 'array' and ${told} ? ${value}))`;
}
