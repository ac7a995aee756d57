/** What companies hold of a person who is erased: that somebody belongs to them, and not what they do there. */
import { sql } from 'kysely';
import type { Holding } from '../customers/index.ts';
import { arrayText, inWorkspace } from '../platform/db/index.ts';

export const companiesHolding: Holding = {
  name: 'companies',
  tell: ({ db, workspaceId }, { customerIds }) =>
    inWorkspace(db, workspaceId, async (tx) => {
      const { rows } = await sql<{ json: unknown }>`
        select json_build_object('company', c.name, 'id', c.external_id, 'role', m.role, 'since', rfc3339(m.added_at)) as json
        from company_members m join companies c on c.id = m.company_id
        where m.customer_id = any(${arrayText([...customerIds])}::uuid[]) and m.is_member order by c.name`.execute(
        tx,
      );
      return { companies: rows.map(({ json }) => json) };
    }),
  onRewrite:
    ({ customerIds }) =>
    async (tx, entries) => {
      const isConcerned = entries.some(
        ({ kind, payload }) => kind === 'company.member_added' && customerIds.has(String(payload.customerId)),
      );
      return async () => {
        if (!isConcerned) return;
        await sql`
          update company_members set role = null, role_at = null, role_by = null
          where customer_id = any(${arrayText([...customerIds])}::uuid[])`.execute(tx);
      };
    },
};
