/** What speaks for a person's being here twice goes with the person. */
import { sql } from 'kysely';
import type { Holding } from '../customers/index.ts';
import { arrayText, inWorkspace } from '../platform/db/index.ts';

export const duplicatesHolding: Holding = {
  name: 'duplicates',
  erase: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, async (tx) => {
      const ids = arrayText([...customerIds]);
      await sql`
        delete from duplicate_pairs where one_id = any(${ids}::uuid[]) or other_id = any(${ids}::uuid[])`.execute(
        tx,
      );
    }),
};
