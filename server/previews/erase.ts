/** Pages that were fetched for messages of a person who is erased, or that name them: they are fetched again if need be. */
import { sql } from 'kysely';
import type { Holding } from '../customers/index.ts';
import { matches } from '../ledger/index.ts';
import { arrayText, inWorkspace } from '../platform/db/index.ts';

export const previewsHolding: Holding = {
  name: 'link-previews',
  erase: ({ db, workspaceId }, { customerIds, patterns }) =>
    inWorkspace(db, workspaceId, async (tx) => {
      const ids = arrayText([...customerIds]);
      await sql`
        delete from link_previews p
        where exists (
            select from link_preview_messages m
            where m.address_hash = p.address_hash and m.customer_id = any(${ids}::uuid[]))
          or ${matches(sql`concat_ws(' ', p.title, p.description)`, patterns)}`.execute(tx);
    }),
};
