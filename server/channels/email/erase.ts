/** Mails of a person who asks for a copy, or is erased: their originals, and those of others that name their address. */
import { sql } from 'kysely';
import type { Erased, Holding, Where } from '../../customers/index.ts';
import { matches } from '../../ledger/index.ts';
import { arrayText, inWorkspace } from '../../platform/db/index.ts';
import { openFile } from '../../platform/files/index.ts';
import { folderOf, removeRaw } from './store.ts';

export const emailHolding: Holding = {
  name: 'mail',
  tell: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, async (tx) => {
      const { rows } = await sql<{ json: unknown }>`
        select json_build_object('id', id, 'arrivedAt', rfc3339(arrived_at), 'from', sender, 'subject', subject,
          'bytes', bytes, 'path', 'mails/' || id || '.eml') as json
        from mails where customer_id = any(${arrayText([...customerIds])}::uuid[]) order by arrived_at, id`.execute(
        tx,
      );
      return { mails: rows.map(({ json }) => json) };
    }),
  async *files({ db, workspaceId, dataDir }, { customerIds }) {
    const { rows } = await inWorkspace(db, workspaceId, (tx) =>
      sql<{ id: string; sha256: string }>`
        select id, sha256 from mails where customer_id = any(${arrayText([...customerIds])}::uuid[])
        order by arrived_at, id`.execute(tx),
    );
    for (const { id, sha256 } of rows) {
      const content = await openFile(dataDir, folderOf(workspaceId), sha256);
      if (content) yield { name: `mails/${id}.eml`, content };
    }
  },
  erase: async (where, erased) => {
    const { db, workspaceId, dataDir } = where;
    const ids = arrayText([...erased.customerIds]);
    const others = await naming(where, erased);
    const gone = await inWorkspace(db, workspaceId, async (tx) => {
      await sql`delete from mail_senders where customer_id = any(${ids}::uuid[])`.execute(tx);
      await sql`delete from mail_acknowledgements where customer_id = any(${ids}::uuid[])`.execute(tx);
      await sql`delete from mail_deliveries where customer_id = any(${ids}::uuid[])`.execute(tx);
      // What the mail of somebody else says of them stays in the conversation, without their name; its original goes.
      const { rows } = await sql<{ sha256: string }>`
        update mails set sender = null, subject = null, addresses = '{}', envelope = null, reason = null, message_id = null,
          content = null, state = case when state = 'waiting' then 'rejected' else state end, due_at = null
        where customer_id = any(${ids}::uuid[]) or id = any(${arrayText(others)}::uuid[]) returning sha256`.execute(
        tx,
      );
      return new Set(rows.map(({ sha256 }) => sha256));
    });
    for (const sha256 of gone) await removeRaw(dataDir, workspaceId, sha256);
  },
};

/** Mails of others that name the person among their senders and recipients, or in their subject. */
async function naming({ db, workspaceId }: Where, { patterns, isIn }: Erased): Promise<string[]> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const said = sql`concat_ws(' ', m.sender, m.subject, array_to_string(m.addresses, ' '), m.envelope::text)`;
    const { rows } = await sql<{ id: string; said: string }>`
      select m.id, ${said} as said from mails m where ${matches(said, patterns)}`.execute(tx);
    return rows.filter((row) => isIn(row.said)).map(({ id }) => id);
  });
}
