/** Customers: who they are, by which addresses, and what is known of them under names of one's own. */
import { roleLengthMax } from '../../contract/companies.ts';
import { addMembers, normalDomain, reportCompanies } from '../companies/index.ts';
import { reportTraits } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { updatedField } from './fields.ts';
import type { Context, ImportKind, Ready } from './kind.ts';
import { aboutCustomer, customersOf, identitiesOf, identityFields, nameOf, textValue } from './people.ts';
import { saidAt } from './time.ts';

const nameLengthMax = 200;

export const customers: ImportKind = {
  name: 'customers',
  fields: [
    ...identityFields,
    {
      name: 'name',
      type: 'text',
      lengthMax: nameLengthMax,
      synonyms: [
        'name',
        'full name',
        'fullname',
        'customer name',
        'customer',
        'contact',
        'contact name',
        '姓名',
        '名字',
        '客户名称',
        '客户姓名',
        '名称',
        'nome',
        'nome completo',
        'nome do cliente',
        'cliente',
      ],
    },
    {
      name: 'firstName',
      type: 'text',
      lengthMax: nameLengthMax,
      synonyms: ['first name', 'firstname', 'given name', 'forename', '名', 'primeiro nome', 'prenome'],
    },
    {
      name: 'lastName',
      type: 'text',
      lengthMax: nameLengthMax,
      synonyms: ['last name', 'lastname', 'surname', 'family name', '姓', 'sobrenome', 'último nome'],
    },
    {
      name: 'companyId',
      type: 'id',
      lengthMax: 320,
      synonyms: [
        'company id',
        'company_id',
        'organization id',
        'group id',
        '公司id',
        '公司编号',
        'id da empresa',
      ],
    },
    {
      name: 'company',
      type: 'text',
      lengthMax: nameLengthMax,
      synonyms: [
        'company name',
        'organization',
        'organisation',
        'employer',
        'company domain',
        '公司',
        '公司名称',
        '单位',
        'empresa',
        'nome da empresa',
      ],
    },
    {
      name: 'companyRole',
      type: 'text',
      lengthMax: roleLengthMax,
      synonyms: ['role', 'job title', 'position', '职位', '职务', 'cargo', 'função'],
    },
    {
      name: 'language',
      type: 'language',
      synonyms: ['language', 'lang', 'locale', 'preferred language', '语言', 'idioma', 'língua'],
    },
    {
      name: 'createdAt',
      type: 'time',
      synonyms: [
        'created at',
        'created',
        'created_at',
        'createdat',
        'creation date',
        'date created',
        'customer since',
        'registered at',
        'signed up at',
        'signup date',
        '创建时间',
        '注册时间',
        'criado em',
        'data de criação',
        'data de cadastro',
        'cliente desde',
      ],
    },
    updatedField,
  ],
  takesExtra: true,
  sameBy: 'content',
  check: (row) => (identitiesOf(row, { keyIsUser: true }).length === 0 ? { code: 'no-identity' } : undefined),
  aboutOf: aboutCustomer,
  apply: async (tx, context, rows) => {
    const found = await customersOf(tx, context, rows, { keyIsUser: true });
    await reportTraits(
      tx,
      context.source,
      rows.flatMap((row, at) => {
        const { customerId, created } = found[at] ?? { customerId: '', created: false };
        const traits = traitsOf(row, { isNamed: created });
        if (Object.keys(traits).length === 0) return [];
        const messageId = row.digest;
        return { customerId, traits, verified: true, occurredAt: saidAt(row, context), messageId };
      }),
    );
    await belong(tx, context, rows, found);
    return found.map(({ created }) => (created ? 'created' : 'updated'));
  },
};

/** What somebody does where no company is named is an attribute like others. */
const namesCompany = (row: Ready): boolean =>
  Boolean(textValue(row, 'companyId') ?? textValue(row, 'company')?.trim());

/** The companies that rows name, by id, domain or name, with their customers as people there. */
async function belong(
  tx: Tx,
  context: Context,
  rows: readonly Ready[],
  found: readonly { customerId: string }[],
): Promise<void> {
  const told = rows.flatMap((row, at) => {
    if (!namesCompany(row)) return [];
    const [id, name] = [textValue(row, 'companyId') ?? null, textValue(row, 'company')?.trim() ?? ''];
    const domain = normalDomain(name);
    const traits = name === '' ? {} : domain === undefined ? { name } : { domain };
    return [{ row, customerId: found[at]?.customerId ?? '', id, traits }];
  });
  if (told.length === 0) return;
  const reported = await reportCompanies(
    tx,
    context.source,
    told.map(({ row, id, traits }) => ({
      externalId: id,
      traits,
      verified: true,
      occurredAt: saidAt(row, context),
      messageId: row.digest,
      isMention: true,
    })),
    context.actor,
  );
  const memberships = told.flatMap(({ row, customerId }, at) => {
    const company = reported[at];
    if (!company) return [];
    const { companyId, companyName } = company;
    const role = textValue(row, 'companyRole')?.trim() || null;
    return [{ companyId, companyName, customerId, role, verified: true, occurredAt: saidAt(row, context) }];
  });
  await addMembers(tx, context.source, memberships, context.actor);
}

/** What the row says besides addresses; of a customer who was made by it, the name is known. */
function traitsOf(row: Ready, { isNamed }: { isNamed: boolean }): Record<string, unknown> {
  const name = isNamed ? null : nameOf(row);
  const role = namesCompany(row) ? undefined : textValue(row, 'companyRole');
  return { ...row.extra, ...(role === undefined ? {} : { role }), ...(name === null ? {} : { name }) };
}
