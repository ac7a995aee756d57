/** What a widget's sessions hold of a person who is erased: that they were, and nothing by which to tell whose. */
import { sql } from 'kysely';
import type { Holding } from '../../customers/index.ts';
import { append } from '../../ledger/index.ts';
import { arrayText, inWorkspace } from '../../platform/db/index.ts';

export const webchatHolding: Holding = {
  name: 'chatSessions',
  tell: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, async (tx) => {
      const { rows } = await sql<{ json: unknown }>`
        select json_build_object('id', s.id, 'inboxId', s.inbox_id, 'user', s.verified_user, 'timeZone', s.time_zone,
          'createdAt', rfc3339(s.created_at), 'endedAt', rfc3339(s.ended_at)) as json
        from visitor_sessions s where s.customer_id = any(${arrayText([...customerIds])}::uuid[])
        order by s.created_at`.execute(tx);
      return { chatSessions: rows.map(({ json }) => json) };
    }),
  erase: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, async (tx) => {
      const ids = arrayText([...customerIds]);
      const { rows } = await sql`
        update visitor_sessions set ended_at = coalesce(ended_at, now())
        where customer_id = any(${ids}::uuid[]) and ended_at is null returning 1`.execute(tx);
      await sql`
        update visitor_sessions set verified_user = null, time_zone = null
        where customer_id = any(${ids}::uuid[]) and (verified_user is not null or time_zone is not null)`.execute(
        tx,
      );
      const [customerId] = customerIds;
      if (rows.length === 0 || customerId === undefined) return;
      // Open sockets end by it.
      await append(tx, {
        kind: 'visitor.signed_out',
        payload: { customerId, sessions: rows.length },
        actor: { kind: 'system', id: null },
        direction: 'internal',
        source: { name: 'erasure' },
      });
    }),
};
