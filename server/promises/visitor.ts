/** What a visitor is shown: what was promised in public in these conversations, and is still to be kept. */
import { sql } from 'kysely';
import type { VisitorPromise } from '../../contract/promises.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { isOpen } from './queries.ts';

/** A late one is shown for so long: an apology that never goes away is none. */
const lateDaysMax = 7;
const dayMs = 86_400_000;
const shownMax = 20;

export async function promisesToVisitor(
  tx: Tx,
  conversationIds: readonly string[],
  now: Date,
): Promise<VisitorPromise[]> {
  const oldest = new Date(now.getTime() - lateDaysMax * dayMs);
  const { rows } = await sql<{ json: VisitorPromise }>`
    select json_build_object('id', p.id, 'what', p.what, 'due', p.due - 'timeZone',
      'late', p.due_at <= ${now.toISOString()}) as json
    from promises p
    where p.conversation_id = any(${arrayText(conversationIds)}::uuid[]) and p.public and ${isOpen}
      and p.due_at > ${oldest.toISOString()}
    order by p.due_at, p.id limit ${shownMax}`.execute(tx);
  return rows.map(({ json }) => json);
}
