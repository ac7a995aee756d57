/**
 * The tests: `unit` and `widget` need nothing, `server` gets a template database, `e2e` starts the product and a real
 * browser. `npx vitest run path` runs those of one file or folder. `tests/torture` is not among them.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { shareOf } from './tests/support/share.ts';

/** On each change those that everything stands on, and a share of the others; `npm run torture` runs all. */
const always = ['accessible', 'budgets', 'chat', 'first-five-minutes', 'hostile-text', 'keyboard', 'offline'];
const leastSuites = 0.5;

function browserSuites(): string[] {
  const all = readdirSync(path.join(import.meta.dirname, 'tests/e2e')).filter((name) =>
    name.endsWith('.test.ts'),
  );
  const isAsked = all.some((name) => process.argv.some((argument) => argument.includes(name)));
  const isAlways = (name: string) => always.includes(name.replace('.test.ts', ''));
  const others = all.filter((name) => !isAlways(name));
  const drawn = isAsked ? others : shareOf('other browser suites', others.sort(), leastSuites);
  return [...all.filter(isAlways), ...drawn].map((name) => `tests/e2e/${name}`);
}

const database = ['./server/platform/db/testing.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than CI has cores: browsers and databases make each other wait.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{contract,bin,sdk}/**/*.test.ts', 'console/**/*.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: { name: 'widget', include: ['widget/**/*.test.{ts,tsx}'] },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['server/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: ['tests/{e2e,torture,load}/**'],
          globalSetup: database,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: browserSuites(),
          globalSetup: [...database, './tests/e2e/support/chromium.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
