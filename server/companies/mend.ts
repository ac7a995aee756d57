/** Companies after some of what was told of them was withdrawn: as if it had never come. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import { entriesAbout, entriesById } from '../ledger/index.ts';
import { arrayText, runAll, type Tx } from '../platform/db/index.ts';
import { type Domain, describe, domainStatements, domainsIn, isImported } from './record.ts';
import { memberStatements } from './record-members.ts';
import { type Described, isDescribed, tellingsOf } from './tellings.ts';
import { idTerms } from './terms.ts';

type Sql = RawBuilder<unknown>;
type Belonging = Entry<'company.member_added' | 'company.member_removed'>;

/** Makes anew what companies are like, and who belongs to them, as far as withdrawn entries told of it. */
export async function mendCompanies(tx: Tx, { payload }: Entry<'entries.withdrawn'>): Promise<void> {
  const withdrawn = await entriesById(tx, payload.entryIds);
  const [said, belonged] = [withdrawn.filter(isDescribed), withdrawn.filter(isBelonging)];
  const about = [...new Set([...said, ...belonged].map((entry) => entry.payload.companyId))];
  if (about.length === 0) return;
  // Held, then emptied, then read: what others commit meanwhile either is read here or comes after.
  const { rows } = await sql<{ id: string }>`
    select id from companies where id = any(${arrayText(about)}::uuid[]) order by id for update`.execute(tx);
  const known = new Set(rows.map(({ id }) => id));
  const described = [...new Set(said.map((entry) => entry.payload.companyId))].filter((id) => known.has(id));
  const pairs = new Set(belonged.filter((entry) => known.has(entry.payload.companyId)).map(pairOf));
  await runAll(tx, [...empty(described), ...dismiss([...pairs])]);
  const told = await tellingsOf(tx, described);
  const customers = [...new Set([...pairs].map((pair) => pair.split(' ')[1] ?? ''))];
  const people = (await entriesAbout(tx, customers, memberKinds)).filter(isBelonging);
  await runAll(tx, [
    ...described.flatMap((id) =>
      tell(
        id,
        told.filter((entry) => entry.payload.companyId === id),
      ),
    ),
    ...describe(told),
    ...memberStatements(people.filter((entry) => pairs.has(pairOf(entry)))),
  ]);
  await weigh(tx, [...known]);
}

const memberKinds = ['company.member_added', 'company.member_removed'] as const;
const isBelonging = (entry: Entry): entry is Belonging => entry.kind.startsWith('company.member_');
const pairOf = ({ payload }: Belonging): string => `${payload.companyId} ${payload.customerId}`;

function empty(companyIds: readonly string[]): Sql[] {
  if (companyIds.length === 0) return [];
  const ids = arrayText(companyIds);
  return [
    sql`delete from company_traits where company_id = any(${ids}::uuid[])`,
    sql`delete from company_domains where company_id = any(${ids}::uuid[])`,
    sql`delete from company_terms where company_id = any(${ids}::uuid[])`,
    sql`
      update companies set name = null, external_id = null, external_imported = false, archived_at = null
      where id = any(${ids}::uuid[])`,
  ];
}

function dismiss(pairs: readonly string[]): Sql[] {
  if (pairs.length === 0) return [];
  const part = (at: number) => arrayText(pairs.map((pair) => pair.split(' ')[at] ?? ''));
  return [
    sql`
      delete from company_members m using unnest(${part(0)}::uuid[], ${part(1)}::uuid[]) p (company_id, customer_id)
      where m.company_id = p.company_id and m.customer_id = p.customer_id`,
  ];
}

/** The id, the domains and the archiving that a company's entries, in reading order, come to. */
function tell(companyId: string, told: readonly Described[]): Sql[] {
  let id: { externalId: string | null; imported: boolean } = { externalId: null, imported: false };
  let archivedAt: string | null = null;
  const domains = new Map<string, Domain>();
  for (const entry of told) {
    const { externalId } = entry.payload;
    const imported = isImported(entry);
    if (externalId !== undefined) {
      const isSame = externalId !== null && externalId === id.externalId;
      id = { externalId, imported: imported && externalId !== null && (!isSame || id.imported) };
    }
    for (const one of domainsIn(entry)) {
      const isKnown = domains.has(one.domain);
      if (!isKnown || !one.imported) domains.set(one.domain, one);
    }
    if (entry.kind === 'company.created') continue;
    const { archived, domains: changed } = entry.payload;
    for (const domain of changed?.removed ?? []) domains.delete(domain);
    if (archived !== undefined) archivedAt = archived ? entry.occurredAt : null;
  }
  return [
    // An id that another company has stays there.
    sql`
      update companies c set external_id = ${id.externalId}, external_imported = ${id.imported}
      where c.id = ${companyId} and not exists (
        select from companies o where o.external_id = ${id.externalId} and o.id <> ${companyId})`,
    sql`update companies set archived_at = ${archivedAt}::timestamptz where id = ${companyId}`,
    ...idTerms([{ companyId, externalId: id.externalId }]),
    ...domainStatements([...domains.values()]),
  ];
}

/** Whether anybody is believed who tells of them: behind all that was made anew. */
async function weigh(tx: Tx, companyIds: readonly string[]): Promise<void> {
  const told = (await tellingsOf(tx, companyIds)).filter(({ payload }) => payload.verified);
  await sql`
    update companies c set verified = c.id = any(${arrayText(told.map(({ payload }) => payload.companyId))}::uuid[]) or exists (
      select from company_members m where m.company_id = c.id and (m.added_at is not null or m.removed_at is not null))
    where c.id = any(${arrayText(companyIds)}::uuid[])`.execute(tx);
}
