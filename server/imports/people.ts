/** Which customers rows are about. */
import type { Identity } from '../../contract/entries.ts';
import { customersFor } from '../customers/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Context, Field, Ready } from './kind.ts';

/** The fields by which a row names a customer; every kind about customers has them. */
export const identityFields: readonly Field[] = [
  {
    name: 'user',
    type: 'id',
    lengthMax: 320,
    synonyms: [
      'user id',
      'userid',
      'user_id',
      'user',
      'customer id',
      'customerid',
      'customer_id',
      'client id',
      'account id',
      'contact id',
      'external id',
      '用户id',
      '用户编号',
      '客户id',
      '客户编号',
      '会员号',
      'id do cliente',
      'id cliente',
      'código do cliente',
      'id do usuário',
    ],
  },
  {
    name: 'email',
    type: 'email',
    synonyms: [
      'email',
      'e-mail',
      'mail',
      'email address',
      'e-mail address',
      'mail address',
      'customer email',
      '邮箱',
      '电子邮件',
      '电子邮箱',
      '邮件地址',
      'endereço de e-mail',
      'correio eletrônico',
    ],
  },
  {
    name: 'phone',
    type: 'phone',
    synonyms: [
      'phone',
      'phone number',
      'mobile',
      'mobile phone',
      'cell',
      'cell phone',
      'telephone',
      'tel',
      '电话',
      '手机',
      '手机号',
      '电话号码',
      '联系电话',
      'telefone',
      'celular',
      'fone',
      'número de telefone',
    ],
  },
];

/** The addresses that a row gives; a key that is no field is the id that the source gave the customer. */
export function identitiesOf(row: Ready, options: { keyIsUser: boolean }): Identity[] {
  const found: Identity[] = [];
  const add = (kind: Identity['kind'], value: unknown) => {
    if (typeof value === 'string' && !found.some((one) => one.kind === kind && one.value === value))
      found.push({ kind, value, verified: true });
  };
  if (options.keyIsUser) add('user', row.ownKey);
  for (const kind of ['user', 'email', 'phone'] as const) add(kind, row.values[kind]);
  return found;
}

/** By what a row finds its customer, the strongest kind of address, and by what later rows find the same one. */
export function aboutCustomer(row: Ready): { finds: string[]; makes: string[] } {
  const identities = identitiesOf(row, { keyIsUser: true });
  const strongest = (['user', 'email', 'phone'] as const).find((kind) =>
    identities.some((one) => one.kind === kind),
  );
  const nameOfOne = ({ kind, value }: Identity) => `${kind} ${value}`;
  return {
    finds: identities.filter(({ kind }) => kind === strongest).map(nameOfOne),
    makes: identities.map(nameOfOne),
  };
}

type Found = { customerId: string; created: boolean };

/**
 * The rows' customers, found or made. Rows of the same addresses are asked about once; one that shares only some of them
 * with an earlier row comes after it, so that it finds what that one made, as it would in a later batch.
 */
export async function customersOf(
  tx: Tx,
  context: Context,
  rows: readonly Ready[],
  options: { keyIsUser: boolean },
): Promise<Found[]> {
  const groups = new Map<string, { identities: Identity[]; rows: Ready[] }>();
  for (const row of rows) {
    const identities = identitiesOf(row, options);
    const key = JSON.stringify(identities);
    const group = groups.get(key) ?? { identities, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  const found = new Map<Ready, Found>();
  for (let left = [...groups.values()]; left.length > 0; ) {
    const { round, rest } = withoutSharing(left);
    const people = round.map(({ identities, rows: [first] }) => ({ identities, ...known(first, context) }));
    const customers = await customersFor(tx, context.source, people);
    round.forEach((group, at) => {
      const one = customers[at];
      if (!one) throw new Error('Each person is answered.');
      group.rows.forEach((row, n) => {
        found.set(row, { ...one, created: one.created && n === 0 });
      });
    });
    left = rest;
  }
  return rows.map((row) => found.get(row) ?? { customerId: '', created: false });
}

/** Those that share no address with one before them, and the others. */
function withoutSharing<Group extends { identities: Identity[] }>(groups: readonly Group[]) {
  const taken = new Set<string>();
  const [round, rest]: [Group[], Group[]] = [[], []];
  for (const group of groups) {
    const names = group.identities.map(({ kind, value }) => `${kind} ${value}`);
    (names.some((name) => taken.has(name)) ? rest : round).push(group);
    for (const name of names) taken.add(name);
  }
  return { round, rest };
}

/** What a row says of whom it makes. */
function known(row: Ready | undefined, context: Context) {
  if (!row) return {};
  return {
    name: nameOf(row),
    language: textValue(row, 'language') ?? null,
    occurredAt: textValue(row, 'createdAt') ?? textValue(row, 'time') ?? context.startedAt,
  };
}

/** The whole name, or its two parts. */
export function nameOf(row: Ready): string | null {
  const parts = [textValue(row, 'firstName'), textValue(row, 'lastName')].flatMap(
    (part) => part?.trim() || [],
  );
  return textValue(row, 'name')?.trim() || parts.join(' ') || null;
}

export function textValue(row: Ready, field: string): string | undefined {
  const value = row.values[field];
  return typeof value === 'string' ? value : undefined;
}
