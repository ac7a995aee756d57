/** What entries about who belongs to a company mean to the table. */
import { type RawBuilder, sql } from 'kysely';
import { isImport } from '../ledger/index.ts';
import { arrayText } from '../platform/db/index.ts';
import type { Told } from './told.ts';

type Row = {
  companyId: string;
  customerId: string;
  addedAt: string | null;
  claimedAt: string | null;
  removedAt: string | null;
  role: string | null;
  roleAt: string | null;
  roleBy: string | null;
  /** Whether an import said it; null for a mere claim. */
  imported: boolean | null;
};

/** The latest of each kind of word, and the latest word on the role. */
export function memberStatements(
  told: readonly Told<'company.member_added' | 'company.member_removed'>[],
): RawBuilder<unknown>[] {
  if (told.length === 0) return [];
  const rows = told.map(rowOf);
  const of = (part: (row: Row) => string | boolean | null) => arrayText(rows.map(part));
  const newest = (column: string) => sql`
    (array_agg(${sql.raw(column)} order by role_at desc, role_by collate "C" desc) filter (where role_at is not null))[1]`;
  const isNewer = sql`(m.role_at is null or (excluded.role_at, excluded.role_by) > (m.role_at, m.role_by))`;
  const held = (column: string) => sql`
    case when ${isNewer} and excluded.role_at is not null then excluded.${sql.raw(column)} else m.${sql.raw(column)} end`;
  return [
    sql`
      insert into company_members as m (company_id, customer_id, added_at, claimed_at, removed_at, role, role_at, role_by,
        imported)
      select company_id, customer_id, max(added_at), max(claimed_at), max(removed_at), ${newest('role')},
        ${newest('role_at')}, ${newest('role_by')},
        coalesce(bool_and(imported), false)
      from unnest(${of((row) => row.companyId)}::uuid[], ${of((row) => row.customerId)}::uuid[],
        ${of((row) => row.addedAt)}::timestamptz[], ${of((row) => row.claimedAt)}::timestamptz[],
        ${of((row) => row.removedAt)}::timestamptz[], ${of((row) => row.role)}::text[],
        ${of((row) => row.roleAt)}::timestamptz[], ${of((row) => row.roleBy)}::text[], ${of((row) => row.imported)}::boolean[])
        r (company_id, customer_id, added_at, claimed_at, removed_at, role, role_at, role_by, imported)
      group by company_id, customer_id
      order by company_id, customer_id
      on conflict (workspace_id, company_id, customer_id) do update set
        added_at = greatest(m.added_at, excluded.added_at),
        claimed_at = greatest(m.claimed_at, excluded.claimed_at),
        removed_at = greatest(m.removed_at, excluded.removed_at),
        role = ${held('role')}, role_at = ${held('role_at')}, role_by = ${held('role_by')},
        imported = case when excluded.added_at is null and excluded.removed_at is null then m.imported
          else excluded.imported and (m.imported or (m.added_at is null and m.removed_at is null)) end`,
  ];
}

function rowOf(entry: Told<'company.member_added' | 'company.member_removed'>): Row {
  const { companyId, customerId } = entry.payload;
  const imported = isImport(entry.source.name);
  const said = { companyId, customerId, addedAt: null, claimedAt: null, removedAt: null, imported };
  const at = entry.occurredAt;
  if (entry.kind === 'company.member_removed') {
    return { ...said, removedAt: at, role: null, roleAt: null, roleBy: null };
  }
  const { role, verified } = entry.payload;
  const word = verified ? { addedAt: at } : { claimedAt: at, imported: null };
  const isSaid = role !== null;
  return {
    ...said,
    ...word,
    role: role === '' ? null : role,
    roleAt: isSaid ? at : null,
    roleBy: isSaid ? entry.id : null,
  };
}
