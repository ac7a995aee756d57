/** A small sound tree in a temporary folder, for planting one violation at a time. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkFloors, type Report } from './check.ts';
import type { Config } from './config.ts';

/** Path → content; `undefined` takes the file out of the sound tree. */
export type Files = Record<string, string | undefined>;

const soundFiles: Files = {
  'package.json': JSON.stringify({
    dependencies: { zod: '4', pg: '8', react: '19', preact: '11', fastify: '5' },
    devDependencies: { vitest: '5' },
  }),
  'contract/ids.ts': "import { z } from 'zod';\nexport const id = z.string();\n",
  'contract/entries.ts': "import { id } from './ids.ts';\nexport const entry = { id };\n",
  'server/main.ts': "import { serve } from './app/serve.ts';\nserve(process.env.PORT);\n",
  'server/app/serve.ts':
    "import { record } from '../ledger/index.ts';\nexport const serve = (_port?: string) => record;\n",
  'server/platform/db/index.ts': "export { pool } from './pool.ts';\n",
  'server/platform/db/pool.ts': "import pg from 'pg';\nexport const pool = new pg.Pool();\n",
  'server/platform/db/testing.ts': 'export const createTestDatabase = 1;\n',
  'server/ledger/index.ts': "export { record } from './record.ts';\n",
  'server/ledger/record.ts': [
    "import { pool } from '../platform/db/index.ts';",
    "export const record = pool.query('insert into entries default values');\n",
  ].join('\n'),
  'server/accounts/index.ts': "export { members } from './members.ts';\n",
  'server/accounts/members.ts': "export const members = 'from members to customers';\n",
  'server/migrations/0001_all.sql': [
    'create table entries (workspace_id uuid not null, kind text);',
    'alter table entries enable row level security;',
    'alter table entries force row level security;',
    'create table members (id uuid, workspace_id uuid not null);',
    'alter table members enable row level security;',
    'alter table only public."members" force row level security;\n',
  ].join('\n'),
  'console/app/main.tsx': "import { Button } from '../ui/button.tsx';\nexport const main = Button;\n",
  'console/ui/button.tsx': "import { createElement } from 'react';\nexport const Button = createElement;\n",
  'widget/frame.ts':
    "import { h } from 'preact';\nimport type { entry } from '../contract/entries.ts';\nexport const f = [h, {} as typeof entry];\n",
  'sdk/index.ts': "export { entry } from '../contract/entries.ts';\n",
  'bin/dev.mjs': 'export const port = process.env.PORT;\n',
  'tests/e2e.test.ts':
    "import { it } from 'vitest';\nimport '../server/platform/db/testing.ts';\nit('works', () => {});\n",
};

/** The project's own floors.json, with lists that fit the small tree. */
function soundConfig(): Config {
  const config = JSON.parse(readFileSync(join(import.meta.dirname, '../../floors.json'), 'utf8')) as Config;
  return {
    ...config,
    providers: { ...config.providers, names: { acme: ['acmechat'] } },
    tables: { 'server/ledger': ['entries'], 'server/accounts': ['members'] },
    definer: {},
    notIsolated: {},
    exceptions: config.exceptions.filter(({ from }) => from.includes('*')),
  };
}

/** Writes the sound tree with `files` over it and `change` made to floors.json, checks it, takes it away. */
export function checkPlanted(files: Files, change: (config: Config) => void = () => {}): Report {
  const root = mkdtempSync(join(tmpdir(), 'floors-'));
  try {
    const config = soundConfig();
    change(config);
    const all = { ...soundFiles, 'floors.json': JSON.stringify(config), ...files };
    for (const [path, text] of Object.entries(all)) {
      if (text === undefined) continue;
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return checkFloors(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** `law file:line` of each violation: the form that the tests compare. */
export function brief({ violations }: Report): string[] {
  return violations.map(({ law, file, line }) => `${law} ${file}:${line}`);
}
