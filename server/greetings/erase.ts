/** What a person who is erased was shown. The words are the business's; that it was this person goes. */
import { sql } from 'kysely';
import type { Holding } from '../customers/index.ts';
import { arrayText, inWorkspace, type Tx } from '../platform/db/index.ts';
import { showingJson } from './queries.ts';

export const greetingsHolding: Holding = {
  name: 'greetings',
  tell: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, async (tx) => {
      const { rows } = await sql<{ json: object }>`
        select ${showingJson} as json from greeting_showings s
        where s.customer_id = any(${arrayText([...customerIds])}::uuid[]) order by s.shown_at, s.id`.execute(
        tx,
      );
      return { greetings: rows.map(({ json }) => ({ ...json, customer: undefined })) };
    }),
  erase: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, (tx) => forgetShowings(tx, [...customerIds])),
};

/** Takes away what these customers were shown. */
export async function forgetShowings(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await sql`
    delete from greeting_showings where customer_id = any(${arrayText(customerIds)}::uuid[])`.execute(tx);
}
