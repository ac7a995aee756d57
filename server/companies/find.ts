/** Which company something is about: by the business's own id of it, else by a domain, else by its name. */
import { sql } from 'kysely';
import { foldedWords } from '../../contract/search.ts';
import { termsOfName } from '../customers/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** A company as far as reports need to know it. */
export type Known = {
  id: string;
  externalId: string | null;
  name: string | null;
  verified: boolean;
  domains: Set<string>;
  /** Told by imports alone: its id, and these of its domains. */
  imported: { id: boolean; domains: Set<string> };
};

/** By what a company is recognised. */
export type Wanted = { externalId: string | null; domains: readonly string[]; name: string | null };

/** Companies by each of the ways to find them. */
export type Book = {
  byId: Map<string, Known>;
  byDomain: Map<string, Known>;
  byName: Map<string, Known>;
};

/** So many of one name are told apart by nobody: the first of them is taken. */
const namesakesMax = 20;

/** A name as names are compared: without case, accents and signs. */
export function nameKey(name: string): string {
  return foldedWords(name).join(' ');
}

/**
 * The company that is meant. One with another id of the business is another company, whatever domain it has; a name alone
 * counts where nothing else is said.
 */
export function findIn(book: Book, { externalId, domains, name }: Wanted): Known | undefined {
  const known = externalId === null ? undefined : book.byId.get(externalId);
  if (known) return known;
  for (const domain of domains) {
    const owner = book.byDomain.get(domain);
    if (owner && (externalId === null || owner.externalId === null)) return owner;
  }
  const isNameAlone = externalId === null && domains.length === 0 && name !== null;
  return isNameAlone ? book.byName.get(nameKey(name)) : undefined;
}

/** Puts a company where the next report finds it. */
export function enter(book: Book, company: Known, { externalId, domains, name }: Wanted): void {
  if (externalId !== null && company.externalId === externalId) book.byId.set(externalId, company);
  for (const domain of domains) if (!book.byDomain.has(domain)) book.byDomain.set(domain, company);
  const key = name === null ? '' : nameKey(name);
  if (key !== '' && !book.byName.has(key)) book.byName.set(key, company);
}

/** Looks all of them up. */
export async function lookUp(tx: Tx, wanted: readonly Wanted[]): Promise<Book> {
  const ids = unique(wanted.flatMap(({ externalId }) => externalId ?? []));
  const domains = unique(wanted.flatMap((one) => one.domains));
  const names = unique(
    wanted.flatMap((one) =>
      one.externalId === null && one.domains.length === 0 && one.name !== null ? one.name : [],
    ),
  );
  const [byId, byDomain, named] = await Promise.all([
    idsOf(tx, ids),
    ownersOf(tx, domains),
    namesakes(tx, names),
  ]);
  const known = await readKnown(tx, unique([...byId, ...byDomain, ...named].map(([, id]) => id)));
  const of = (pairs: readonly (readonly [string, string])[]) =>
    new Map(pairs.flatMap(([key, id]) => (known.has(id) ? [[key, known.get(id) as Known] as const] : [])));
  const wantedNames = new Set(names.map(nameKey));
  const byName = new Map<string, Known>();
  for (const [, id] of named) {
    const company = known.get(id);
    const key = nameKey(company?.name ?? '');
    if (company && key !== '' && wantedNames.has(key) && !byName.has(key)) byName.set(key, company);
  }
  return { byId: of(byId), byDomain: of(byDomain), byName };
}

/**
 * One writer of a company at a time, so that fifty who tell of a new one at once make one. In one order for everybody, so
 * that nobody waits in a circle.
 */
export async function lockWanted(tx: Tx, wanted: readonly Wanted[]): Promise<void> {
  const keys = wanted.flatMap(({ externalId, domains, name }) => [
    ...(externalId === null ? [] : [`id ${externalId}`]),
    ...domains.map((domain) => `domain ${domain}`),
    ...(externalId === null && domains.length === 0 && name !== null ? [`name ${nameKey(name)}`] : []),
  ]);
  await lockKeys(tx, keys);
}

/** Holds these until the transaction ends. */
export async function lockKeys(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended('company ' || current_workspace() || ' ' || k, 0) as key
      from unnest(${arrayText(keys)}::text[]) k
      order by 1
    ) k`.execute(tx);
}

type Pairs = (readonly [string, string])[];
const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

async function idsOf(tx: Tx, externalIds: readonly string[]): Promise<Pairs> {
  if (externalIds.length === 0) return [];
  const { rows } = await sql<{ key: string; id: string }>`
    select external_id as key, id from companies where external_id = any(${arrayText(externalIds)}::text[])`.execute(
    tx,
  );
  return rows.map(({ key, id }) => [key, id] as const);
}

async function ownersOf(tx: Tx, domains: readonly string[]): Promise<Pairs> {
  if (domains.length === 0) return [];
  const { rows } = await sql<{ key: string; id: string }>`
    select domain as key, company_id as id from company_domains where domain = any(${arrayText(domains)}::text[])`.execute(
    tx,
  );
  return rows.map(({ key, id }) => [key, id] as const);
}

/** Companies whose name may be one of these, the oldest first: names are found by their beginning, cut like terms. */
async function namesakes(tx: Tx, names: readonly string[]): Promise<Pairs> {
  const terms = unique(
    names.flatMap((name) =>
      termsOfName(name)
        .slice(0, 1)
        .map(({ term }) => term),
    ),
  );
  if (terms.length === 0) return [];
  const { rows } = await sql<{ key: string; id: string }>`
    select n.term as key, c.id from unnest(${arrayText(terms)}::text[]) n (term)
    cross join lateral (
      select c.id, c.created_at from company_terms t cross join lateral (
        select * from companies where id = t.company_id and archived_at is null offset 0
      ) c
      where t.place = 0 and t.term = n.term and t.source = 'name'
      limit ${namesakesMax}
    ) c
    order by c.created_at, c.id`.execute(tx);
  return rows.map(({ key, id }) => [key, id] as const);
}

async function readKnown(tx: Tx, ids: readonly string[]): Promise<Map<string, Known>> {
  if (ids.length === 0) return new Map();
  type Row = Omit<Known, 'domains' | 'imported'> & {
    domains: string[];
    imported: { id: boolean; domains: string[] };
  };
  const { rows } = await sql<Row>`
    select c.id, c.external_id as "externalId", c.name, c.verified,
      array(select d.domain from company_domains d where d.company_id = c.id) as domains,
      json_build_object('id', c.external_imported,
        'domains', array(select d.domain from company_domains d where d.company_id = c.id and d.imported)) as imported
    from companies c where c.id = any(${arrayText(ids)}::uuid[])`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        domains: new Set(row.domains),
        imported: { ...row.imported, domains: new Set(row.imported.domains) },
      },
    ]),
  );
}
