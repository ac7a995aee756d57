/**
 * The tests: `unit` and `widget` need nothing, `server` gets a template database, `e2e` starts the product and a real
 * browser. `npx vitest run path` runs those of one file or folder. `tests/torture` is not among them.
 */
import { defineConfig } from 'vitest/config';

const database = ['./server/platform/db/testing.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
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
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: [...database, './tests/e2e/support/chromium.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
