/** Every point at which the program that follows a mailbox can be ended, once, on ten mails: nothing lost, nothing twice. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createMemoryStore,
  type MemoryStore,
  type StepName,
  stepNames,
} from '../../server/channels/email/imap/testing.ts';
import { type Dovecot, dovecotMissing, startDovecot } from '../support/dovecot.ts';
import { mailNamed, openDesk } from '../support/following-mail.ts';

if (dovecotMissing) console.warn(`Skipped: ${dovecotMissing}.`);

/** The store as a program sees it: once that has ended, nothing of it gets there any more. */
function endable(store: MemoryStore): { store: MemoryStore; end(): void } {
  let hasEnded = false;
  const seen = new Proxy(store, {
    get: (target, name, receiver) => {
      const value = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        if (hasEnded) throw new Error('The program has ended.');
        return await value(...given);
      };
    },
  });
  return {
    store: seen,
    end: () => {
      hasEnded = true;
    },
  };
}

describe.skipIf(dovecotMissing)('ended at each step', () => {
  let server: Dovecot;
  const sent = Array.from({ length: 10 }, (_, index) => `Mail ${index}`);

  beforeAll(async () => {
    server = await startDovecot();
    for (const [index, name] of sent.entries()) {
      // Every third is fetched alone.
      const body = index % 3 === 0 ? 'Line.\r\n'.repeat(20_000) : 'Hello.';
      await server.deliver(mailNamed(name, body), new Date(Date.now() - 60_000 + index * 1_000));
    }
  });
  afterAll(async () => await server.end());

  /** Follows until the step has come so often and ends there, as a crash does. False when it does not come so often. */
  async function endAt(kept: MemoryStore, wanted: StepName, times: number): Promise<boolean> {
    const program = endable(kept);
    const desk = await openDesk(server, program.store);
    let [left, isEnded] = [times, false];
    const follower = desk.follow({
      limits: { ...desk.deps.limits, batchUids: 4 },
      step: (name) => {
        if (name === wanted) left -= 1;
        if (left > 0) return;
        isEnded = true;
        program.end();
        throw new Error('Ended here.');
      },
    });
    await follower.syncNow().catch(() => {});
    await desk.end();
    await expectAccounted(kept);
    return isEnded;
  }

  /** What the watermark passed is recorded or noted at every moment; the server has all of these UIDs. */
  async function expectAccounted(kept: MemoryStore): Promise<void> {
    const sync = await kept.readSync('INBOX');
    if (!sync) return;
    const passed = sent.map((_, index) => index + 1).filter((uid) => uid <= sync.watermark);
    expect(await kept.known('INBOX', sync.uidValidity, passed)).toEqual(new Set(passed));
  }

  async function expectWhole(kept: MemoryStore): Promise<void> {
    const desk = await openDesk(server, kept);
    const follower = desk.follow();
    await follower.syncNow();
    expect(await follower.countGaps()).toBe(0);
    await desk.end();
    expect(kept.mails.map(({ place }) => place.uid)).toEqual(sent.map((_, index) => index + 1));
    expect(new Set(kept.mails.map(({ raw }) => raw.hash)).size).toBe(sent.length);
    expect(kept.syncs.get('INBOX')?.watermark).toBe(sent.length);
    expect(kept.notes).toEqual([]);
  }

  const never = new Set<StepName>(['noted']);

  test.each(stepNames.filter((name) => !never.has(name)))('%s: the first, and a later time', async (name) => {
    for (const times of [1, 3]) {
      const kept = createMemoryStore();
      const isEnded = await endAt(kept, name, times);
      if (times === 1) expect(isEnded).toBe(true);
      await expectWhole(kept);
    }
  });

  test('ended at the same step again and again, it gets on', async () => {
    for (const name of ['fetched', 'recorded', 'advanced'] as const) {
      const kept = createMemoryStore();
      let starts = 0;
      while (await endAt(kept, name, 2)) {
        starts += 1;
        if (starts > 20) throw new Error('It does not get on.');
      }
      await expectWhole(kept);
    }
  });

  test('ended in comparing what was given out anew, and after each note', async () => {
    const kept = createMemoryStore();
    const first = await openDesk(server, kept);
    await first.follow().syncNow();
    await first.end();
    for (const name of ['sync-started', 'compared', 'noted', 'advanced'] as const) {
      await server.kill();
      await server.changeUidValidity();
      await server.start();
      const noted = kept.notes.length;
      expect(await endAt(kept, name, 2 * Number(name === 'noted' || name === 'compared') || 1)).toBe(true);
      const desk = await openDesk(server, kept);
      const follower = desk.follow();
      await follower.syncNow();
      expect(await follower.countGaps()).toBe(0);
      await desk.end();
      expect(kept.mails.length).toBe(sent.length);
      expect(kept.notes.length).toBe(noted + sent.length);
    }
  });
});
