/** A mailbox is tried step by step against real servers, and nobody is led inside. */
import { createServer, type Server } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MailboxTrial } from '../../contract/email.ts';
import { reachWith, refusalOf, tryMailbox } from '../../server/channels/email/testing.ts';
import { certificateFor } from '../support/certificates.ts';
import { type Dovecot, dovecotMissing, startDovecot } from '../support/dovecot.ts';
import { freePort } from '../support/free-port.ts';

const here = ['127.0.0.0/8'];
const password = 'correct-horse';
const lookOf = (...addresses: string[]) =>
  (async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))) as never;
/** Every name is this machine. */
const reach = reachWith(here, lookOf('127.0.0.1'));

describe('the way to a host that a member names', () => {
  const refusal = async (host: string, port = 993, look?: never) =>
    reachWith([], look)(host, port).then(
      () => undefined,
      (error) => refusalOf(error) ?? String(error),
    );

  test.each([
    ...['127.0.0.1', '169.254.169.254', '10.1.2.3', '192.168.0.1', '0.0.0.0', '100.64.0.1', '224.0.0.1'],
    ...['::1', '[::1]', '::ffff:127.0.0.1', '[::ffff:7f00:1]', 'fd00:ec2::254', 'fe80::1', '64:ff9b::7f00:1'],
    ...['2130706433', '0x7f000001', '0177.0.0.1', '127.1', 'localhost'],
  ])('%s is inside', async (host) => expect(await refusal(host)).toBe('inside-network'));

  test('so is a name that leads inside, also with one of several addresses', async () => {
    expect(await refusal('mail.shop.example', 993, lookOf('10.0.0.7'))).toBe('inside-network');
    expect(await refusal('mail.shop.example', 993, lookOf('93.184.216.34', '127.0.0.1'))).toBe(
      'inside-network',
    );
    expect(await refusal('mail.shop.example', 993, lookOf('fe80::1%eth0'))).toBe('inside-network');
    expect(await refusal('mail.shop.example', 993, lookOf())).toBe('unknown-host');
  });

  test('ports are those of mail', async () => {
    for (const port of [25, 110, 143, 465, 587, 993, 995, 2525]) {
      expect(await refusal('mail.shop.example', port, lookOf('93.184.216.34'))).toBeUndefined();
    }
    for (const port of [22, 80, 443, 5432, 6379, 65_535]) {
      expect(await refusal('mail.shop.example', port, lookOf('93.184.216.34'))).toBe('not-a-mail-port');
    }
  });

  test('a name is looked up once, and its address is the one that is called', async () => {
    let looks = 0;
    const look = (async () => {
      looks += 1;
      return [{ address: looks === 1 ? '93.184.216.34' : '127.0.0.1', family: 4 }];
    }) as never;
    expect(await reachWith([], look)('mail.shop.example', 993)).toEqual({
      address: '93.184.216.34',
      servername: 'mail.shop.example',
    });
    expect(looks).toBe(1);
  });

  test('the operator opens a range, and no more', async () => {
    const open = reachWith(['10.2.0.0/16', 'fd12::/16']);
    expect(await open('10.2.3.4', 4_993)).toEqual({ address: '10.2.3.4', servername: '' });
    expect(await open('fd12::1', 993)).toEqual({ address: 'fd12::1', servername: '' });
    await expect(open('10.3.0.1', 993)).rejects.toThrow('inside the network');
    await expect(open('127.0.0.1', 993)).rejects.toThrow('inside the network');
  });
});

/** The steps in short: `receiving-host ok, … receiving-secure certificate-expired`. */
const short = ({ steps }: MailboxTrial) =>
  steps.filter(({ state }) => state !== 'skipped').map(({ step, fault }) => `${step} ${fault ?? 'ok'}`);
const failed = ({ steps }: MailboxTrial) => steps.find(({ state }) => state === 'failed');

describe.skipIf(dovecotMissing !== undefined)(`receiving (${dovecotMissing ?? 'Dovecot'})`, () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await startDovecot();
    await dovecot.deliver('From: a@b.example\r\n\r\nHello');
  });
  afterAll(() => dovecot.end());

  const attempt = (server: object, word = dovecot.password, deps: object = {}) =>
    tryMailbox(
      {
        receiving: {
          ...{
            host: 'mail.example.test',
            port: dovecot.port,
            security: 'starttls',
            user: dovecot.user,
            folder: 'INBOX',
          },
          ...server,
        },
        sending: null,
      } as never,
      word,
      { reach, ...(dovecot.certificate === undefined ? {} : { ca: dovecot.certificate }), ...deps },
    );
  const all = ['host', 'connect', 'secure', 'sign-in', 'folder'].map((part) => `receiving-${part} ok`);

  test('all is well, with TLS from the first byte or changed over to', async () => {
    for (const server of [{}, { port: dovecot.tlsPort, security: 'tls' }]) {
      const trial = await attempt(server);
      expect(short(trial)).toEqual(all);
      expect(trial.messages).toBe(1);
      expect(trial.folders).toContain('INBOX');
    }
  });

  test('a wrong password', async () => {
    const trial = await attempt({}, 'wrong-secret');
    expect(short(trial)).toEqual([...all.slice(0, 3), 'receiving-sign-in credentials']);
    expect(failed(trial)?.said).toMatch(/Authentication failed/);
    expect(JSON.stringify(trial)).not.toContain('wrong-secret');
  });

  test('a folder that is not there, and those that are', async () => {
    const trial = await attempt({ folder: 'No such one' });
    expect(short(trial)).toEqual([...all.slice(0, 4), 'receiving-folder no-folder']);
    expect(trial.folders).toContain('INBOX');
    expect(trial.messages).toBeNull();
  });

  test('certificates: one that signed itself, and one of another name', async () => {
    for (const server of [{}, { port: dovecot.tlsPort, security: 'tls' }]) {
      const own = await attempt(server, password, { ca: undefined });
      expect(short(own)).toEqual([...all.slice(0, 2), 'receiving-secure certificate-self-signed']);
      const other = await attempt({ ...server, host: 'imap.example.test' });
      expect(short(other)).toEqual([...all.slice(0, 2), 'receiving-secure certificate-other-name']);
    }
  });

  test('the wrong kind of security for a port', async () => {
    const plain = await attempt({ security: 'tls' });
    expect(short(plain)).toEqual([...all.slice(0, 2), 'receiving-secure wrong-security']);
    const tls = await attempt({ port: dovecot.tlsPort }, password, { stepMilliseconds: 700 });
    expect(short(tls)).toEqual([...all.slice(0, 2), 'receiving-secure wrong-security']);
  });

  test('nobody there', async () => {
    const trial = await attempt({ port: await freePort() });
    expect(short(trial)).toEqual(['receiving-host ok', 'receiving-connect refused']);
    expect(short(await attempt({ host: '169.254.169.254' }, password))).toEqual([
      'receiving-host inside-network',
    ]);
  });
});

describe('sending', () => {
  const good = certificateFor('mail.example.test');
  const servers: SMTPServer[] = [];
  const serve = async (options: SMTPServerOptions): Promise<number> => {
    const server = new SMTPServer({
      ...good,
      onAuth: ({ password: given }, _, done) =>
        given === password
          ? done(null, { user: 'help' })
          : done(Object.assign(new Error(`5.7.8 No: ${given}`), { responseCode: 535 })),
      ...options,
    });
    server.on('error', () => undefined);
    servers.push(server);
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return port;
  };
  afterAll(async () => {
    for (const server of servers) await new Promise<void>((resolve) => server.close(resolve));
  });

  const attempt = (port: number, server: object = {}, word = password, deps: object = {}) =>
    tryMailbox(
      {
        receiving: null,
        sending: { host: 'mail.example.test', port, security: 'starttls', user: 'help', ...server } as never,
      },
      word,
      { reach, ca: good.cert, ...deps },
    );
  const all = ['host', 'connect', 'secure', 'sign-in'].map((part) => `sending-${part} ok`);

  test('all is well', async () => {
    expect(short(await attempt(await serve({})))).toEqual(all);
    expect(short(await attempt(await serve({ secure: true }), { security: 'tls' }))).toEqual(all);
    expect(short(await attempt(await serve({ allowInsecureAuth: true }), { security: 'none' }))).toEqual(
      all.filter((step) => !step.includes('secure')),
    );
  });

  test('a wrong password, which the server repeats and nobody is shown', async () => {
    const trial = await attempt(await serve({}), {}, 'hunter2-secret');
    expect(short(trial)).toEqual([...all.slice(0, 3), 'sending-sign-in credentials']);
    expect(failed(trial)?.said).toContain('5.7.8 No: …');
    expect(JSON.stringify(trial)).not.toContain('hunter2');
  });

  test('certificates: expired, one that signed itself, and one of another name', async () => {
    const old = certificateFor('mail.example.test', { isExpired: true });
    for (const security of ['tls', 'starttls']) {
      const secure = security === 'tls';
      const expired = await attempt(await serve({ ...old, secure }), { security }, password, {
        ca: old.cert,
      });
      expect(short(expired)).toEqual([...all.slice(0, 2), 'sending-secure certificate-expired']);
      const port = await serve({ secure });
      const own = await attempt(port, { security }, password, { ca: undefined });
      expect(short(own)).toEqual([...all.slice(0, 2), 'sending-secure certificate-self-signed']);
      const other = await attempt(port, { security, host: 'smtp.example.test' });
      expect(short(other)).toEqual([...all.slice(0, 2), 'sending-secure certificate-other-name']);
    }
  });

  test('no TLS where it is asked for, and the wrong kind of it', async () => {
    const plain = await serve({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    expect(short(await attempt(plain))).toEqual([...all.slice(0, 2), 'sending-secure no-tls']);
    expect(short(await attempt(plain, { security: 'tls' }))).toEqual([
      ...all.slice(0, 2),
      'sending-secure wrong-security',
    ]);
    const tls = await serve({ secure: true });
    expect(short(await attempt(tls, {}, password, { stepMilliseconds: 700 }))).toEqual([
      ...all.slice(0, 2),
      'sending-secure wrong-security',
    ]);
  });

  test('nobody is let in with a password', async () => {
    const port = await serve({ disabledCommands: ['AUTH'], authOptional: true });
    expect(short(await attempt(port))).toEqual([...all.slice(0, 3), 'sending-sign-in no-sign-in']);
  });

  test('nobody there, and somebody who only listens', async () => {
    expect(short(await attempt(await freePort()))).toEqual(['sending-host ok', 'sending-connect refused']);
    const silent: Server = createServer(() => undefined);
    const port = await freePort();
    await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve));
    const began = Date.now();
    const trial = await attempt(port, { security: 'tls' }, password, { stepMilliseconds: 500 });
    expect(failed(trial)?.fault).toBe('no-answer');
    expect(Date.now() - began).toBeLessThan(5_000);
    silent.close();
  });
});
