/** What the debugger's log holds of a person: the calls as they came. They go, whoever sent them. */
import { sql } from 'kysely';
import type { Holding } from '../customers/index.ts';
import { matches } from '../ledger/index.ts';
import { arrayText, inWorkspace } from '../platform/db/index.ts';

export const collectHolding: Holding = {
  name: 'trackedCalls',
  tell: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, async (tx) => {
      const { rows } = await sql<{ json: unknown }>`
        select to_jsonb(c) - 'workspace_id' as json from collected_calls c
        where customer_id = any(${arrayText([...customerIds])}::uuid[]) order by id`.execute(tx);
      return { trackedCalls: rows.map(({ json }) => json) };
    }),
  erase: ({ db, workspaceId }, { customerIds, patterns }) =>
    inWorkspace(db, workspaceId, async (tx) => {
      await sql`
        delete from collected_calls c
        where c.customer_id = any(${arrayText([...customerIds])}::uuid[]) or ${matches(sql`to_jsonb(c)::text`, patterns)}`.execute(
        tx,
      );
    }),
};
