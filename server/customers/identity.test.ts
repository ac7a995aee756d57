/** Ways of writing an address have one form, or one key; 50 writers of them at once make one customer. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { IdentityKind } from '../../contract/entries.ts';
import { newId } from '../ledger/index.ts';
import { type Db, inWorkspace, outsideWorkspaces } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import { normalEmail, normalPhone } from './identity.ts';
import { customersFor, normalIdentity } from './index.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  db = database.db;
});
afterAll(() => database.drop());

test.each([
  ['Ana@BÜCHER.example', 'ana@xn--bcher-kva.example'],
  ['ana@bu\u0308cher.example', 'ana@xn--bcher-kva.example'],
  ['ana@XN--BCHER-KVA.example', 'ana@xn--bcher-kva.example'],
  ['用户@例子.公司', '用户@xn--fsqu00a.xn--55qx5d'],
  ['ana@例え.テスト', 'ana@xn--r8jz45g.xn--zckzah'],
  ['ana@faß.example', 'ana@xn--fa-hia.example'],
  ['ANA+Shop@Example.COM', 'ana+shop@example.com'],
  ['ａｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ana@example.com'],
  ['ana@example。com', 'ana@example.com'],
  ['ana@@example.com', undefined],
  ['ana@exa mple.com', undefined],
  ['ana@localhost', undefined],
  ['@例え.テスト', undefined],
])('the mail address %s', (text, kept) => {
  expect(normalEmail(text)).toBe(kept);
});

test.each([
  ['+55 11 96123-4567', '+5511961234567'],
  ['0055 11 96123-4567', '+5511961234567'],
  ['００５５ １１ ９６１２３－４５６７', '+5511961234567'],
  ['＋５５ （１１） ９６１２３－４５６７', '+5511961234567'],
  ['+٥٥ ١١ ٩٦١٢٣٤٥٦٧', '+5511961234567'],
  ['٠٠٥٥١١٩٦١٢٣٤٥٦٧', '+5511961234567'],
  ['+۵۵ ۱۱ ۹۶۱۲۳۴۵۶۷', '+5511961234567'],
  ['+१४१५५५५२६७१', '+14155552671'],
  ['tel:+55-11-96123-4567', '+5511961234567'],
  ['tel:+551133334444;ext=12', '+551133334444;ext=12'],
  ['+55 11 3333-4444 ext=12', '+551133334444;ext=12'],
  ['+55 11 3333-4444 ext. 12', '+551133334444;ext=12'],
  ['+55 11 3333-4444 x12', '+551133334444;ext=12'],
  ['11 96123-4567', undefined],
  ['+55 11 96123-4567 / +55 11 96123-4568', undefined],
])('the phone number %s', async (text, kept) => {
  expect(await normalPhone(text)).toBe(kept);
  // What is kept is kept as it is when it comes again.
  if (kept !== undefined) expect(await normalPhone(kept)).toBe(kept);
});

const keyOf = async (kind: IdentityKind, text: string): Promise<string> => {
  const { value } = await normalIdentity(kind, text, true);
  const { rows } = await outsideWorkspaces(db, (tx) =>
    sql<{ key: string }>`select identity_key(${kind}, ${value}) as key`.execute(tx),
  );
  return rows[0]?.key ?? '';
};

describe('what a provider delivers to one mailbox has one key', () => {
  test.each([
    [['ana.sousa@gmail.com', 'AnaSousa+shop@googlemail.com', 'a.n.a.sousa@GMAIL.com'], 1],
    [['ana@outlook.com', 'Ana+shop@Outlook.com'], 1],
    // Elsewhere dots and tags tell mailboxes apart, as far as anybody knows.
    [['ana@outlook.com', 'a.na@outlook.com'], 2],
    [['ana@example.com', 'ana+shop@example.com', 'a.na@example.com'], 3],
    [['ana@gmail.com', 'ana@gmail.com.example', 'ana@notgmail.com'], 3],
  ] as const)('%j', async (texts, keys) => {
    const found = await Promise.all(texts.map((text) => keyOf('email', text)));
    expect(new Set(found).size).toBe(keys);
  });
});

test('extensions of one number are of several people', async () => {
  const texts = ['+55 11 3333-4444', '+55 11 3333-4444 ext=1', '+55 11 3333-4444;ext=2'];
  const keys = await Promise.all(texts.map((text) => keyOf('phone', text)));
  expect(new Set(keys).size).toBe(3);
});

describe('50 at once make one customer', () => {
  const writers = 50;
  const variants = {
    email: [
      'ana.sousa@gmail.com',
      'AnaSousa@googlemail.com',
      'ana.sousa+shop@gmail.com',
      'ａｎａsousa@gmail.com',
    ],
    phone: ['+55 11 96123-4567', '0055 11 6123-4567', '＋５５ １１ ９６１２３４５６７', '+٥٥١١٩٦١٢٣٤٥٦٧'],
  } as const;
  test.each(['email', 'phone'] as const)('of variants of one %s', async (kind) => {
    const workspaceId = newId();
    const texts = Array.from({ length: writers }, (_, n) => variants[kind][n % variants[kind].length] ?? '');
    const found = await Promise.all(
      texts.map(async (text) => {
        const identity = await normalIdentity(kind, text, true);
        return inWorkspace(db, workspaceId, (tx) => customersFor(tx, 'test', [{ identities: [identity] }]));
      }),
    );
    expect(new Set(found.map(([one]) => one?.customerId)).size).toBe(1);
    expect(found.filter(([one]) => one?.created).length).toBe(1);
    const { rows } = await inWorkspace(db, workspaceId, (tx) =>
      sql<{ customers: number; keys: number }>`
        select (select count(*)::int from customers) as customers,
          (select count(distinct key)::int from identities where kind = ${kind}) as keys`.execute(tx),
    );
    expect(rows).toEqual([{ customers: 1, keys: 1 }]);
  });
});
