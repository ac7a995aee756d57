/**
 * What systems tell of companies: one by one or by the hundred. Nobody's word rests on what an import told, for that may
 * be taken back: by what a company is recognised is written down once more when somebody else tells it. Of each attribute the latest report counts, in whatever
 * order they arrive; what a browser claims stands beside what is believed, and gives no company a domain.
 */
import { type Actor, nameLengthMax } from '../../contract/entries.ts';
import { appendAll, isImport, newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { normalDomain } from './domain.ts';
import { type Book, enter, findIn, type Known, lockWanted, lookUp, type Wanted } from './find.ts';
import { applyToCompanies } from './record.ts';
import type { Told } from './told.ts';

export type CompanyReport = {
  /** The business's own id of the company. */
  externalId: string | null;
  traits: Readonly<Record<string, unknown>>;
  /** A server key, a file of the business or a member said so. */
  verified: boolean;
  occurredAt: string;
  /** Recorded once. */
  messageId: string;
  /** It names the company and tells nothing of it, unless nobody has before. */
  isMention?: boolean;
};

/** What became of a report. */
export type Reported = {
  companyId: string;
  companyName: string | null;
  outcome: 'created' | 'updated' | 'unchanged';
};

type Ready = CompanyReport & Wanted;

/** Writes down what reports tell, and answers about which company each was; undefined where it names none. */
export async function reportCompanies(
  tx: Tx,
  source: string,
  reports: readonly CompanyReport[],
  actor: Actor = { kind: 'system', id: null },
): Promise<(Reported | undefined)[]> {
  const ready = reports.map(readyOf);
  let book = await lookUp(tx, ready);
  const unknown = ready.filter((one) => {
    const isKnown = findIn(book, one) !== undefined;
    return !isKnown || (!one.isMention && gainsOf(one, book, undefined).length > 0);
  });
  if (unknown.length > 0) {
    await lockWanted(tx, unknown);
    book = await lookUp(tx, ready);
  }
  const told: (Told<'company.created' | 'company.updated'> | undefined)[] = [];
  const about: (Known | undefined)[] = [];
  for (const one of ready) {
    const isNamed = one.externalId !== null || one.domains.length > 0 || one.name !== null;
    const known = findIn(book, one);
    const doubted = known && !isImport(source) ? known : undefined;
    const isMention = known !== undefined && one.isMention === true;
    // Who merely names a company gives it no domain, but vouches for one that an import gave it.
    const domains = gainsOf(one, book, doubted).filter((domain) => !isMention || book.byDomain.has(domain));
    const company = known ?? {
      id: newId(),
      externalId: one.externalId,
      name: null,
      verified: false,
      domains: new Set<string>(),
      imported: noneImported(),
    };
    const entry = isNamed
      ? entryOf({ ...one, traits: isMention ? {} : one.traits }, known, {
          companyId: company.id,
          domains,
          isIdDoubted: doubted?.imported.id === true,
        })
      : undefined;
    about.push(isNamed ? company : undefined);
    told.push(
      entry && {
        ...entry,
        id: '',
        occurredAt: one.occurredAt,
        source: { name: source, externalId: keyOf(one) },
      },
    );
    if (!isNamed) continue;
    company.externalId ??= one.externalId;
    company.name ??= one.name;
    company.verified ||= one.verified;
    for (const domain of domains) company.domains.add(domain);
    if (entry && doubted) company.imported = noneOf(doubted.imported, one, domains);
    enter(book, company, one);
  }
  const outcomes = await write(tx, told, actor);
  // Told before, and taken back since: it is not there.
  const missing = new Set(
    told.flatMap((entry, at) =>
      entry?.kind === 'company.created' && !outcomes[at] ? entry.payload.companyId : [],
    ),
  );
  return about.map((company, at) => {
    if (!company || missing.has(company.id)) return undefined;
    return { companyId: company.id, companyName: company.name, outcome: outcomes[at] ?? 'unchanged' };
  });
}

/** An entry of its own: the call that it came with has one under the id itself. */
const keyOf = ({ messageId }: CompanyReport): string => `${messageId} company`;

type Entries = (Told<'company.created' | 'company.updated'> | undefined)[];

/** Appends what is told and writes what it means; answers what each came to. */
async function write(tx: Tx, told: Entries, actor: Actor): Promise<(Reported['outcome'] | undefined)[]> {
  const places = told.flatMap((entry, at) => (entry ? [{ entry, at }] : []));
  const appended = await appendAll(
    tx,
    places.map(({ entry }) => ({
      kind: entry.kind,
      payload: entry.payload,
      actor,
      direction: 'internal' as const,
      occurredAt: entry.occurredAt,
      source: { name: entry.source.name, externalId: entry.source.externalId ?? '' },
    })) as Parameters<typeof appendAll>[1],
  );
  const outcomes: (Reported['outcome'] | undefined)[] = told.map(() => undefined);
  const fresh = places.flatMap(({ entry, at }, n) => {
    const one = appended[n];
    if (!one || one.repeated) return [];
    outcomes[at] = entry.kind === 'company.created' ? 'created' : 'updated';
    return [{ ...entry, id: one.id, occurredAt: one.occurredAt }];
  });
  if (fresh.length > 0) await applyToCompanies(tx, fresh as Told[]);
  return outcomes;
}

/** What a report adds; undefined for one that tells nothing new of a company that is known. */
function entryOf(
  { verified, externalId, traits }: Ready,
  known: Known | undefined,
  { companyId, domains, isIdDoubted }: { companyId: string; domains: string[]; isIdDoubted: boolean },
) {
  if (!known) {
    return {
      kind: 'company.created' as const,
      payload: { companyId, externalId, domains, traits, verified },
    };
  }
  const isFirstId =
    externalId !== null && (known.externalId === null || (isIdDoubted && externalId === known.externalId));
  const isNew =
    Object.keys(traits).length > 0 || domains.length > 0 || isFirstId || (verified && !known.verified);
  if (!isNew) return undefined;
  return {
    kind: 'company.updated' as const,
    payload: {
      companyId,
      traits,
      verified,
      ...(isFirstId ? { externalId } : {}),
      ...(domains.length > 0 ? { domains: { added: domains, removed: [] } } : {}),
    },
  };
}

/** Domains that are nobody's yet, or this company's by the word of imports alone. */
function gainsOf(
  { domains }: Wanted,
  { byDomain }: Pick<Book, 'byDomain'>,
  doubted: Known | undefined,
): string[] {
  return domains.filter((domain) => {
    const owner = byDomain.get(domain);
    return !owner || (owner === doubted && owner.imported.domains.has(domain));
  });
}

const noneImported = (): Known['imported'] => ({ id: false, domains: new Set() });

/** What rests on imports alone once somebody else has told of it. */
function noneOf(
  imported: Known['imported'],
  { externalId }: Wanted,
  told: readonly string[],
): Known['imported'] {
  return {
    id: imported.id && externalId === null,
    domains: new Set([...imported.domains].filter((domain) => !told.includes(domain))),
  };
}

/** Names by which systems call what a company has a field for. */
const fieldNames: Record<string, string> = { employees: 'size', url: 'website' };

/** What a report says: by what the company is recognised, and attributes under the names that they have here. */
function readyOf(report: CompanyReport): Ready {
  const { domain, domains, id: _, ...rest } = report.traits;
  const traits: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) {
    const field = fieldNames[name];
    if (field === undefined) traits[name] = value;
    else if (!Object.hasOwn(rest, field)) traits[field] = value;
  }
  const name = ['string', 'number'].includes(typeof rest.name)
    ? String(rest.name).trim().slice(0, nameLengthMax).toWellFormed()
    : '';
  if (Object.hasOwn(traits, 'name')) delete traits.name;
  const given = [domain, domains].flat().filter((one) => typeof one === 'string');
  const found = [...new Set(given.flatMap((one) => normalDomain(one) ?? []))];
  const isTaken = report.verified && found.length > 0;
  if (!isTaken && domain !== undefined) traits.domain = domain;
  if (!isTaken && domains !== undefined) traits.domains = domains;
  return {
    ...report,
    traits: name === '' ? traits : { ...traits, name },
    domains: isTaken ? found : [],
    name: name === '' ? null : name,
  };
}
