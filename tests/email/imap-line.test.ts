/** The line to a mail server: safe or not, slow, silent, cut; and mails that are too much for it. */
import { createHash } from 'node:crypto';
import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Dovecot, dovecotMissing, startDovecot } from '../support/dovecot.ts';
import { type Desk, mailNamed, openDesk } from '../support/following-mail.ts';
import { type Line, openLine, type Verdict } from '../support/line.ts';
import { randomFrom } from '../support/random.ts';

const sizeName = 'RFC822.SIZE ';

/** A mail of exactly so many bytes. */
function mailOfSize(bytes: number): string {
  const mail = mailNamed(`Of ${bytes}`);
  return `${mail}${'x'.repeat(bytes - mail.length - 2)}\r\n`;
}

if (dovecotMissing) console.warn(`Skipped: ${dovecotMissing}.`);

describe.skipIf(dovecotMissing)('the line to a mailbox', () => {
  let server: Dovecot;
  let desk: Desk;
  let line: Line | undefined;

  beforeEach(async () => {
    server = await startDovecot();
    desk = await openDesk(server);
  });
  afterEach(async () => {
    await desk.end();
    await line?.close();
    line = undefined;
    await server.end();
  });

  const recorded = (count: number) => expect.poll(() => desk.store.mails.length).toBe(count);

  async function through(judge: (bytes: Buffer) => Verdict) {
    line = await openLine(server.port, judge);
    return { ...desk.deps.settings, port: line.port };
  }

  test.each(['tls', 'starttls'] as const)(
    '%s: the certificate must be of the host that was named',
    async (security) => {
      if (!server.certificate) return console.warn('Skipped: no openssl to make a certificate with.');
      await server.deliver(mailNamed('Safe'));
      const port = security === 'tls' ? server.tlsPort : server.port;
      const settings = { ...desk.deps.settings, host: 'mail.example.test', port, security };
      const tls = { ca: server.certificate };
      desk.follow({ settings, connect: async () => ({ host: '127.0.0.1', tls }) });
      await recorded(1);
      const wrong = [
        { settings, connect: async () => ({ host: '127.0.0.1' }) },
        {
          settings: { ...settings, host: 'other.example.test' },
          connect: async () => ({ host: '127.0.0.1', tls }),
        },
      ];
      for (const changes of wrong) {
        const other = await openDesk(server);
        other.follow(changes);
        await expect.poll(() => other.store.reports[0]).toMatchObject({ ok: false, kind: 'refused' });
        expect(other.store.reports[0]?.reason).toContain('certificate');
        await other.end();
      }
      expect((await server.logins()).accepted).toBe(1);
    },
  );

  test('where TLS is asked for and not offered, no password is sent', async () => {
    const settings = await through((bytes) => {
      const at = bytes.indexOf('STARTTLS');
      if (at >= 0) bytes.write('XTARTTLS', at);
      return 'pass';
    });
    desk.follow({ settings: { ...settings, security: 'starttls' } });
    await expect.poll(() => desk.store.reports[0]?.ok).toBe(false);
    expect(await server.logins()).toEqual({ accepted: 0, refused: 0 });
  });

  test('a server that says nothing more is left in time, and followed again', async () => {
    let isSilent = false;
    const settings = await through(() => (isSilent ? 'hold' : 'pass'));
    const limits = { ...desk.deps.limits, commandMilliseconds: 400, connectMilliseconds: 400 };
    const follower = desk.follow({ settings, limits, pollMilliseconds: 200 });
    await follower.syncNow();
    isSilent = true;
    await server.deliver(mailNamed('Late'));
    await expect.poll(() => desk.store.reports.at(-1)?.kind).toBe('unreachable');
    isSilent = false;
    await recorded(1);
  });

  test('stopping does not wait for a server that says nothing', async () => {
    const settings = await through(() => 'hold');
    const follower = desk.follow({ settings });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const started = performance.now();
    await follower.stop();
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test.each([500, 200_000])(
    'a mail of %d bytes that ends every connection keeps no other back, and is noted',
    async (size) => {
      const settings = await through((bytes) => (bytes.includes('POISON') ? 'cut' : 'pass'));
      await server.deliver(mailNamed('One'), new Date(Date.now() - 9_000));
      await server.deliver(mailNamed('Two', 'POISON\r\n'.repeat(size / 8)), new Date(Date.now() - 8_000));
      await server.deliver(mailNamed('Three'), new Date(Date.now() - 7_000));
      const limits = { ...desk.deps.limits, lossesMax: 4 };
      const follower = desk.follow({
        settings,
        limits,
        backoff: { firstMilliseconds: 5, maxMilliseconds: 20 },
      });
      await recorded(2);
      expect(desk.store.syncs.get('INBOX')?.watermark).toBe(1);
      await expect.poll(() => desk.store.notes.map(({ why }) => why)).toEqual(['unfetchable']);
      await expect.poll(() => desk.store.syncs.get('INBOX')?.watermark).toBe(3);
      expect(await follower.countGaps()).toBe(0);
      expect(desk.subjects()).toEqual(['One', 'Three']);
    },
  );

  test('a line that is cut at whatever moment loses no mail and brings none twice', async () => {
    const random = randomFrom(20261124);
    let [left, cuts] = [0, 0];
    const settings = await through(() => {
      left -= 1;
      if (left !== 0) return 'pass';
      cuts += 1;
      return 'cut';
    });
    const follower = desk.follow({ settings, backoff: { firstMilliseconds: 5, maxMilliseconds: 10 } });
    for (let index = 0; index < 40; index += 1) {
      const body = index % 5 === 0 ? 'Line.\r\n'.repeat(30_000) : 'Hello.';
      await server.deliver(mailNamed(`Mail ${index}`, body));
      left = 1 + random.below(12);
      await new Promise((resolve) => setTimeout(resolve, random.below(40)));
    }
    await recorded(40);
    left = 0;
    await follower.syncNow();
    expect(cuts).toBeGreaterThan(4);
    expect(new Set(desk.subjects()).size).toBe(40);
    expect(await follower.countGaps()).toBe(0);
    expect(desk.store.notes).toEqual([]);
  });

  test.each([
    ['larger', '9'],
    ['smaller', '1'],
  ])('sizes that the server tells %s than they are do no harm', async (_, digit) => {
    const settings = await through((bytes) => {
      for (let at = bytes.indexOf(sizeName); at >= 0; at = bytes.indexOf(sizeName, at + 1)) {
        bytes.write(digit, at + sizeName.length);
      }
      return 'pass';
    });
    const sent = [300, 5_000, 70_000, 262_144, 500_000].map((bytes) => mailOfSize(bytes));
    for (const raw of sent) await server.deliver(raw);
    const follower = desk.follow({ settings });
    await recorded(sent.length);
    const hashOf = (raw: string) => createHash('sha256').update(raw).digest('hex');
    expect(desk.store.mails.map(({ raw }) => raw.hash).sort()).toEqual(sent.map(hashOf).sort());
    expect(await follower.countGaps()).toBe(0);
  });

  test('a mail of nothing is noted where the file store takes none', async () => {
    await server.deliver('');
    await server.deliver(mailNamed('Something'));
    const follower = desk.follow({
      receive: async (raw) => {
        const received = await desk.deps.receive(raw);
        if (received.size > 0) return received;
        throw Object.assign(new Error('The file is empty.'), { code: 'invalid-input' });
      },
    });
    await follower.syncNow();
    expect(desk.subjects()).toEqual(['Something']);
    expect(desk.store.notes.map(({ why }) => why)).toEqual(['unfetchable']);
  });

  test('a mail of 40 MB is never whole in memory', async () => {
    const file = path.join(desk.folder, 'large');
    await writeFile(file, mailNamed('Large'));
    const piece = `${'A'.repeat(76)}\r\n`.repeat(13_000);
    for (let index = 0; index < 43; index += 1) await appendFile(file, piece);
    await server.place(file);
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const megabytes = () => {
      const { rss, heapUsed, external } = process.memoryUsage();
      return { rss: rss / 2 ** 20, held: (heapUsed + external) / 2 ** 20 };
    };
    collect();
    const before = megabytes();
    const most = { ...before };
    let count = 0;
    const follower = desk.follow({
      receive: async (raw) => {
        async function* watched() {
          for await (const bytes of raw) {
            most.rss = Math.max(most.rss, megabytes().rss);
            count += 1;
            if (count % 20 === 0) {
              collect();
              most.held = Math.max(most.held, megabytes().held);
            }
            yield bytes;
          }
        }
        return await desk.deps.receive(watched());
      },
    });
    await follower.syncNow();
    expect(desk.store.mails.map(({ raw }) => raw.size > 40 * 2 ** 20)).toEqual([true]);
    expect(most.rss - before.rss).toBeLessThan(60);
    expect(most.held - before.held).toBeLessThan(20);
  });
});

describe.skipIf(dovecotMissing)('a server that can do little', () => {
  test('without IDLE and without a counter of changes it is polled', async () => {
    const server = await startDovecot({ capability: 'IMAP4rev1' });
    const desk = await openDesk(server);
    const follower = desk.follow({ pollMilliseconds: 300 });
    await follower.syncNow();
    for (const name of ['One', 'Two']) {
      const before = desk.store.mails.length;
      await server.deliver(mailNamed(name));
      await expect.poll(() => desk.store.mails.length).toBe(before + 1);
    }
    expect(desk.subjects()).toEqual(['One', 'Two']);
    expect(await follower.countGaps()).toBe(0);
    await desk.end();
    await server.end();
  });
});
