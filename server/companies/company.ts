/** What members do with companies. */
import type { Company, CompanyInput } from '../../contract/companies.ts';
import { companyFields } from '../../contract/companies.ts';
import type { Payload } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { By } from '../accounts/index.ts';
import { append, newId } from '../ledger/index.ts';
import { isDuplicate, type Tx } from '../platform/db/index.ts';
import { typedDomains } from './domain.ts';
import { lockKeys, lookUp } from './find.ts';
import { readCompany } from './queries.ts';
import { applyToCompanies } from './record.ts';
import type { Told } from './told.ts';

type Changes = { [Name in keyof CompanyInput]?: CompanyInput[Name] | undefined } & {
  archived?: boolean | undefined;
};

/** Writes a company down by hand. @throws Problem `already-exists` when its id or a domain is another company's. */
export async function createCompany(tx: Tx, by: By, input: CompanyInput): Promise<Company> {
  const domains = typedDomains(input.domains ?? []);
  const externalId = input.externalId ?? null;
  const companyId = newId();
  await claim(tx, companyId, externalId, domains);
  await record(tx, by, 'company.created', {
    companyId,
    externalId,
    domains,
    traits: traitsIn(input, undefined),
    verified: true,
  });
  return readCompany(tx, companyId);
}

/** Changes a company; what is the same already is not written down. @throws Problem as `createCompany` does. */
export async function updateCompany(tx: Tx, by: By, companyId: string, input: Changes): Promise<Company> {
  await lockKeys(tx, [companyId]);
  const before = await readCompany(tx, companyId);
  const wanted = input.domains && typedDomains(input.domains);
  const added = wanted?.filter((domain) => !before.domains.includes(domain)) ?? [];
  const removed = wanted ? before.domains.filter((domain) => !wanted.includes(domain)) : [];
  const { externalId, archived } = input;
  const isOther = externalId !== undefined && externalId !== before.externalId;
  const isMoved = archived !== undefined && archived !== (before.archivedAt !== null);
  const traits = traitsIn(input, before);
  if (!isOther && !isMoved && added.length + removed.length + Object.keys(traits).length === 0) return before;
  await claim(tx, companyId, isOther ? externalId : null, added);
  await record(tx, by, 'company.updated', {
    companyId,
    traits,
    verified: true,
    ...(isOther ? { externalId } : {}),
    ...(added.length + removed.length > 0 ? { domains: { added, removed } } : {}),
    ...(isMoved ? { archived } : {}),
  });
  return readCompany(tx, companyId);
}

/** Makes sure that an id and domains are nobody else's, and stay so until the transaction ends. */
async function claim(
  tx: Tx,
  companyId: string,
  externalId: string | null,
  domains: readonly string[],
): Promise<void> {
  await lockKeys(tx, [
    ...(externalId === null ? [] : [`id ${externalId}`]),
    ...domains.map((domain) => `domain ${domain}`),
  ]);
  const { byId, byDomain } = await lookUp(tx, [{ externalId, domains, name: null }]);
  if ([...byId.values()].some(({ id }) => id !== companyId)) throw idTaken();
  const [taken] = [...byDomain].find(([, { id }]) => id !== companyId) ?? [];
  if (taken !== undefined) throw new Problem('already-exists', `Another company has the domain ${taken}.`);
}

function idTaken(): Problem {
  return new Problem('already-exists', 'Another company has this id.');
}

/** The attributes that are new, under the names that systems use too; null takes one away. */
function traitsIn(input: Changes, before: Company | undefined): Record<string, unknown> {
  const fields = companyFields.flatMap((name) => {
    const value = input[name];
    return value === undefined || value === (before?.[name] ?? null) ? [] : [[name, value] as const];
  });
  const others = Object.entries(input.attributes ?? {}).filter(
    ([name, value]) =>
      !(companyFields as readonly string[]).includes(name) &&
      JSON.stringify(value) !== JSON.stringify(before?.attributes[name] ?? null),
  );
  return Object.fromEntries([...fields, ...others]);
}

async function record<K extends 'company.created' | 'company.updated'>(
  tx: Tx,
  by: By,
  kind: K,
  payload: Payload<K>,
): Promise<void> {
  const { entry } = await append(tx, {
    kind,
    payload,
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
  });
  try {
    await applyToCompanies(tx, [entry as Told<K>] as Told[]);
  } catch (error) {
    throw isDuplicate(error, 'companies_external') ? idTaken() : error;
  }
}
