/** The ledger's laws, on real PostgreSQL. */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Entry } from '../../contract/entries.ts';
import { comparePositions } from '../../contract/ids.ts';
import { type Db, inWorkspace, runAll, type Tx, withSession } from '../platform/db/index.ts';
import { createTestDatabase, runSql, type TestDatabase } from '../platform/db/testing.ts';
import { createLogger } from '../platform/log/index.ts';
import {
  append,
  beginning,
  currentPosition,
  type Follower,
  follow,
  mapping,
  newId,
  readAfter,
  readAudit,
  readThread,
  readTimeline,
  retain,
  threadsOf,
} from './index.ts';

let database: TestDatabase;
let db: Db;
const log = createLogger({ level: 'silent' });

beforeAll(async () => {
  database = await createTestDatabase(inject('testCluster'));
  db = database.db;
});
afterAll(() => database.drop());

const note = (text: string, more: object = {}) => ({
  kind: 'visit.logged' as const,
  payload: { place: null, summary: text },
  actor: { kind: 'system' as const, id: null },
  direction: 'inbound' as const,
  source: { name: 'test' },
  ...more,
});

const write = (workspaceId: string, text: string, more: object = {}) =>
  inWorkspace(db, workspaceId, (tx) => append(tx, note(text, more)));

/** A follower that remembers what it was given, in its own table, in the same transaction. */
function remembering(name: string, seen: string[], fail?: (entry: Entry) => boolean): Follower {
  return {
    name,
    kinds: ['visit.logged'],
    apply: async (_tx, entries) => {
      for (const entry of entries) if (fail?.(entry)) throw new Error(`can't apply ${entry.id}`);
      seen.push(...entries.map((entry) => String((entry.payload as { summary: string }).summary)));
    },
  };
}

/**
 * Follows until `enough`: a transaction of another test on the same cluster may hold the last entries back for a moment.
 */
async function followUntil(follower: Follower, workspaceId: string, enough: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    await follow(db, log, follower, workspaceId);
    if (enough()) return;
    await sleep(10);
  }
}

describe('reading order', () => {
  test('a follower reads every committed entry once and in order, however writers delay, overlap and roll back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            before: fc.nat(12),
            inside: fc.nat(25),
            rollback: fc.boolean(),
            count: fc.integer({ min: 1, max: 3 }),
          }),
          {
            minLength: 4,
            maxLength: 14,
          },
        ),
        async (writers) => {
          const workspaceId = newId();
          const committed: string[] = [];
          const positions: string[] = [];
          const seen: string[] = [];
          const follower = remembering('order', seen);
          let writing = true;
          const reading = (async () => {
            while (writing) {
              await follow(db, log, follower, workspaceId);
              await sleep(2);
            }
          })();
          await Promise.all(
            writers.map(async (writer, index) => {
              await sleep(writer.before);
              await inWorkspace(db, workspaceId, async (tx) => {
                for (let n = 0; n < writer.count; n++) await append(tx, note(`${index}.${n}`));
                await sleep(writer.inside);
                if (writer.rollback) throw new Error('rolled back on purpose');
              }).then(
                () => {
                  for (let n = 0; n < writer.count; n++) committed.push(`${index}.${n}`);
                },
                () => undefined,
              );
            }),
          );
          writing = false;
          await reading;
          await followUntil(follower, workspaceId, () => seen.length >= committed.length);
          const all = await inWorkspace(db, workspaceId, (tx) => readAfter(tx, beginning, { limit: 1_000 }));
          positions.push(...all.map((entry) => entry.position));
          expect([...positions].sort(comparePositions)).toEqual(positions);
          expect([...seen].sort()).toEqual([...committed].sort());
          expect(seen).toEqual(
            all.map((entry) => (JSON.parse(entry.json) as { payload: { summary: string } }).payload.summary),
          );
        },
      ),
      { numRuns: 12 },
    );
  });

  test('a position told to a socket is that of an entry: a killed database may give later transaction ids out again', async () => {
    const workspaceId = newId();
    const told = () => inWorkspace(db, workspaceId, currentPosition);
    const start = await told();
    expect(start).toMatch(/^\d+\.0\.0$/);
    await write(workspaceId, 'one');
    const newest = await inWorkspace(db, workspaceId, async (tx) => {
      const read = await readAfter(tx, start, { limit: 10, unsettled: true });
      expect(read).toHaveLength(1);
      return read[0]?.position;
    });
    // A transaction of another test on the same cluster may hold it back for a moment.
    await expect.poll(told, { timeout: 10_000 }).toBe(newest);
    await inWorkspace(db, workspaceId, async (tx) => {
      await sql`select pg_current_xact_id()`.execute(tx);
      throw new Error('rolled back on purpose');
    }).catch(() => undefined);
    await write(newId(), 'in another workspace');
    expect(await told()).toBe(newest);
  });

  test('an entry that is committed late is read, though a later one was committed before it', async () => {
    const workspaceId = newId();
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let appended = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      appended = resolve;
    });
    const late = inWorkspace(db, workspaceId, async (tx) => {
      await append(tx, note('early position, late commit'));
      appended();
      await gate;
    });
    await begun;
    await write(workspaceId, 'later position, committed first');
    const seen: string[] = [];
    await follow(db, log, remembering('late', seen), workspaceId);
    expect(seen).toEqual([]);
    letGo();
    await late;
    await followUntil(remembering('late', seen), workspaceId, () => seen.length === 2);
    expect(seen).toEqual(['early position, late commit', 'later position, committed first']);
  });

  test('after a move to another cluster new positions follow the old ones, though transaction ids start anew', async () => {
    const workspaceId = newId();
    await write(workspaceId, 'before');
    await runSql(database.adminUrl, async (client) => {
      await client.query(`update entries set xid = '9000000000000000000'::xid8 where workspace_id = $1`, [
        workspaceId,
      ]);
      await client.query('update installation set epoch = epoch + 1');
    });
    await write(workspaceId, 'after');
    const seen: string[] = [];
    await followUntil(remembering('moved', seen), workspaceId, () => seen.length === 2);
    expect(seen).toEqual(['before', 'after']);
  });
});

describe('followers', () => {
  test('one that keeps failing at an entry sets it aside where it can be seen, and goes on', async () => {
    const workspaceId = newId();
    for (const text of ['a', 'poison', 'b']) await write(workspaceId, text);
    const seen: string[] = [];
    const isPoison = (entry: Entry) => (entry.payload as { summary: string }).summary === 'poison';
    await followUntil(remembering('picky', seen, isPoison), workspaceId, () => seen.includes('b'));
    expect([...new Set(seen)]).toEqual(['a', 'b']);
    const aside = await inWorkspace(db, workspaceId, (tx) =>
      sql<{ error: string }>`select error from follower_setasides where follower = 'picky'`.execute(tx),
    );
    expect(aside.rows).toHaveLength(1);
    expect(aside.rows[0]?.error).toContain("can't apply");
  });

  test('two processes at once apply each entry once', async () => {
    const workspaceId = newId();
    for (let n = 0; n < 30; n++) await write(workspaceId, String(n));
    const seen: string[] = [];
    const follower = remembering('twice', seen);
    await Promise.all([1, 2, 3].map(() => follow(db, log, follower, workspaceId)));
    await followUntil(follower, workspaceId, () => seen.length >= 30);
    expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => String(n)));
  });
});

describe('appending', () => {
  test('the same source and external id is recorded once, also at the same time, and acknowledged again', async () => {
    const workspaceId = newId();
    const same = { source: { name: 'test', externalId: 'x1' } };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => write(workspaceId, `try ${n}`, same)),
    );
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.entry.id)).size).toBe(1);
    const other = await write(newId(), 'another workspace', same);
    expect(other.repeated).toBe(false);
  });

  test('a transaction that swallowed a failure is refused instead of being acknowledged', async () => {
    const lost = inWorkspace(db, newId(), async (tx) => {
      await append(tx, note('lost?'));
      await sql`select 1 / 0`.execute(tx).catch(() => undefined);
    });
    await expect(lost).rejects.toThrow('rolled back');
  });

  test('the server can neither change nor delete an entry', async () => {
    const workspaceId = newId();
    await write(workspaceId, 'for good');
    for (const statement of ['update entries set kind = kind', 'delete from entries', 'truncate entries']) {
      await expect(inWorkspace(db, workspaceId, (tx) => sql.raw(statement).execute(tx))).rejects.toThrow(
        'permission denied',
      );
    }
  });

  test('text comes back as it went in, but for NUL and halves of surrogate pairs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
        const { entry } = await write(newId(), text);
        const kept = (entry.payload as { summary: string }).summary;
        expect(kept).toBe(text.toWellFormed().replaceAll('\0', '\uFFFD'));
      }),
      { numRuns: 50 },
    );
  });
});

describe('telling order', () => {
  test('a timeline pages through everything once, newest first, with back-filled entries where they happened', async () => {
    const workspaceId = newId();
    const customerId = newId();
    const times = [
      '2020-01-02T00:00:00Z',
      undefined,
      '2019-05-05T10:00:00Z',
      '2020-01-02T00:00:00Z',
      undefined,
    ];
    for (const [n, occurredAt] of times.entries()) {
      await write(workspaceId, String(n), { customerId, ...(occurredAt ? { occurredAt } : {}) });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await inWorkspace(db, workspaceId, (tx: Tx) =>
        readTimeline(tx, customerId, { limit: 2, cursor, kinds: ['visit.logged'] }),
      );
      seen.push(
        ...page.data.map((json) => (JSON.parse(json) as { payload: { summary: string } }).payload.summary),
      );
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['4', '1', '3', '0', '2']);
  });

  test('a merged customer is read with the survivor, and entries keep their own customer', async () => {
    const workspaceId = newId();
    const [from, into] = [newId(), newId()];
    await write(workspaceId, 'from', { customerId: from });
    await write(workspaceId, 'into', { customerId: into });
    await inWorkspace(db, workspaceId, (tx) =>
      runAll(
        tx,
        mapping({
          fromId: from,
          intoId: into,
          entryId: newId(),
          evidence: 'member',
          mergedAt: '2026-01-01T00:00:00Z',
        }),
      ),
    );
    for (const asked of [from, into]) {
      const page = await inWorkspace(db, workspaceId, (tx) =>
        readTimeline(tx, asked, { limit: 10, kinds: ['visit.logged'] }),
      );
      const entries = page.data.map((json) => JSON.parse(json) as Entry);
      expect(entries.map((entry) => entry.customerId)).toEqual([into, into]);
    }
    const kept = await inWorkspace(db, workspaceId, (tx) =>
      sql<{ id: string }>`select customer_id as id from entries order by seq`.execute(tx),
    );
    expect(kept.rows.map((row) => row.id)).toEqual([from, into]);
  });

  test('live entries of a conversation stand strictly after the last one, though the clock goes back', async () => {
    const workspaceId = newId();
    const conversationId = newId();
    const future = '2200-01-01T00:00:00.000000Z';
    const { entry } = await write(workspaceId, 'x', { conversationId, after: future });
    expect(entry.occurredAt).toBe('2200-01-01T00:00:00.000001Z');
    const thread = await inWorkspace(db, workspaceId, (tx) =>
      readThread(tx, threadsOf([conversationId]), { limit: 5, order: 'oldest', kinds: ['visit.logged'] }),
    );
    expect(thread.data).toHaveLength(1);
  });
});

describe('retention', () => {
  test('a month of machine entries is dropped at once, and says so in each workspace', async () => {
    const workspaces = [newId(), newId()];
    const customerId = newId();
    const view = (externalId: string) => ({
      kind: 'page.viewed' as const,
      payload: { url: 'https://shop.example/', title: 'Shop', referrer: null },
      actor: { kind: 'customer' as const, id: customerId },
      direction: 'indirect' as const,
      source: { name: 'test', externalId },
      customerId,
    });
    for (const workspaceId of workspaces) {
      for (const n of ['1', '2']) await inWorkspace(db, workspaceId, (tx) => append(tx, view(n)));
      await write(workspaceId, 'stays', { customerId });
    }
    const kinds = ['page.viewed', 'visit.logged'] as const;
    const timeline = (workspaceId: string) =>
      inWorkspace(db, workspaceId, (tx) => readTimeline(tx, customerId, { limit: 10, kinds }));
    expect((await timeline(workspaces[0] ?? '')).data).toHaveLength(3);

    const now = new Date();
    const nextMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2));
    const dropped = await withSession(database.adminUrl, ({ tx }) => retain(tx, nextMonth, 0));
    expect(dropped).toHaveLength(1);
    for (const workspaceId of workspaces) {
      expect((await timeline(workspaceId)).data).toHaveLength(1);
      const audit = await inWorkspace(db, workspaceId, (tx) =>
        readAudit(tx, { limit: 10, kinds: ['ledger.retained'] }),
      );
      expect(JSON.parse(audit.data[0] ?? '')).toMatchObject({
        payload: { removed: 2 },
        source: { name: 'retention' },
      });
    }
  });
});
