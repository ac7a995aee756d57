/** Following a mailbox of a real mail server: nothing is lost, nothing comes twice, whatever happens to the server. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Dovecot, dovecotMissing, startDovecot } from '../support/dovecot.ts';
import { type Desk, mailNamed, openDesk } from '../support/following-mail.ts';

if (dovecotMissing) console.warn(`Skipped: ${dovecotMissing}.`);

describe.skipIf(dovecotMissing)('a mailbox', () => {
  let server: Dovecot;
  let desk: Desk;

  beforeEach(async () => {
    server = await startDovecot();
    desk = await openDesk(server);
  });
  afterEach(async () => {
    await desk.end();
    await server.end();
  });

  const names = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${prefix} ${String(index + 1).padStart(3, '0')}`);

  /** One after another: UIDs are given by time of delivery. */
  async function deliver(all: string[]): Promise<void> {
    for (const [index, name] of all.entries()) {
      await server.deliver(mailNamed(name), new Date(Date.now() - (all.length - index) * 1_000));
    }
  }

  const recorded = (count: number) => expect.poll(() => desk.store.mails.length).toBe(count);

  test('thirty mails of an outage are recorded once each, in order, and as they were sent', async () => {
    const follower = desk.follow({ settings: { ...desk.deps.settings, startAt: 'now' } });
    await follower.syncNow();
    await server.stop();
    await expect.poll(() => desk.store.reports.at(-1)?.kind).toBe('unreachable');
    const sent = names('Outage', 30);
    await deliver(sent);
    await server.start();
    await recorded(30);
    expect(desk.subjects()).toEqual(sent);
    expect(await follower.countGaps()).toBe(0);
    expect(await follower.syncNow()).toEqual({ recorded: 0, noted: 0 });
    expect(desk.store.reports.at(-1)).toMatchObject({
      ok: true,
      kind: 'connected',
      onServer: 30,
      gaps: 0,
    });
    for (const { raw } of desk.store.mails) {
      const bytes = await readFile(path.join(desk.folder, raw.path));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(raw.hash);
      expect(bytes.length).toBe(raw.size);
    }
  });

  test('a new mail is there within two seconds without a poll, and nothing changes on the server', async () => {
    await deliver(['First']);
    const follower = desk.follow();
    await follower.syncNow();
    for (const name of ['Second', 'Third']) {
      const before = desk.store.mails.length;
      await server.deliver(mailNamed(name));
      await expect.poll(() => desk.store.mails.length, { timeout: 2_000 }).toBe(before + 1);
    }
    expect(desk.subjects()).toEqual(['First', 'Second', 'Third']);
    const client = await server.open();
    const flags = await client.fetchAll('1:*', { flags: true });
    expect(flags.map((mail) => [...(mail.flags ?? [])].filter((flag) => flag !== '\\Recent'))).toEqual([
      [],
      [],
      [],
    ]);
    client.close();
  });

  test('a server that is killed and comes back is followed again', async () => {
    const follower = desk.follow();
    await follower.syncNow();
    for (const round of names('Round', 3)) {
      await server.deliver(mailNamed(`${round} before`));
      await server.kill();
      await server.deliver(mailNamed(`${round} meanwhile`));
      await server.start();
      await server.deliver(mailNamed(`${round} after`));
    }
    await recorded(9);
    expect(new Set(desk.subjects()).size).toBe(9);
    expect(await follower.countGaps()).toBe(0);
  });

  test('UIDs that are all given out anew bring nothing twice, and what is new comes', async () => {
    await deliver(names('Old', 25));
    const follower = desk.follow({ pollMilliseconds: 300 });
    await recorded(25);
    const before = desk.store.syncs.get('INBOX')?.uidValidity;
    await server.changeUidValidity();
    await server.deliver(mailNamed('New one'));
    await recorded(26);
    await server.kill();
    await server.changeUidValidity();
    await server.deliver(mailNamed('New two'));
    await server.start();
    await recorded(27);
    await follower.syncNow();
    await server.deliver(mailNamed('New three'));
    await recorded(28);
    expect(desk.subjects()).toEqual([...names('Old', 25), 'New one', 'New two', 'New three']);
    expect(desk.store.syncs.get('INBOX')?.uidValidity).not.toBe(before);
    expect(await follower.countGaps()).toBe(0);
  });

  test('a new mail does not wait until all old ones are compared', async () => {
    await deliver(names('Old', 60));
    const limits = { ...desk.deps.limits, batchUids: 5, rematchPauseMilliseconds: 40 };
    const follower = desk.follow({ limits });
    await recorded(60);
    await server.kill();
    await server.changeUidValidity();
    await server.start();
    await expect.poll(() => desk.store.notes.length).toBeGreaterThan(5);
    await server.deliver(mailNamed('New'));
    await recorded(61);
    expect(desk.store.notes.length).toBeLessThan(60);
    await follower.syncNow();
    expect(desk.store.notes.map(({ why }) => why)).toEqual(Array(60).fill('known'));
    expect(desk.store.mails.length).toBe(61);
    expect(await follower.countGaps()).toBe(0);
  });

  test('a server that is set back to an old copy, and gives UIDs out a second time, loses no mail', async () => {
    await deliver(names('Old', 3));
    const follower = desk.follow();
    await recorded(3);
    const setBack = await server.copy();
    await deliver(names('Later', 3));
    await recorded(6);
    await server.kill();
    await setBack();
    await server.start();
    await deliver(names('Newest', 2));
    await recorded(8);
    expect(desk.subjects()).toEqual([...names('Old', 3), ...names('Later', 3), ...names('Newest', 2)]);
    expect(await follower.countGaps()).toBe(0);
    expect(desk.store.notes.map(({ why }) => why)).toEqual(['known', 'known', 'known']);
  });

  test('mail from before the mailbox was connected stays out when UIDs are given out anew', async () => {
    const days = (count: number) => new Date(Date.now() - count * 86_400_000);
    for (const name of names('Old', 5)) await server.deliver(mailNamed(name), days(3));
    const follower = desk.follow({ settings: { ...desk.deps.settings, startAt: 'now' } });
    await follower.syncNow();
    await server.deliver(mailNamed('New'));
    await recorded(1);
    await server.kill();
    await server.changeUidValidity();
    await server.start();
    await server.deliver(mailNamed('Newer'));
    await recorded(2);
    expect(desk.subjects()).toEqual(['New', 'Newer']);
    expect(desk.store.notes.map(({ why }) => why).sort()).toEqual([...Array(5).fill('before'), 'known']);
    expect(await follower.countGaps()).toBe(0);
    expect(await follower.syncNow({ since: days(4) })).toEqual({ recorded: 5, noted: 0 });
    expect(await follower.syncNow({ since: days(4) })).toEqual({ recorded: 0, noted: 0 });
  });

  test.each(['searched', 'listed'] as const)(
    'a mail that is deleted once it was %s is noted',
    async (when) => {
      await deliver(names('Mail', 5));
      let isDone = false;
      const follower = desk.follow({
        step: async (name) => {
          if (name !== when || isDone) return;
          isDone = true;
          const client = await server.open();
          await client.messageDelete('2:3', { uid: true });
          client.close();
        },
      });
      await recorded(3);
      await follower.syncNow();
      expect(desk.subjects()).toEqual(['Mail 001', 'Mail 004', 'Mail 005']);
      expect(desk.store.notes.map(({ place, why }) => [place.uid, why])).toEqual([
        [2, 'vanished'],
        [3, 'vanished'],
      ]);
      expect(desk.store.syncs.get('INBOX')?.watermark).toBe(5);
    },
  );

  test('a wrong password is told as one, and the server is left alone', async () => {
    const follower = desk.follow({ settings: { ...desk.deps.settings, password: 'wrong' } });
    await expect.poll(() => desk.store.reports.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(desk.store.reports).toMatchObject([{ ok: false, kind: 'credentials', onServer: null }]);
    expect(JSON.stringify(desk.store.reports)).not.toMatch(/wrong|team|example/);
    await expect.poll(() => server.logins()).toEqual({ accepted: 0, refused: 1 });
    await expect(follower.syncNow()).rejects.toThrow();
    await expect.poll(async () => (await server.logins()).refused).toBe(2);
  });

  test('a folder that is not there, and a host that may not be reached, are told as refusals', async () => {
    desk.follow({ settings: { ...desk.deps.settings, folder: 'Nowhere' } });
    await expect.poll(() => desk.store.reports.at(-1)?.kind).toBe('refused');
    const guarded = await openDesk(server);
    guarded.follow({ connect: async () => Promise.reject(new Error('127.0.0.1 is not public')) });
    await expect.poll(() => guarded.store.reports.at(-1)?.kind).toBe('refused');
    expect(guarded.store.reports.at(-1)?.reason).not.toContain('127');
    await guarded.end();
  });

  test('the first connection reads what comes from then on, or all', async () => {
    await deliver(names('Before', 3));
    const follower = desk.follow({ settings: { ...desk.deps.settings, startAt: 'now' } });
    expect(await follower.syncNow()).toEqual({ recorded: 0, noted: 0 });
    await server.deliver(mailNamed('After'));
    await recorded(1);
    expect(desk.subjects()).toEqual(['After']);
    expect(await follower.countGaps()).toBe(0);
    const other = await openDesk(server);
    await other.follow().syncNow();
    expect(other.subjects()).toEqual([...names('Before', 3), 'After']);
    await other.end();
  });

  test('asking for a time again brings what was missed or noted, and nothing twice', async () => {
    const at = (day: string) => new Date(`2026-0${day}T12:00:00Z`);
    for (const [name, day] of [
      ['March', '3-10'],
      ['April', '4-10'],
      ['May', '5-10'],
    ] as const) {
      await server.deliver(mailNamed(name), at(day));
    }
    const follower = desk.follow({ settings: { ...desk.deps.settings, startAt: 'now' } });
    await follower.syncNow();
    await server.deliver(mailNamed('June'));
    await recorded(1);
    const uidValidity = desk.store.syncs.get('INBOX')?.uidValidity ?? '';
    await desk.store.note({ folder: 'INBOX', uidValidity, uid: 3 }, 'unfetchable');
    expect(await follower.syncNow({ since: at('4-10') })).toEqual({ recorded: 2, noted: 0 });
    expect(desk.subjects()).toEqual(['June', 'April', 'May']);
    expect(await follower.syncNow({ since: at('4-10') })).toEqual({ recorded: 0, noted: 0 });
    expect(desk.store.notes).toEqual([]);
  });

  test('mail that is missing below the watermark is found by comparison', async () => {
    await deliver(names('Mail', 4));
    const follower = desk.follow({ pollMilliseconds: 200, comparisonPolls: 2 });
    await recorded(4);
    desk.store.mails.splice(1, 2);
    await recorded(4);
    expect(desk.subjects().sort()).toEqual(names('Mail', 4));
    expect(await follower.countGaps()).toBe(0);
  });

  test('mail that is missing below the watermark is found at the next poll where the server counts changes', async () => {
    await deliver(names('Mail', 4));
    desk.follow({ pollMilliseconds: 200, comparisonPolls: 1_000 });
    await recorded(4);
    await expect.poll(() => desk.store.syncs.get('INBOX')?.modseq).not.toBe(null);
    desk.store.mails.splice(1, 1);
    const client = await server.open();
    await client.messageFlagsAdd('2', ['\\Flagged'], { uid: true });
    client.close();
    await recorded(4);
    expect(desk.subjects()).toEqual(['Mail 001', 'Mail 003', 'Mail 004', 'Mail 002']);
  });

  test('a mail that is too large is noted', async () => {
    await server.deliver(mailNamed('Large', 'x'.repeat(300_000)));
    await server.deliver(mailNamed('Small'));
    const follower = desk.follow({ limits: { ...desk.deps.limits, mailBytesMax: 200_000 } });
    await follower.syncNow();
    expect(desk.subjects()).toEqual(['Small']);
    expect(desk.store.notes.map(({ why }) => why)).toEqual(['too-large']);
    expect(await follower.countGaps()).toBe(0);
  });

  test('a failure of ours notes nothing: the mail comes when we can keep it', async () => {
    await deliver(names('Mail', 3));
    let failures = 5;
    desk.follow({
      receive: async (raw) => {
        if (failures-- > 0) throw Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' });
        return await desk.deps.receive(raw);
      },
    });
    await recorded(3);
    expect(desk.subjects()).toEqual(names('Mail', 3));
    expect(desk.store.notes).toEqual([]);
    expect(desk.store.reports[0]).toMatchObject({ ok: false, kind: 'other' });
  });
});
