/** One planted violation for each law that is not about imports. */
import { expect, it } from 'vitest';
import { brief, checkPlanted, type Files } from './testing.ts';

const isolated = (name: string) =>
  `create table ${name} (workspace_id uuid not null);\nalter table ${name} enable row level security;\n` +
  `alter table ${name} force row level security;\n`;
const sql = (text: string): Files => ({ 'server/migrations/0002_more.sql': text });

it('read: an empty tree, a tree without migrations, a file that is not code', () => {
  expect(brief(checkPlanted({ 'sdk/index.ts': undefined }))).toEqual(['read sdk:1']);
  expect(brief(checkPlanted({ 'server/migrations/0001_all.sql': undefined }))).toContain(
    'read server/migrations:1',
  );
  expect(brief(checkPlanted({ 'sdk/x.ts': 'const = ;' }))).toEqual(['read sdk/x.ts:1']);
});

it.each<[string, string]>([
  ['contract/x.ts', "export const kinds = ['acmechat'];"],
  ['server/ledger/x.ts', '\nexport const sendAcmeChat = 1;'],
  ['server/ledger/acmechat.ts', ''],
  ['server/channels/other/x.ts', '// as acmechat does'],
  ['server/migrations/0002_acme.sql', 'alter table entries add column acmechat_id text;'],
])('providers: %s', (file, text) => {
  expect(brief(checkPlanted({ [file]: text }))).toEqual([
    `providers ${file}:${text.startsWith('\n') ? 2 : 1}`,
  ]);
});

it('providers: at home in the channel folder, its form, the table of channels, locales and fixtures', () => {
  const text = "export const name = 'acmechat';";
  const homes = [
    'server/channels/acme/acmechat.ts',
    'server/app/channels.ts',
    'console/features/settings/acme-form.tsx',
    'console/locales/en.ts',
    'server/ledger/fixtures/acmechat.ts',
  ];
  expect(brief(checkPlanted(Object.fromEntries(homes.map((home) => [home, text]))))).toEqual([]);
});

it.each<[string, string]>([
  ['a select', "await pool.query('select id from members');"],
  ['a write', "tx.query('insert into public.members (id) values ($1)');"],
  ['a join in a template', 'const q = `select 1 from $' + '{a} join "members" m on true`;'],
  ['a part of a statement', 'const q = sql`and id in (table members)`;'],
  ['a list of tables', "const q = 'select 1 from a, members';"],
  ['the query builder', "db.selectFrom('members as m').select('id');"],
  ['the builder with a list', "db.selectFrom(['entries', 'members as m']);"],
  ['a join of the builder', "q.leftJoin('members', 'a', 'b');"],
])('tables: %s', (_name, line) => {
  expect(brief(checkPlanted({ 'server/ledger/x.ts': `\n${line}` }))).toEqual(['tables server/ledger/x.ts:2']);
});

it('tables: the line is that of the name, and prose, columns and comments are let be', () => {
  const statement = 'sql`select 1\n  from entries\n  join members on true`';
  expect(brief(checkPlanted({ 'server/ledger/x.ts': statement }))).toEqual(['tables server/ledger/x.ts:3']);
  const prose = [
    "'a message from members'",
    "'select kind as members, e.members from entries e -- members'",
    "Array.from('members')",
  ];
  expect(brief(checkPlanted({ 'server/ledger/x.ts': prose.join(';\n') }))).toEqual([]);
});

it('tables: one without an owner, an owner without a table', () => {
  expect(brief(checkPlanted(sql(isolated('orders'))))).toEqual(['tables server/migrations/0002_more.sql:1']);
  const renamed = sql('alter table members rename to people;');
  expect(brief(checkPlanted(renamed))).toEqual([
    'tables floors.json:1',
    'tables server/migrations/0001_all.sql:4',
  ]);
});

it('sizes: a file, a function, the median, the 95th percentile', () => {
  const lines = (count: number) => '//\n'.repeat(count);
  expect(brief(checkPlanted({ 'sdk/x.ts': lines(501) }))).toContain('sizes sdk/x.ts:1');
  expect(brief(checkPlanted({ 'sdk/x.test.ts': lines(501), 'tests/x.ts': lines(501) }))).toEqual([]);
  const long = `\nexport const long = () => {${'\n'.repeat(70)}};`;
  expect(brief(checkPlanted({ 'sdk/x.ts': long }))).toEqual(['sizes sdk/x.ts:2']);
  const component = `export function Long() {${'\n'.repeat(110)}}`;
  expect(brief(checkPlanted({ 'console/ui/x.tsx': component }))).toEqual([]);
  expect(brief(checkPlanted({ 'console/ui/x.ts': component }))).toEqual(['sizes console/ui/x.ts:1']);
  const many = (count: number, size: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`sdk/x${at}.ts`, lines(size)]));
  expect(checkPlanted(many(30, 61)).violations.map(({ what }) => what.split(' (')[0])).toEqual([
    'the median of lines per file is 61, the limit is 60',
  ]);
  expect(checkPlanted(many(3, 251)).violations.map(({ what }) => what.split(' (')[0])).toEqual([
    'the 95th percentile of lines per file is 251, the limit is 250',
  ]);
});

it.each(['process.env.A', "process['env']", 'const { env } = process', "import { env } from 'node:process'"])(
  'settings: %s',
  (text) => {
    expect(brief(checkPlanted({ 'server/ledger/x.ts': text }))).toEqual(['settings server/ledger/x.ts:1']);
  },
);

const definer = (more: string) =>
  sql(`create function find_it() returns uuid language sql security definer ${more} return null;`);
const listed = { folder: 'server/ledger', test: 'server/ledger/find.test.ts', why: 'A reason long enough.' };

it('definer: a function that is not listed, also when it is altered or made by a block', () => {
  const at = ['definer server/migrations/0002_more.sql:1'];
  expect(brief(checkPlanted(definer('set search_path = public')))).toEqual(at);
  expect(brief(checkPlanted(sql('alter function find_it() security definer;')))).toEqual(at);
  expect(
    brief(checkPlanted(sql("do $$ begin execute 'create function a() security definer'; end $$;"))),
  ).toEqual(at);
});

it('definer: a listed one needs a search_path, a folder, and a test that names it', () => {
  const check = (files: Files) => {
    const report = checkPlanted(files, (config) => {
      config.definer = { find_it: listed };
    });
    return report.violations.map(({ law, what }) => `${law}: ${what}`);
  };
  const sound = { ...definer('set search_path = public'), [listed.test]: "it('find_it', () => {})" };
  expect(check(sound)).toEqual([]);
  expect(check({ ...sound, ...definer('') })[0]).toMatch(/^definer: .* without a search_path/);
  expect(check({ ...sound, [listed.test]: '' })[0]).toMatch(/^definer: .* does not name it/);
  expect(check({ ...sound, [listed.test]: undefined })[0]).toMatch(/^definer: .* does not exist/);
  expect(check({ [listed.test]: 'find_it' })[0]).toMatch(/^definer: .* no migration creates it/);
  const elsewhere = { 'server/accounts/x.ts': "tx.query('select find_it()')" };
  expect(check({ ...sound, ...elsewhere })[0]).toMatch(/^tables: .* belongs to server\/ledger/);
});

it.each<[string, string]>([
  ['no workspace_id', isolated('t').replace('workspace_id', 'id')],
  ['workspace_id that may be null', isolated('t').replace(' not null', '')],
  ['not enabled', isolated('t').replace('enable', 'disable')],
  ['not forced', isolated('t').replace('force', 'no force')],
  ['only in a comment', isolated('t').replace(/alter/g, '-- alter')],
  [
    'only in a literal',
    isolated('t').replace(/alter.*/s, "select 'alter table t force row level security';"),
  ],
  ['undone later', `${isolated('t')}alter table t no force row level security;`],
  ['a view of the owner', `${isolated('t')}create view v as select * from t;`],
])('isolation: %s', (_name, text) => {
  const report = checkPlanted(sql(text), (config) => config.tables['server/ledger']?.push('t'));
  expect(brief(report)).toEqual([
    `isolation server/migrations/0002_more.sql:${text.includes('view') ? 4 : 1}`,
  ]);
});

it('isolation: an invoker’s view, a partition and a listed table pass, an idle line does not', () => {
  const view = "create view v with (security_invoker = true) as select ';' from t;";
  const partition = isolated('p').replace('(workspace_id uuid not null)', 'partition of t default');
  const report = checkPlanted(
    sql(`${isolated('t')}${view}${partition}create table auth.user (id text);`),
    (config) => {
      config.tables['server/ledger']?.push('t', 'auth.user');
      config.notIsolated = { 'auth.*': 'A reason long enough.', gone: 'A reason long enough.' };
    },
  );
  expect(brief(report)).toEqual(['isolation floors.json:1']);
});

it('exceptions: allow what they name, and must be needed', () => {
  const files = { 'server/ledger/x.ts': "import '../accounts/index.ts';" };
  const exception = (from: string) => ({
    law: 'down' as const,
    from,
    to: 'server/accounts/index.ts',
    why: 'A reason long enough.',
  });
  const allowed = checkPlanted(files, (config) => config.exceptions.push(exception('server/ledger/x.ts')));
  expect(brief(allowed)).toEqual([]);
  const stale = checkPlanted({}, (config) => config.exceptions.push(exception('server/ledger/x.ts')));
  expect(brief(stale)).toEqual(['exceptions floors.json:1']);
});

it('floors.json: an unknown word or a missing reason is refused', () => {
  expect(() => checkPlanted({}, (config) => Object.assign(config, { tabels: {} }))).toThrow(
    /floors.json.*tabels/s,
  );
  const noReason = (config: { notIsolated: object }) =>
    Object.assign(config, { notIsolated: { entries: '' } });
  expect(() => checkPlanted({}, noReason)).toThrow(/floors.json/);
});
