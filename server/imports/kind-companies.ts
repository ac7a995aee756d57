/** Companies: by which id and domains they are known, and what is known of them under names of one's own. */
import { reportCompanies } from '../companies/index.ts';
import type { Field, ImportKind, Ready } from './kind.ts';
import { textValue } from './people.ts';
import { saidAt } from './time.ts';

const fields: readonly Field[] = [
  {
    name: 'id',
    type: 'id',
    lengthMax: 320,
    synonyms: [
      'company id',
      'companyid',
      'company_id',
      'account id',
      'group id',
      'groupid',
      'organization id',
      'organisation id',
      '公司id',
      '公司编号',
      '企业编号',
      'id da empresa',
      'código da empresa',
    ],
  },
  {
    name: 'name',
    type: 'text',
    lengthMax: 200,
    synonyms: [
      'company name',
      'company',
      'organization',
      'organisation',
      'account name',
      'account',
      'legal name',
      '公司名称',
      '公司',
      '企业名称',
      '名称',
      'empresa',
      'nome da empresa',
      'razão social',
      'nome',
    ],
  },
  {
    name: 'domain',
    type: 'text',
    synonyms: ['domains', 'company domain', 'email domain', 'web domain', '域名', 'domínio', 'domínios'],
  },
  {
    name: 'website',
    type: 'text',
    lengthMax: 2_000,
    synonyms: ['website url', 'web site', 'url', 'homepage', '网站', '官网', '网址', 'site', 'página'],
  },
  {
    name: 'size',
    type: 'id',
    lengthMax: 200,
    synonyms: [
      'employees',
      'number of employees',
      'headcount',
      '规模',
      '员工人数',
      '人数',
      'porte',
      'funcionários',
    ],
  },
  {
    name: 'address',
    type: 'text',
    lengthMax: 2_000,
    synonyms: ['company address', 'street address', '地址', '公司地址', 'endereço'],
  },
];

/** A cell may hold several domains. */
const between = /[\s,;|]+/;

export const companies: ImportKind = {
  name: 'companies',
  fields,
  takesExtra: true,
  sameBy: 'content',
  check: (row) => (namesOf(row).length === 0 ? { code: 'no-company' } : undefined),
  aboutOf: (row) => {
    const names = namesOf(row);
    return { finds: names.slice(0, 1), makes: names };
  },
  apply: async (tx, context, rows) => {
    const reported = await reportCompanies(
      tx,
      context.source,
      rows.map((row) => ({
        externalId: idIn(row) ?? null,
        traits: traitsOf(row),
        verified: true,
        occurredAt: saidAt(row, context),
        messageId: row.digest,
      })),
      context.actor,
    );
    return reported.map((one) => one?.outcome ?? 'unchanged');
  },
};

/** The business's own id of the company: the field, or the key. */
const idIn = (row: Ready): string | undefined => textValue(row, 'id') ?? row.ownKey;

/** By what the row's company is recognised, the strongest first. */
function namesOf(row: Ready): string[] {
  const [id, domain, name] = [idIn(row), textValue(row, 'domain'), textValue(row, 'name')?.trim()];
  return [
    ...(id === undefined ? [] : [`company ${id}`]),
    ...(domain === undefined ? [] : [`company domain ${domain.trim().toLowerCase()}`]),
    ...(name ? [`company name ${name.toLowerCase()}`] : []),
  ];
}

function traitsOf(row: Ready): Record<string, unknown> {
  const domains = textValue(row, 'domain')?.split(between);
  const traits: Record<string, unknown> = { ...row.extra };
  for (const name of ['name', 'website', 'size', 'address']) {
    const text = textValue(row, name)?.trim();
    if (text) traits[name] = text;
  }
  return domains ? { ...traits, domains: domains.filter((domain) => domain !== '') } : traits;
}
