/**
 * The tests: `unit` and `widget` need nothing, `server` gets a template database, `e2e` starts the product and a real
 * browser. `npx vitest run path` runs those of one file or folder. `tests/torture` is not among them.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { shareOf, testShare } from './tests/support/share.ts';

/**
 * Suites that take long: those that drive a browser, those that stop programs and wait, and those that try many
 * histories. On each change those that everything stands on run, and a share of the others; `npm run torture` runs all.
 */
const always = ['accessible', 'budgets', 'chat', 'first-five-minutes', 'keyboard', 'offline'];
const longServerSuites =
  /(killed|killing|faults|outage|undo|olist|\.property|-model)\.test\.ts$|^operating\/(?!portable)/;

const isAsked = (name: string) => process.argv.some((argument) => argument.includes(path.basename(name)));

/** What of `all` is not run this time; whoever names a file gets it. */
function leftOut(what: string, all: string[]): string[] {
  if (all.some(isAsked)) return [];
  const drawn = new Set(shareOf(what, all.sort()));
  return all.filter((name) => !drawn.has(name)).map((name) => `tests/${name}`);
}

const suites = readdirSync(path.join(import.meta.dirname, 'tests'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => name.replaceAll(path.sep, '/'));
const browserSuites = suites.filter(
  (name) => name.startsWith('e2e/') && !always.includes(path.basename(name, '.test.ts')),
);
const leftOutBrowser = leftOut('other browser suites', browserSuites);
const leftOutServer = leftOut(
  'long server suites',
  suites.filter((name) => !name.startsWith('e2e/') && longServerSuites.test(name)),
);

const database = ['./server/platform/db/testing.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than CI has cores: browsers and databases make each other wait.
    maxWorkers: 3,
    testTimeout: 30_000,
    // A busy machine is late, and what comes in the end is no fault.
    expect: { poll: { timeout: 15_000, interval: 40 } },
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
          exclude: ['tests/{e2e,torture,load}/**', ...leftOutServer],
          globalSetup: database,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/*.test.ts'],
          exclude: leftOutBrowser,
          globalSetup: [...database, './tests/e2e/support/chromium.ts'],
          testTimeout: testShare === 1 ? 900_000 : 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
