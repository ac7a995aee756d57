/** C1–C5: previews of links reach the public internet alone, in time, and tell nobody what is inside. */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import type { LinkPreviews } from '../contract/previews.ts';
import { request, startTestServer, type TestServer } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import { getIn } from '../server/platform/ssrf/testing.ts';
import { fetchMessages } from './support/clients.ts';
import { html, redirect, startPages } from './support/linked-pages.ts';
import { addVisitor, fromSomewhere } from './support/people.ts';
import { png } from './support/uploading.ts';

let pages: Awaited<ReturnType<typeof startPages>>;
let server: TestServer;
let ahead = 0;
const picture = png(40, 30);
const rye =
  '<head><title>Old</title><meta property="og:title" content="Rye &amp; spelt"><meta name=description content="Fresh &eacute;">' +
  '<meta property="og:image" content="/rye.png"></head><body><meta property="og:title" content="no">';
const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20, ' '));

beforeAll(async () => {
  pages = await startPages({
    '/rye': html(rye),
    '/rye.png': html(picture, 'image/png'),
    '/svg': html('<title>Drawn</title><meta property="og:image" content="/drawn.svg">'),
    '/drawn.svg': html(
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'image/png',
    ),
    '/inner-picture': (incoming, response) =>
      html(`<title>Sly</title><meta property="og:image" content="${pages.at('/x.png', 'inside.example')}">`)(
        incoming,
        response,
      ),
    '/bidi': html('<title>a\u202eb\u2066c\n\n<b>&lt;script&gt;</title>'),
    '/moved': redirect('/rye', 301),
    '/loop': redirect('/loop', 307),
    '/hops': redirect('/hop1'),
    '/hop1': redirect('/hop2'),
    '/hop2': redirect('/hop3'),
    '/hop3': redirect('/rye'),
    '/to-inside': (_, response) =>
      response.writeHead(308, { location: pages.at('/', 'inside.example') }).end(),
    '/to-literal': (_, response) => response.writeHead(302, { location: `//127.0.0.1:${pages.port}/` }).end(),
    '/to-file': redirect('file:///etc/passwd'),
    '/to-data': redirect('data:text/html,<title>x</title>'),
    '/refresh': (incoming, response) =>
      html(`<meta http-equiv=refresh content="0;url=${pages.at('/', 'inside.example')}">`)(
        incoming,
        response,
      ),
    '/json': html('{"title":1}', 'application/json'),
    '/missing': (_, response) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<title>No</title>'),
    '/drip': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const drip = setInterval(() => response.write('<'), 100);
      response.on('close', () => clearInterval(drip));
    },
    '/silent': () => undefined,
    '/endless': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': 10 * 2 ** 30 });
      response.write('<title>Endless</title>');
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', pour);
      pour();
    },
    '/bomb': (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(bomb),
    '/bomb.png': (_, response) =>
      response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }).end(bomb),
    '/odd-encoding': (_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'zip' })
        .end('<title>x</title>'),
    '/long-head': (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'x-long': 'x'.repeat(1_000_000) }).end(),
    '/cookie': (incoming, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'a=b' })
        .end(`<title>${incoming.headers.cookie ?? 'none'} ${incoming.headers.referer ?? 'none'}</title>`),
  });
  const config = { trustProxy: ['loopback'], reachesPages: pages.get };
  server = await startTestServer(inject('testCluster'), config, () => new Date(Date.now() + ahead));
});
afterAll(async () => {
  await server.close();
  await pages.close();
});

const page = { types: ['text/html'], bytesMax: 100_000, isWhole: false };
const said = async (path: string, host?: string) =>
  (await pages.get(pages.at(path, host), page))?.body.toString();

describe('getting', () => {
  test('a page, over redirects, without cookies', async () => {
    expect(await said('/rye')).toBe(rye);
    expect(await said('/moved')).toBe(rye);
    expect(await said('/cookie')).toBe('<title>none none</title>');
  });

  test.each([
    '/loop',
    '/hops',
    '/to-inside',
    '/to-literal',
    '/to-file',
    '/to-data',
    '/json',
    '/missing',
    '/drip',
    '/silent',
    '/odd-encoding',
    '/long-head',
  ])('%s is nothing, and nobody inside is asked', async (path) => {
    const begun = performance.now();
    expect(await said(path)).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(4_000);
    expect(pages.insideAsked).toEqual([]);
  });

  test('no more is kept than was asked for, however it was packed', async () => {
    expect((await said('/endless'))?.length).toBe(100_000);
    expect((await said('/bomb'))?.length).toBe(100_000);
    const whole = { types: ['image/'], bytesMax: 100_000, isWhole: true };
    expect(await pages.get(pages.at('/bomb.png'), whole)).toBeUndefined();
  });

  test('a name that leads inside, and one that does so the second time', async () => {
    expect(await said('/rye', 'inside.example')).toBeUndefined();
    expect(await said('/rye', 'flips.example')).toBe(rye);
    expect(await said('/rye', 'flips.example')).toBeUndefined();
    expect(await said('/rye', 'nowhere.example')).toBeUndefined();
    expect(pages.insideAsked).toEqual([]);
  });

  test.each([
    'http://127.0.0.1:PORT/',
    'http://0x7f000001:PORT/',
    'http://127.0.1:PORT/',
    'http://2130706433:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://0x7f.0x0.0x0.0x1:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://169.254.169.254/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fe80::1%25eth0]/',
    'http://0:PORT/',
    'http://localhost:PORT/',
    'http://localhost.:PORT/',
    'http://foo.localhost:PORT/',
    'http://①②⑦.⓪.⓪.①:PORT/',
    'http://a@shop.example:PORT/rye',
    'http://127.0.0.1:PORT#@shop.example',
    'http://shop.example:PORT\\@127.0.0.1/',
    'http://shop.example:PORT/\r\nHost: inside.example',
    'http://shop.example:5432/',
    'http://printer/',
    'ftp://shop.example/',
    'gopher://shop.example/',
    'file:///etc/passwd',
    'data:text/html,<title>x</title>',
    'nonsense',
  ])('%s is not asked', async (address) => {
    const before = pages.asked.length;
    expect(await pages.get(address.replace('PORT', String(pages.port)), page)).toBeUndefined();
    expect([pages.asked.length, pages.insideAsked]).toEqual([before, []]);
  });

  test('one private address among public ones is too many', async () => {
    const two = getIn({
      ...pages.world,
      resolve: (_, done) =>
        done(null, [
          { address: '127.0.0.2', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]),
    });
    expect(await two(pages.at('/rye'), page)).toBeUndefined();
  });
});

const prefer = (linkPreviews: LinkPreviews) =>
  request(server.url, server.owner.apiKey, endpoints.updateWorkspace, { body: { linkPreviews } });
const previewOf = async (id: string, key = server.owner.apiKey) =>
  (await request(server.url, key, endpoints.readLinkPreview, { params: { id } })).body.preview;

/** A question of a visitor, and the team's answer. */
async function talk(question: string, answer: string) {
  const { url, owner } = server;
  const token = await addVisitor(url, owner.inboxId);
  await request(url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: question },
    headers: fromSomewhere(),
  });
  const list = await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: '1' } });
  const conversation = list.body.data[0];
  const id = conversation?.id ?? '';
  const sent = await request(url, owner.apiKey, endpoints.postMessage, {
    params: { id },
    body: { text: answer },
  });
  const [asked] = await fetchMessages(url, owner.apiKey, id);
  return {
    asked: asked?.id ?? '',
    answered: sent.body.id,
    customerId: conversation?.customer.id ?? '',
    token,
  };
}

describe('previews', () => {
  test('a link has the title, words and picture of its page, from this server alone', async () => {
    const { answered } = await talk('Rye?', `See (${pages.at('/rye')}), please.`);
    expect(await previewOf(answered)).toEqual({
      url: pages.at('/rye'),
      site: `shop.example:${pages.port}`,
      title: 'Rye & spelt',
      description: 'Fresh é',
      picture: { width: 40, height: 30 },
    });
    const answer = await fetch(`${server.url}/api/v1/messages/${answered}/preview/picture`, {
      headers: { authorization: `Bearer ${server.owner.apiKey}` },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(Buffer.from(await answer.arrayBuffer()).equals(picture)).toBe(true);
  });

  test('a picture is what its bytes say, and is fetched by the same rules', async () => {
    const { asked: drawn, answered: sly } = await (async () => {
      await prefer('all');
      return talk(pages.at('/svg'), pages.at('/inner-picture'));
    })();
    expect(await previewOf(drawn)).toMatchObject({ title: 'Drawn', picture: null });
    expect(await previewOf(sly)).toMatchObject({ title: 'Sly', picture: null });
    expect(pages.insideAsked).toEqual([]);
    await prefer('team');
  });

  test('words turn nothing around, and are words', async () => {
    const { answered } = await talk('?', pages.at('/bidi'));
    expect(await previewOf(answered)).toMatchObject({ title: 'abc <b><script>' });
  });

  test('blocked, silent and missing pages are told alike, and are asked once', async () => {
    const blocked = await talk('?', pages.at('/', 'inside.example'));
    const missing = await talk('?', pages.at('/missing?once'));
    const nowhere = await talk('?', pages.at('/', 'nowhere.example'));
    const before = pages.asked.length;
    for (const { answered } of [blocked, missing, nowhere, blocked, missing, nowhere])
      expect(await previewOf(answered)).toBe(null);
    expect(pages.asked.length).toBe(before + 1);
    expect(pages.insideAsked).toEqual([]);
  });

  test('many who look at once ask once, and it is asked again when it has expired', async () => {
    const { answered } = await talk('?', pages.at('/rye?fresh'));
    const before = pages.asked.filter((path) => path === '/rye').length;
    const count = () => pages.asked.filter((path) => path === '/rye').length - before;
    await Promise.all(Array.from({ length: 10 }, () => previewOf(answered)));
    expect(count()).toBe(1);
    ahead = 8 * 86_400_000;
    expect(await previewOf(answered)).toMatchObject({ title: 'Rye & spelt' });
    expect(count()).toBe(2);
    ahead = 0;
  });

  test('the workspace says whose links are fetched; visitors can’t ask', async () => {
    const { asked, answered, token } = await talk(pages.at('/rye?v'), pages.at('/rye?w'));
    expect([await previewOf(asked), (await previewOf(answered))?.title]).toEqual([null, 'Rye & spelt']);
    await prefer('off');
    expect(await previewOf(answered)).toBe(null);
    await prefer('all');
    expect((await previewOf(asked))?.title).toBe('Rye & spelt');
    const params = { id: answered };
    expect((await request(server.url, token, endpoints.readLinkPreview, { params })).status).toBe(401);
    await prefer('team');
  });

  test('an edit leads elsewhere, a deletion nowhere', async () => {
    const { answered } = await talk('?', pages.at('/rye?e'));
    const params = { id: answered };
    const { url, owner } = server;
    await request(url, owner.apiKey, endpoints.editMessage, { params, body: { text: pages.at('/bidi?e') } });
    expect((await previewOf(answered))?.title).toBe('abc <b><script>');
    await request(url, owner.apiKey, endpoints.deleteMessage, { params });
    expect(await previewOf(answered)).toBe(null);
  });

  test('what was fetched goes with the customer', async () => {
    const { answered, customerId } = await talk('?', pages.at('/rye?gone'));
    await previewOf(answered);
    const kept = () =>
      runSql(server.database.adminUrl, async (client) => {
        const { rows } = await client.query(
          `select count(*)::int as count from link_previews p join link_preview_messages m using (workspace_id, address_hash)
           where m.customer_id = $1`,
          [customerId],
        );
        return rows[0]?.count as number;
      });
    expect(await kept()).toBe(1);
    const { previewsHolding } = await import('../server/previews/index.ts');
    const { workspaceId } = server.owner;
    const where = { db: server.db, workspaceId, dataDir: server.dataDir };
    const erased = { customerIds: new Set([customerId]), patterns: { likes: [], digits: null } };
    await previewsHolding.erase?.(where, erased as never);
    expect(await kept()).toBe(0);
  });
});
