/** One planted violation for each law about imports, in each form that an import can take. */
import { expect, it } from 'vitest';
import { brief, checkPlanted, type Files } from './testing.ts';

const door = "export { x } from './x.ts';\n";
const x = 'export const x = 1;\nexport type X = 1;\n';

it('passes the sound tree', () => {
  const report = checkPlanted({});
  expect(report.violations).toEqual([]);
  expect(report).toMatchObject({ files: 17, migrations: 1 });
});

it.each<[string, Files, string[]]>([
  ['up', { 'server/ledger/x.ts': "import '../accounts/index.ts';" }, ['down server/ledger/x.ts:1']],
  ['up, types', { 'server/ledger/x.ts': "import type { X } from '../accounts/index.ts';" }, ['down']],
  ['up, re-export', { 'server/ledger/x.ts': "export { X } from '../accounts/index.ts';" }, ['down']],
  ['up, dynamic', { 'server/ledger/x.ts': "await import('../accounts/index.ts');" }, ['down']],
  ['up, import type', { 'server/ledger/x.ts': "type X = import('../accounts/index.ts').X;" }, ['down']],
  ['up, typeof', { 'server/ledger/x.ts': "type X = typeof import('../accounts/index.ts');" }, ['down']],
  ['up, template', { 'server/ledger/x.ts': 'await import(`../accounts/index.ts`);' }, ['down']],
  ['up, no extension', { 'server/ledger/x.ts': "import '../accounts';" }, ['down']],
  ['up, worker', { 'server/ledger/x.ts': "new URL('../accounts/index.ts', import.meta.url);" }, ['down']],
  ['up, require', { 'server/ledger/x.ts': "require('../accounts/index.ts');" }, ['down']],
  ['up, to app', { 'server/accounts/x.ts': "import '../main.ts';" }, ['down']],
  ['a path not written out', { 'server/ledger/x.ts': 'await import(process.argv[2]);' }, ['down']],
  [
    'right to left on floor 3',
    { 'server/customers/index.ts': door, 'server/customers/x.ts': "import '../accounts/index.ts';" },
    [],
  ],
  [
    'left to right on floor 3',
    { 'server/accounts/y.ts': "import '../customers/index.ts';", 'server/customers/index.ts': '' },
    ['down server/accounts/y.ts:1'],
  ],
  [
    'feature to feature',
    { 'server/surveys/x.ts': "import '../macros/index.ts';", 'server/macros/index.ts': '' },
    ['down server/surveys/x.ts:1'],
  ],
  [
    'channel to its interface',
    { 'server/channels/webchat/x.ts': "import '../index.ts';", 'server/channels/index.ts': '' },
    [],
  ],
  [
    'interface to a channel',
    { 'server/channels/x.ts': "import './webchat/index.ts';", 'server/channels/webchat/index.ts': '' },
    ['down server/channels/x.ts:1'],
  ],
  [
    'platform to the domain',
    { 'server/platform/db/x.ts': "import '../../../contract/entries.ts';" },
    ['down'],
  ],
  ['console to server', { 'console/app/x.ts': "import '../../server/ledger/index.ts';" }, ['down']],
  ['widget to a value', { 'widget/x.ts': "import { type A } from '../contract/entries.ts';" }, ['down']],
  ['program to a test', { 'sdk/x.ts': "import './y.test.ts';", 'sdk/y.test.ts': '' }, ['down sdk/x.ts:1']],
  ['out of the repository', { 'sdk/x.ts': "import '../../else.ts';" }, ['down']],
])('down: %s', (_name, files, expected) => {
  expectLaws(files, expected);
});

it.each<[string, Files, string[]]>([
  ['a file of another folder', { 'server/accounts/x.ts': "import '../ledger/record.ts';" }, ['doors']],
  ['its type', { 'server/accounts/x.ts': "import type { X } from '../ledger/record.ts';" }, ['doors']],
  ['a platform folder', { 'server/ledger/x.ts': "import '../platform/db/pool.ts';" }, ['doors']],
  [
    'a feature of the console',
    { 'console/app/x.ts': "import '../features/customers/x.ts';", 'console/features/customers/x.ts': x },
    ['doors console/app/x.ts:1'],
  ],
  ['tests’ door from a test', { 'server/ledger/x.test.ts': "import '../platform/db/testing.ts';" }, []],
  [
    'tests’ door from the program',
    { 'server/ledger/x.ts': "import '../platform/db/testing.ts';" },
    ['down', 'doors'],
  ],
  ['open folders', { 'console/lib/x.ts': "import '../ui/y.ts';", 'console/ui/y.ts': x }, []],
])('doors: %s', (_name, files, expected) => {
  expectLaws(files, expected);
});

it.each(['export * from', 'export * as all from', 'export type * from'])('names: %s', (form) => {
  expectLaws({ 'server/ledger/index.ts': `${door}${form} './record.ts';`, 'server/ledger/x.ts': x }, [
    'names server/ledger/index.ts:2',
  ]);
});

it('cycles: of files, by types', () => {
  const files = { 'sdk/a.ts': "import type { B } from './b.ts';", 'sdk/b.ts': "import './c.ts';" };
  expectLaws({ ...files, 'sdk/c.ts': "import './a.ts';" }, ['cycles sdk/a.ts:1']);
});

it('cycles: of folders without one of files', () => {
  const files = { 'console/lib/a.ts': "import '../ui/b.ts';", 'console/ui/b.ts': x };
  const report = checkPlanted({
    ...files,
    'console/ui/c.ts': "import '../lib/d.ts';",
    'console/lib/d.ts': x,
  });
  expect(brief(report)).toEqual(['cycles console/lib/a.ts:1']);
  expect(report.violations[0]?.what).toBe(
    'a cycle of folders: console/lib → console/ui (console/lib/a.ts:1) → console/lib (console/ui/c.ts:1)',
  );
});

it.each<[string, Files, string[]]>([
  ['react outside the console', { 'widget/x.ts': "import 'react';" }, ['npm']],
  ['a part of a package', { 'sdk/x.ts': "import 'react/jsx-runtime';" }, ['npm']],
  ['pg, types only', { 'server/ledger/x.ts': "import type { Pool } from 'pg';" }, ['npm']],
  ['zod in the widget', { 'widget/x.ts': "import { z } from 'zod';" }, ['npm']],
  ['more than zod in contract', { 'contract/x.ts': "import 'fastify';" }, ['npm']],
  ['Node in contract', { 'contract/x.ts': "import 'node:fs';" }, ['npm']],
  ['a package without a line', { 'sdk/x.ts': "import '@scope/nothing/part';" }, ['npm']],
  ['Node without node:', { 'server/ledger/x.ts': "import 'fs';" }, ['npm']],
  ['a development dependency', { 'server/ledger/x.ts': "import 'vitest';" }, ['npm']],
  ['the same in a test', { 'server/ledger/x.test.ts': "import 'vitest';" }, []],
])('npm: %s', (_name, files, expected) => {
  expectLaws(files, expected);
});

/** Expects these violations, each given as a law alone or as `law file:line`, and no others. */
function expectLaws(files: Files, expected: string[]): void {
  const found = brief(checkPlanted(files));
  expect(found.map((item, index) => (expected[index]?.includes(' ') ? item : item.split(' ')[0]))).toEqual(
    expected,
  );
}
