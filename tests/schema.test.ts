/** What is committed about the schema is what the migrations make. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { printSchema } from '../bin/schema-text.ts';
import { withSession } from '../server/platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../server/platform/db/testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
});
afterAll(() => database.drop());

test('schema.sql is up to date; else: npm run schema', async () => {
  const file = path.join(import.meta.dirname, '../server/migrations/schema.sql');
  expect(await readFile(file, 'utf8')).toBe(
    await withSession(database.adminUrl, ({ tx }) => printSchema(tx)),
  );
});
