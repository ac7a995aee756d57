/** What is held on a person by asking about the own data. */
import { sql } from 'kysely';
import type { Holding } from '../customers/index.ts';
import { entryRows } from '../ledger/index.ts';
import { arrayText, inWorkspace, runAll } from '../platform/db/index.ts';
import { dropCopies } from './copy.ts';

/** What requests say in words, of a person who is erased. */
export const privacyHolding: Holding = {
  name: 'privacy',
  tell: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, async (tx) => {
      const { rows } = await sql<{ json: unknown }>`
        select json_build_object('kind', r.kind, 'askedBy', r.asked_by, 'askedHow', r.asked_how, 'note', r.note,
          'receivedAt', rfc3339(r.received_at), 'dueAt', rfc3339(r.due_at), 'state', r.state) as json
        from privacy_requests r where r.customer_id = any(${arrayText([...customerIds])}::uuid[])
        order by r.received_at`.execute(tx);
      return { privacyRequests: rows.map(({ json }) => json) };
    }),
  // Copies that were made before hold all of it.
  erase: (where, { customerIds }) => dropCopies(where, { customerIds: [...customerIds] }),
  onRewrite: () => async (tx, entries) => {
    const requested = entries.filter(({ kind }) => kind === 'privacy.requested').map(({ id }) => id);
    const stepped = entries.filter(({ kind }) => kind === 'privacy.stepped').map(({ id }) => id);
    return async () => {
      await runAll(tx, [
        sql`
          update privacy_requests r set asked_by = e.payload ->> 'askedBy', note = e.payload ->> 'note'
          from ${entryRows(requested)}
          where r.workspace_id = e.workspace_id and r.id = (e.payload ->> 'requestId')::uuid`,
        sql`
          update privacy_steps s set detail = e.payload ->> 'detail'
          from ${entryRows(stepped)}
          where s.workspace_id = e.workspace_id and s.id = e.id`,
      ]);
    };
  },
};
