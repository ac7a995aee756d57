/** The servers of a mail address: found in the DNS, in what domains publish, and among providers; never by a trick. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundMailbox } from '../../contract/email.ts';
import {
  type FindDeps,
  findMailSettings,
  providers,
  readAutoconfig,
} from '../../server/channels/email/testing.ts';
import { getIn } from '../../server/platform/ssrf/testing.ts';

/** Pages by host and path; everything asks this one server, whatever the host is. */
const pages = new Map<string, string | { to: string }>();
const asked: string[] = [];
let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    const address = `${request.headers.host?.split(':')[0]}${request.url}`;
    asked.push(address);
    const page = pages.get(address.split('?')[0] ?? '');
    if (page === undefined) response.writeHead(404).end();
    else if (typeof page === 'string') response.setHeader('content-type', 'text/xml').end(page);
    else response.writeHead(302, { location: page.to }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

const absent = () => Promise.reject(Object.assign(new Error('queryX ENOTFOUND'), { code: 'ENOTFOUND' }));

/** Names as they are given, and a web in which `https` is this machine. */
function world(names: {
  srv?: Record<string, { name: string; port: number; priority?: number; weight?: number }[]>;
  mx?: Record<string, string[]>;
  addresses?: string[];
}): FindDeps {
  const getHere = getIn({
    isPublic: () => true,
    ports: [String(port)],
    resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    milliseconds: 3_000,
  });
  return {
    resolveSrv: async (name) =>
      (names.srv?.[name] ?? (await absent())).map((one) => ({ priority: 0, weight: 0, ...one })),
    resolveMx: async (name) =>
      (names.mx?.[name] ?? (await absent())).map((exchange, priority) => ({ exchange, priority })),
    hasAddress: async (name) => names.addresses?.includes(name) ?? false,
    get: async (address, wish) => {
      const url = new URL(address);
      expect(url.protocol).toBe('https:');
      const got = await getHere(`http://${url.hostname}:${port}${url.pathname}${url.search}`, wish);
      // As it would have been reached: with TLS, unless somebody was sent on to where there is none.
      if (got && got.url.hostname !== 'plain.example') got.url.protocol = 'https:';
      return (
        got && {
          ...got,
          url: new URL(
            got.url.href.replace(/^http:/, got.url.hostname === 'plain.example' ? 'http:' : 'https:'),
          ),
        }
      );
    },
  };
}

const plain = { provider: null, hint: null, plusAddressing: false, trustedServer: null };
const published = (incoming: string, outgoing = '') =>
  `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="x">${incoming}${outgoing}</emailProvider></clientConfig>`;
const incoming = (fields: string, type = 'imap') =>
  `<incomingServer type="${type}">${fields}</incomingServer>`;
const outgoing = (fields: string) => `<outgoingServer type="smtp">${fields}</outgoingServer>`;
const fields = (host: string, at: number, socket: string, more = '') =>
  `<hostname>${host}</hostname><port>${at}</port><socketType>${socket}</socketType>${more}`;

test('the DNS says it: TLS from the first byte first, the lowest priority, then the greatest weight', async () => {
  const srv = {
    '_imaps._tcp.shop.example': [
      { name: 'late.shop.example', port: 993, priority: 20 },
      { name: 'light.shop.example', port: 993, priority: 10, weight: 1 },
      { name: 'Heavy.shop.example.', port: 1993, priority: 10, weight: 5 },
    ],
    '_imap._tcp.shop.example': [{ name: 'plain.shop.example', port: 143 }],
    '_submission._tcp.shop.example': [{ name: 'out.shop.example', port: 587 }],
    '_submissions._tcp.shop.example': [{ name: '.', port: 0 }],
  };
  const found = await findMailSettings('Help@Shop.example', world({ srv }));
  expect(found).toEqual({
    receiving: { host: 'heavy.shop.example', port: 1993, security: 'tls', user: 'help@shop.example' },
    sending: { host: 'out.shop.example', port: 587, security: 'starttls', user: 'help@shop.example' },
    ...{ foundBy: 'srv', ...plain, isOwn: true },
  });
});

test('a name of the DNS that leads elsewhere is found, and is said to be somebody else’s', async () => {
  const srv = { '_imaps._tcp.shop.example': [{ name: 'imap.other.example', port: 993 }] };
  expect(await findMailSettings('a@shop.example', world({ srv }))).toMatchObject({
    foundBy: 'srv',
    isOwn: false,
  });
});

test.each([
  '127.0.0.1',
  'localhost',
  'intranet',
  '[::1]',
  'a b.example',
  '2130706433',
  'x.example\u0000.y',
  '0x7f.1',
])('a name %j is no server’s', async (name) => {
  const srv = { '_imaps._tcp.shop.example': [{ name, port: 993 }] };
  const found = await findMailSettings('a@shop.example', world({ srv }));
  expect(found.foundBy).toBe('guess');
});

test('a domain publishes it, with what stands for the address filled in', async () => {
  pages.set(
    'autoconfig.shop.example/mail/config-v1.1.xml',
    published(
      `${incoming(fields('pop.shop.example', 995, 'SSL'), 'pop3')}
       ${incoming(fields('imap.%EMAILDOMAIN%', 993, 'SSL', '<username>%EMAILLOCALPART%</username>'))}`,
      outgoing(fields('smtp.shop.example', 587, 'STARTTLS', '<username>%EMAILADDRESS%</username>')),
    ),
  );
  expect(await findMailSettings('help@shop.example', world({}))).toEqual({
    receiving: { host: 'imap.shop.example', port: 993, security: 'tls', user: 'help' },
    sending: { host: 'smtp.shop.example', port: 587, security: 'starttls', user: 'help@shop.example' },
    ...{ foundBy: 'autoconfig', ...plain, isOwn: true },
  });
  expect(asked).toContain('autoconfig.shop.example/mail/config-v1.1.xml?emailaddress=help%40shop.example');
  pages.clear();
});

test('or at its well-known place, or whoever takes its mail does', async () => {
  const page = published(incoming(fields('imap.host.example', 993, 'SSL')));
  pages.set('shop.example/.well-known/autoconfig/mail/config-v1.1.xml', page);
  expect(await findMailSettings('a@shop.example', world({}))).toMatchObject({
    foundBy: 'autoconfig',
    isOwn: false,
  });
  pages.clear();
  pages.set('autoconfig.host.example/mail/config-v1.1.xml', page);
  const mx = { 'shop.example': ['mx1.in.host.example'] };
  expect(await findMailSettings('a@shop.example', world({ mx }))).toMatchObject({
    receiving: { host: 'imap.host.example', user: 'a@shop.example' },
    ...{ foundBy: 'autoconfig', isOwn: false },
  });
  pages.clear();
});

test('nobody is asked who registered a name that countries share', async () => {
  asked.length = 0;
  const mx = { 'shop.example': ['mail.com.br'] };
  await findMailSettings('a@shop.example', world({ mx }));
  expect(asked.filter((address) => address.includes('com.br'))).toEqual([]);
  expect(asked.length).toBeGreaterThan(0);
});

test('a page that sends on to one without TLS is not believed', async () => {
  const page = published(incoming(fields('imap.evil.example', 993, 'SSL')));
  pages.set('autoconfig.shop.example/mail/config-v1.1.xml', { to: `http://plain.example:${port}/c.xml` });
  pages.set('plain.example/c.xml', page);
  expect((await findMailSettings('a@shop.example', world({}))).foundBy).toBe('guess');
  pages.clear();
});

test('a provider is known by its domain, or by who takes the mail', async () => {
  expect(await findMailSettings('ana@gmail.com', world({}))).toEqual({
    receiving: { host: 'imap.gmail.com', port: 993, security: 'tls', user: 'ana@gmail.com' },
    sending: { host: 'smtp.gmail.com', port: 465, security: 'tls', user: 'ana@gmail.com' },
    ...{ foundBy: 'provider', provider: 'Gmail', hint: 'app-password', isOwn: true },
    plusAddressing: true,
    trustedServer: 'mx.google.com',
  });
  const by = async (exchange: string) =>
    (await findMailSettings('help@shop.example', world({ mx: { 'shop.example': [exchange] } }))).provider;
  expect(await by('ASPMX.L.GOOGLE.COM.')).toBe('Gmail');
  expect(await by('shop-example.mail.protection.outlook.com')).toBe('Microsoft 365');
  expect(await by('mxbiz1.qq.com')).toBe('Tencent Exmail');
  expect(await by('mx.core.locaweb.com.br')).toBe('Locaweb');
  expect(await by('mxn.mxhichina.com')).toBe('Aliyun Qiye');
  expect(await by('notgoogle.com')).toBe(null);
  expect(await by('google.com.evil.example')).toBe(null);
});

test('every provider of the list is whole', () => {
  const seen = new Set<string>();
  for (const { name, domains, exchangers, receiving, sending, hint } of providers) {
    expect(domains.length + exchangers.length, name).toBeGreaterThan(0);
    for (const domain of [...domains, ...exchangers])
      expect(domain, name).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    for (const domain of domains) expect(seen.has(domain), domain).toBe(false);
    for (const domain of domains) seen.add(domain);
    expect(receiving === null, name).toBe(hint === 'no-mailbox');
    if (sending !== null) expect(sending, name).toMatch(/^[a-z0-9.-]+:(465|587)$/);
  }
});

test('at the end it is guessed, by the names that are there', async () => {
  const addresses = ['mail.shop.example', 'smtp.shop.example'];
  const found = await findMailSettings('a@shop.example', world({ addresses }));
  expect(found).toMatchObject({
    receiving: { host: 'mail.shop.example', port: 993, security: 'tls' },
    sending: { host: 'smtp.shop.example', port: 587, security: 'starttls' },
    ...{ foundBy: 'guess', isOwn: true },
  });
  expect(foundMailbox.safeParse(found).success).toBe(true);
});

test('names that never answer cost a few seconds', { timeout: 20_000 }, async () => {
  const never = () => new Promise<never>(() => undefined);
  const began = Date.now();
  const found = await findMailSettings('a@shop.example', {
    ...{ resolveSrv: never, resolveMx: never, hasAddress: never, get: never },
  });
  expect(found).toMatchObject({ foundBy: 'guess', receiving: { host: 'imap.shop.example' } });
  expect(Date.now() - began).toBeLessThan(14_000);
});

const bomb = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`;
test.each([
  ['an entity of its own', `${bomb}${published(incoming(fields('&b;.example', 993, 'SSL')))}`],
  [
    'a file',
    `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${published(incoming(fields('&f;', 993, 'SSL')))}`,
  ],
  ['no TLS', published(incoming(fields('imap.shop.example', 143, 'plain')))],
  ['no port', published(incoming(fields('imap.shop.example', 0, 'SSL')))],
  ['an inner address', published(incoming(fields('127.0.0.1', 993, 'SSL')))],
  ['no host', published(incoming('<port>993</port><socketType>SSL</socketType>'))],
  [
    'great depth',
    `${'<a>'.repeat(50_000 / 3)}${published(incoming(fields('imap.shop.example', 993, 'SSL')))}`,
  ],
  ['too many bytes', `${published(incoming(fields('imap.shop.example', 993, 'SSL')))}${' '.repeat(70_000)}`],
  ['nothing', ''],
  ['HTML', '<!doctype html><html><body><incomingServer>x</body></html>'],
  ['zero bytes', '\0\0\0<'],
])('of a page with %s nothing is taken', (_, xml) => {
  expect(readAutoconfig(Buffer.from(xml), 'a@shop.example')).toBeUndefined();
});

test('a page for sign-ins alone is read, and says so', () => {
  const ways = (...names: string[]) =>
    names.map((name) => `<authentication>${name}</authentication>`).join('');
  const read = (...names: string[]) =>
    readAutoconfig(
      Buffer.from(published(incoming(fields('imap.shop.example', 993, 'SSL', ways(...names))))),
      'a@shop.example',
    );
  expect(read('OAuth2')?.isSignInOnly).toBe(true);
  expect(read('OAuth2', 'password-cleartext')?.isSignInOnly).toBe(false);
  expect(read()?.isSignInOnly).toBe(false);
});
