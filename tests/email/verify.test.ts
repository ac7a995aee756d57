/** Who really wrote: signed mails, altered ones, borrowed names, and the word of servers that are trusted or not. */
import { generateKeyPairSync } from 'node:crypto';
import nodemailer from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { verifySender } from '../../server/channels/email/testing.ts';
import { others, probes } from './hostile-mails.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const key = [[`v=DKIM1; k=rsa; p=${publicKey}`]];
const nobody = { trustedServers: [] };

/** The domain name system, as far as these domains are in it. */
const dns: Record<string, string[][]> = {
  'TXT key._domainkey.shop.example': key,
  'TXT _dmarc.shop.example': [['v=DMARC1; p=reject']],
  'TXT shop.example': [['v=spf1 ip4:192.0.2.1 -all']],
  'TXT key._domainkey.plain.example': key,
  'TXT key._domainkey.evil.example': key,
  'TXT _dmarc.evil.example': [['v=DMARC1; p=none']],
  'TXT evil.example': [['v=spf1 ip4:192.0.2.66 -all']],
};
const lookup = async (name: string, type: string): Promise<string[][]> => {
  const found = dns[`${type} ${name.toLowerCase()}`];
  if (found === undefined) throw Object.assign(new Error(`no ${type} of ${name}`), { code: 'ENOTFOUND' });
  return found;
};

async function signed(from: string, domain: string): Promise<string> {
  const transport = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    dkim: {
      domainName: domain,
      keySelector: 'key',
      privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
  });
  const { message } = await transport.sendMail({
    from,
    to: 'help@rapport.example',
    subject: 'My order',
    text: 'Where is it?',
  });
  return message.toString();
}

const verify = (mail: string, envelope: Parameters<typeof verifySender>[1] = nobody) =>
  verifySender(Buffer.from(mail), envelope, lookup);

describe('by our own checks', () => {
  test('a mail that the domain of From signed', async () => {
    expect(await verify(await signed('Ann <ann@shop.example>', 'shop.example'))).toMatchObject({
      verified: true,
      domain: 'shop.example',
      dkim: 'pass',
      dmarc: 'pass',
      by: 'us',
    });
  });

  test('a domain without a DMARC record: its signature is enough', async () => {
    expect(await verify(await signed('ann@plain.example', 'plain.example'))).toMatchObject({
      verified: true,
      dkim: 'pass',
      dmarc: 'none',
    });
  });

  test('a body that was altered', async () => {
    const mail = await signed('ann@shop.example', 'shop.example');
    expect(await verify(mail.replace('Where is it?', 'Pay here'))).toMatchObject({
      verified: false,
      dmarc: 'fail',
      by: 'us',
    });
  });

  test('a subject that was altered', async () => {
    const mail = await signed('ann@plain.example', 'plain.example');
    expect(await verify(mail.replace('My order', 'My refund'))).toMatchObject({ verified: false });
  });

  test('a signature of another domain', async () => {
    expect(await verify(await signed('ann@shop.example', 'evil.example'))).toMatchObject({
      verified: false,
      domain: 'shop.example',
      dkim: 'pass',
      dmarc: 'fail',
    });
    expect(await verify(await signed('ann@plain.example', 'evil.example'))).toMatchObject({
      verified: false,
      dmarc: 'none',
    });
  });

  test('no signature, no record', async () => {
    expect(await verify('From: ann@plain.example\r\nSubject: x\r\n\r\nx\r\n')).toMatchObject({
      verified: false,
      reason: 'no signature',
    });
  });

  test('SPF counts only where the server that gave the mail is known, and its domain is that of From', async () => {
    const mail = 'From: ann@shop.example\r\nSubject: x\r\n\r\nx\r\n';
    const from = (ip: string, mailFrom: string) =>
      verify(mail, { ...nobody, ip, helo: 'mx.example', mailFrom });
    expect(await from('192.0.2.1', 'ann@shop.example')).toMatchObject({ verified: true, spf: 'pass' });
    expect(await from('192.0.2.66', 'ann@shop.example')).toMatchObject({ verified: false, spf: 'fail' });
    expect(await from('192.0.2.66', 'x@evil.example')).toMatchObject({ verified: false, spf: 'pass' });
    expect(await verify(mail)).toMatchObject({ verified: false, spf: 'none' });
  });

  test.each([
    ['two From', (mail: string) => `From: boss@plain.example\r\n${mail}`],
    [
      'a second From at the end of the head',
      (mail: string) => mail.replace('\r\n\r\n', '\r\nfrom: boss@plain.example\r\n\r\n'),
    ],
    [
      'two people in From',
      (mail: string) => mail.replace(/^From: .*$/m, 'From: ann@shop.example, boss@plain.example'),
    ],
    ['NUL in From', (mail: string) => mail.replace(/^From: .*$/m, 'From: ann@shop.example\0@plain.example')],
    [
      'an encoded word as the address',
      (mail: string) => mail.replace(/^From: .*$/m, 'From: =?utf-8?q?ann=40shop.example?='),
    ],
    ['no From', (mail: string) => mail.replace(/^From: .*\r\n/m, '')],
  ])('%s: nobody is verified', async (_, alter) => {
    const mail = await signed('ann@shop.example', 'shop.example');
    expect(await verify(alter(mail))).toMatchObject({ verified: false, domain: null, by: null });
  });

  test('servers of names that give no answer do not hold up a mail, and verify nobody', async () => {
    const late = async () => Promise.reject(Object.assign(new Error('late'), { code: 'ETIMEOUT' }));
    const mail = Buffer.from(await signed('ann@shop.example', 'shop.example'));
    expect(await verifySender(mail, nobody, late)).toMatchObject({ verified: false });
  });
});

describe('by the word of a server', () => {
  const trusting = { trustedServers: ['mx.rapport.example'] };
  const plain = 'From: ann@shop.example\r\nSubject: x\r\n\r\nx\r\n';
  const received = 'Received: from a by mx.rapport.example; Tue, 1 Sep 2026 10:00:00 +0000\r\n';
  const says = (server: string, results: string) => `Authentication-Results: ${server};\r\n ${results}\r\n`;
  const pass =
    'spf=pass smtp.mailfrom=shop.example; dkim=pass (2048-bit key) header.d=shop.example;\r\n dmarc=pass (p=reject) header.from=shop.example';
  const fail = 'dmarc=fail (p=reject) header.from=shop.example';

  test('a trusted one', async () => {
    const told = received + says('MX.rapport.example', pass) + plain;
    expect(await verify(told, trusting)).toMatchObject({
      verified: true,
      by: 'mx.rapport.example',
      spf: 'pass',
      dkim: 'pass',
      dmarc: 'pass',
    });
    expect(await verify(says('mx.rapport.example 1', fail) + plain, trusting)).toMatchObject({
      verified: false,
      by: 'mx.rapport.example',
      dmarc: 'fail',
    });
  });

  test('a domain without a record that signed', async () => {
    const none = (signer: string) =>
      says('mx.rapport.example', `dkim=pass header.d=${signer}; dmarc=none header.from=shop.example`) + plain;
    expect(await verify(none('shop.example'), trusting)).toMatchObject({ verified: true });
    expect(await verify(none('evil.example'), trusting)).toMatchObject({ verified: false });
    expect(await verify(none('example'), trusting)).toMatchObject({ verified: false });
  });

  test.each([
    ['one that nobody trusts', says('mx.evil.example', pass) + plain],
    ['one whose name only begins alike', says('mx.rapport.example.evil.example', pass) + plain],
    ['one whose name only ends alike', says('evil.mx.rapport.example', pass) + plain],
    [
      'a forged one below that of another server',
      says('mx.evil.example', fail) + received + says('mx.rapport.example', pass) + plain,
    ],
    [
      'a forged one below the trusted one',
      says('mx.rapport.example', fail) + received + says('mx.rapport.example', pass) + plain,
    ],
    ['a forged one within the text', `${plain}${says('mx.rapport.example', pass)}`],
    [
      'a result within a comment',
      says('mx.rapport.example', `spf=fail (dmarc=pass header.from=shop.example); ${fail}`) + plain,
    ],
    [
      'a result within a quoted name',
      says('mx.rapport.example', `spf=fail smtp.mailfrom="; dmarc=pass header.from=shop.example"; ${fail}`) +
        plain,
    ],
    ['a second result', says('mx.rapport.example', `${fail}; dmarc=pass header.from=shop.example`) + plain],
    ['a broken comment', says('mx.rapport.example', `x=y (; ${pass}`) + plain],
    ['another domain', says('mx.rapport.example', 'dmarc=pass header.from=evil.example') + plain],
    [
      'only a result without DMARC',
      says('mx.rapport.example', 'spf=pass smtp.mailfrom=shop.example') + plain,
    ],
    [
      'a reason that speaks of it',
      says('mx.rapport.example', 'dmarc=fail reason="dmarc=pass" header.from=shop.example') + plain,
    ],
  ])('%s verifies nobody', async (_, mail) => {
    expect(await verify(mail, trusting)).toMatchObject({ verified: false });
  });
});

test.each([...probes, ...others])('$name: verifies nobody, and breaks nothing', async ({ raw }) => {
  expect((await verifySender(raw(), nobody, lookup)).verified).toBe(false);
});
