/** What a page is told ahead: where and when to ask, and neither what nor to whom. */
import { sql } from 'kysely';
import type { GreetingOffer } from '../../contract/greetings.ts';
import type { Tx } from '../platform/db/index.ts';

/** The active greetings of an inbox, in their order. */
export async function offersOf(tx: Tx, inboxId: string): Promise<GreetingOffer[]> {
  const { rows } = await sql<{ json: GreetingOffer }>`
    select json_build_object('id', g.id, 'pages', g.conditions -> 'pages', 'seconds', g.conditions -> 'seconds',
      'pagesSeen', g.conditions -> 'pagesSeen') as json
    from greetings g where g.inbox_id = ${inboxId} and g.active order by g.place, g.id`.execute(tx);
  return rows.map(({ json }) => json);
}
