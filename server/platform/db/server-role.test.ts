/** The server's role, while other processes work on the same database. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openServerRole } from './server-role.ts';
import { createTestDatabase, runSql, type TestDatabase } from './testing.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
});
afterAll(() => database.drop());

test('it is opened by several at once, while old months are dropped', async () => {
  let opening = true;
  const dropping = runSql(database.adminUrl, async (client) => {
    let dropped = 0;
    for (; opening; dropped++) {
      await client.query(`create table old_month_${dropped} (x integer)`);
      // Who drops may meet a grant too: it tries again, as maintenance does the next day.
      const drop = () => client.query(`drop table old_month_${dropped}`).catch(() => undefined);
      while (!(await drop()));
    }
    return dropped;
  });
  // The databases of all tests share the role: it keeps its password.
  const password = decodeURIComponent(new URL(database.serverUrl).password);
  const open = async () => {
    for (let times = 0; times < 15; times++) await openServerRole(database.adminUrl, password);
  };
  await Promise.all([open(), open(), open()]).finally(() => {
    opening = false;
  });
  expect(await dropping).toBeGreaterThan(0);
});
