/**
 * Law 4 of the ledger across a backup and a restore: while many write at once, with delays and rollbacks, a follower
 * reads every entry once and in reading order, before, during and after; into a cluster whose transaction ids stand far
 * behind, and back over what was there.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { append, type Follower, follow, openFeed } from '../../server/ledger/index.ts';
import { backUp, checkBackup, restore } from '../../server/operating/index.ts';
import {
  type Db,
  type Embedded,
  inWorkspace,
  migrate,
  openDb,
  startEmbedded,
  type Tx,
  withSession,
} from '../../server/platform/db/index.ts';
import { createTestDatabase, runSql } from '../../server/platform/db/testing.ts';
import { createLogger } from '../../server/platform/log/index.ts';

const log = createLogger({ level: 'silent' });
const secretKey = 'a secret key for tests, long enough to be one';
const quiet = () => undefined;
const runs = 3;
const seed = 20_260_101;
const writersMax = 6;
const entriesPerWriter = 12;
const idsAhead = 10_000;

let folder: string;
let young: Embedded;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'order-'));
  chmodSync(folder, 0o755);
  young = await startEmbedded({ dataDir: folder, log, settings: ['fsync=off'] });
  // So that transaction ids here are ahead of all that the young cluster will give.
  await runSql(inject('testCluster').adminUrl, (client) =>
    client.query(
      `do $$ begin for n in 1..${idsAhead} loop perform pg_current_xact_id(); commit; end loop; end $$`,
    ),
  );
});
afterAll(async () => {
  await young.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Notes each entry that it is given, in the order in which it is; the same one again is refused by the key. */
const noting: Follower = {
  name: 'noting',
  kinds: ['visit.logged', 'page.viewed'],
  apply: async (tx, entries) => {
    for (const { id } of entries) {
      await sql`
        insert into entry_keys (source_name, external_id, entry_id) values ('noted', ${id}, ${id})`.execute(
        tx,
      );
    }
  },
};

type Chance = (bound: number) => number;
type Life = { db: Db; workspaces: readonly string[]; chance: Chance };

/** One of many that write at once: after a pause, in the middle of it too, and sometimes in vain. */
async function write({ db, workspaces, chance }: Life): Promise<void> {
  for (let n = 0; n < entriesPerWriter; n += 1) {
    const workspaceId = workspaces[chance(workspaces.length)] ?? '';
    const inVain = chance(5) === 0;
    await sleep(chance(8));
    await inWorkspace(db, workspaceId, async (tx) => {
      const common = { actor: { kind: 'system', id: null }, source: { name: 'test' } } as const;
      await append(tx, {
        ...common,
        kind: 'visit.logged',
        payload: { place: null, summary: `${n}` },
        direction: 'inbound',
      });
      await sleep(chance(12));
      const page = { url: 'https://shop.example/', title: `${n}`, referrer: null };
      if (chance(2) === 0)
        await append(tx, { ...common, kind: 'page.viewed', payload: page, direction: 'indirect' });
      if (inVain) throw new Error('in vain');
    }).catch((error: Error) => expect(error.message).toBe('in vain'));
  }
}

/** Writers at work, and the follower of each workspace running beside them until they are done. */
async function live(life: Life, meanwhile: () => Promise<void>): Promise<void> {
  let living = true;
  const following = life.workspaces.map(async (id) => {
    while (living) {
      await follow(life.db, log, noting, id);
      await sleep(life.chance(6));
    }
  });
  const writers = Array.from({ length: writersMax }, () => write(life));
  await Promise.all([...writers, sleep(life.chance(40)).then(meanwhile)]);
  living = false;
  await Promise.all(following);
}

async function unread(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from entries e join follower_cursors c
      on c.follower = ${noting.name} and (e.epoch, e.xid, e.seq) > (c.epoch, c.xid, c.seq)`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Every entry noted once, and in reading order. */
async function expectNotedAll({ db, workspaces }: Life): Promise<number> {
  let all = 0;
  for (const id of workspaces) {
    // A transaction of another test on the same cluster may hold the last entries back for a moment.
    const behind = () => inWorkspace(db, id, (tx) => unread(tx));
    await expect
      .poll(() => follow(db, log, noting, id).then(behind), { timeout: 10_000, interval: 20 })
      .toBe(0);
    const { rows } = await inWorkspace(db, id, (tx) =>
      sql<{ noted: string | null; read: string }>`
        select k.entry_id as noted, e.id as read
        from (select id, row_number() over (order by epoch, xid, seq) as place from entries) e
        full join (select entry_id, row_number() over (order by recorded_at) as place from entry_keys) k using (place)
        order by place`.execute(tx),
    );
    expect(rows.filter(({ noted, read }) => noted !== read)).toEqual([]);
    const aside = await inWorkspace(db, id, (tx) => sql`select 1 from follower_setasides`.execute(tx));
    expect(aside.rows).toEqual([]);
    all += rows.length;
  }
  return all;
}

async function restoreInto(adminUrl: string, file: string): Promise<Db> {
  const target = {
    adminUrl,
    dataDir: mkdtempSync(join(folder, 'data-')),
    givenSecretKey: secretKey,
    log,
    now: new Date(),
  };
  await restore(await checkBackup(file), { ...target, serverPasswordOf: (key) => key }, quiet);
  return openDb((await migrate(adminUrl, { serverPassword: secretKey })).serverUrl);
}

test('no follower skips an entry or reads one twice, across backups and restores', async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(1_000_000)), async (numbers) => {
      const chance: Chance = (bound) => (numbers.next().value as number) % bound;
      const workspaces = [randomUUID(), randomUUID()];
      const old = await createTestDatabase(inject('testCluster'));
      const source = {
        adminUrl: old.adminUrl,
        serverUrl: old.serverUrl,
        dataDir: join(folder, 'none'),
        secretKey,
      };
      const file = join(folder, `${randomUUID()}.rapport`);
      const first = { db: old.db, workspaces, chance };
      await live(first, async () => {
        await backUp(source, file, quiet);
      });
      const before = await expectNotedAll(first);

      // In another cluster, where transaction ids are smaller than those that the entries have.
      const elsewhere = new URL(young.adminUrl);
      elsewhere.pathname = `/t${randomUUID().slice(0, 8)}`;
      await runSql(young.adminUrl, (client) =>
        client.query(`create database ${elsewhere.pathname.slice(1)}`),
      );
      const second = { db: await restoreInto(elsewhere.toString(), file), workspaces, chance };
      await live(second, () => Promise.resolve());
      const there = await expectNotedAll(second);
      expect(there).toBeGreaterThan(0);
      await expectFetchesAnew(second);

      // And back, over what was there.
      await old.db.pool.end();
      const third = { db: await restoreInto(old.adminUrl, file), workspaces, chance };
      await live(third, () => Promise.resolve());
      expect(await expectNotedAll(third)).toBeGreaterThan(0);
      expect(await epochOf(old.adminUrl)).toBeGreaterThan(1);
      expect(before).toBeGreaterThan(0);
      await second.db.close();
      await third.db.close();
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
}, 120_000);

/** What a reader saw before a restore may be gone: it must not go on from there, and may from here. */
async function expectFetchesAnew({ db, workspaces: [id = ''] }: Life): Promise<void> {
  const listen = async () => () => undefined;
  const options = { missedMax: { entries: 10_000, bytes: 10_000_000 }, listen, onBatch: () => undefined };
  const now = await openFeed(db, id, '1.1.1', options);
  expect(now.missed).toBeUndefined();
  expect((await openFeed(db, id, now.position, options)).missed).toEqual([]);
}

async function epochOf(adminUrl: string): Promise<number> {
  return withSession(adminUrl, async ({ tx }) => {
    const { rows } = await sql<{ epoch: number }>`select epoch from installation`.execute(tx);
    return rows[0]?.epoch ?? 0;
  });
}
