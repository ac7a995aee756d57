/** Customers: who they are, by which addresses, and what is known of them under names of one's own. */

import { reportTraits } from '../customers/index.ts';
import type { Context, ImportKind, Ready } from './kind.ts';
import { aboutCustomer, customersOf, identitiesOf, identityFields, nameOf } from './people.ts';

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
    return found.map(({ created }) => (created ? 'created' : 'updated'));
  },
};

/** What the row says besides addresses; of a customer who was made by it, the name is known. */
function traitsOf(row: Ready, { isNamed }: { isNamed: boolean }): Record<string, unknown> {
  const name = isNamed ? null : nameOf(row);
  return { ...row.extra, ...(name === null ? {} : { name }) };
}

/** What a later row of the file says is the newer: a microsecond a row. */
function saidAt(row: Ready, { startedAt }: Context): string {
  const microseconds = BigInt(Date.parse(startedAt)) * 1_000n + BigInt(row.number);
  const milliseconds = Number(microseconds / 1_000n);
  const rest = String(microseconds % 1_000n).padStart(3, '0');
  return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
}
