/** How somebody and the business have met: directly or not, for the first time and last. */
import { sql } from 'kysely';
import { type Direction, type Touch, touchDirections } from '../../contract/actors.ts';
import { countedTouchesMax, type Touches } from '../../contract/touches.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { entryJson } from './json.ts';
import { holds } from './withdraw.ts';

const all: readonly Direction[] = [...touchDirections.direct, ...touchDirections.indirect];

/** What happened with a customer under all of their names, what was merged into them included. */
export async function readTouches(tx: Tx, customerId: string): Promise<Touches> {
  const of = (directions: readonly Direction[]) =>
    sql`e.customer_id = who.id and e.direction = any(${arrayText(directions)}::text[]) and ${holds}`;
  const count = (touch: Touch) => sql`(
    select count(*)::integer from (
      select from ids_of(root_of(${customerId})) as who(id) join entries e on ${of(touchDirections[touch])}
      limit ${countedTouchesMax + 1}
    ) met)`;
  const end = (order: 'asc' | 'desc') => sql`(
    select ${entryJson} from ids_of(root_of(${customerId})) as who(id) cross join lateral (
      select * from entries e where ${of(all)}
      order by e.occurred_at ${sql.raw(order)}, e.epoch ${sql.raw(order)}, e.xid ${sql.raw(order)}, e.seq ${sql.raw(order)} limit 1
    ) e
    order by e.occurred_at ${sql.raw(order)}, e.epoch ${sql.raw(order)}, e.xid ${sql.raw(order)}, e.seq ${sql.raw(order)} limit 1)`;
  const { rows } = await sql<{ direct: number; indirect: number; first: string | null; last: string | null }>`
    select ${count('direct')} as direct, ${count('indirect')} as indirect, ${end('asc')} as first, ${end('desc')} as last`.execute(
    tx,
  );
  const { direct = 0, indirect = 0, first = null, last = null } = rows[0] ?? {};
  const entryOf = (json: string | null) => (json === null ? null : JSON.parse(json));
  return {
    direct: Math.min(direct, countedTouchesMax),
    indirect: Math.min(indirect, countedTouchesMax),
    isMore: direct > countedTouchesMax || indirect > countedTouchesMax,
    first: entryOf(first),
    last: entryOf(last),
  };
}
