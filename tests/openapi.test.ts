/** The API as it describes itself, and the client made from that. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { printOperations } from '../bin/sdk-types.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { apiPrefix, type EndpointName, endpoints } from '../contract/endpoints.ts';
import { openApiDocument } from '../contract/openapi.ts';
import { createClient, RequestRefused } from '../sdk/index.ts';
import { issueSetupToken } from '../server/accounts/index.ts';
import { request, serveDatabase, type TestServer } from '../server/app/testing.ts';
import { createTestDatabase, runSql } from '../server/platform/db/testing.ts';
import { startMailServer } from '../server/platform/mailer/testing.ts';
import { codeOf } from './support/authenticator-app.ts';
import { cookiesOf } from './support/http.ts';
import { identityTokenFor } from './support/identity-token.ts';
import { postMail } from './support/mail-desk.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';
import { samplesFor } from './support/samples.ts';
import { png, upload } from './support/uploading.ts';
import { idsOf } from './support/workspaces.ts';

let server: TestServer;
let ids: Awaited<ReturnType<typeof idsOf>>;
beforeAll(async () => {
  const reachesPages = async (address: string) => ({ url: new URL(address), type: 'image/png', body: png() });
  server = await startServerBehindProxy(inject('testCluster'), { reachesPages });
  ids = await idsOf(server.url, server.owner);
});
afterAll(() => server.close());

describe('the description', () => {
  test('is valid OpenAPI 3.1 in the eyes of an independent validator', async () => {
    const document = await (await fetch(`${server.url}/api/openapi.json`)).json();
    const result = await new Validator().validate(document as Record<string, unknown>);
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect((document as { openapi: string }).openapi).toBe('3.1.0');
  });

  test('holds every endpoint once', () => {
    const { paths } = openApiDocument('http://localhost') as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const described = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    expect(described.sort()).toEqual(Object.keys(endpoints).sort());
  });

  test('the client library is made from it', async () => {
    const file = path.join(import.meta.dirname, '../sdk/operations.generated.ts');
    expect(await readFile(file, 'utf8')).toBe(printOperations(openApiDocument('http://localhost:4100')));
  });
});

describe('answers are what the contract says', () => {
  const asked = new Set<EndpointName>();

  /** Asks, and expects success in exactly the shape that the contract gives: no field more, none less. */
  async function expectAnswer(
    name: EndpointName,
    token: string | undefined,
    input: object,
    url = server.url,
  ): Promise<{ body: Record<string, unknown>; cookie: string }> {
    const endpoint: Endpoint = endpoints[name];
    const { headers = {}, ...rest } = input as { headers?: Record<string, string> };
    const answer = await request(url, token, endpoint, {
      ...rest,
      headers: { ...fromSomewhere(), ...headers },
    } as never);
    expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(endpoint.status);
    if (endpoint.output) expect(endpoint.output.parse(answer.body), name).toEqual(answer.body);
    else if (files.includes(name))
      expect(answer.headers.get('content-disposition'), name).toContain('attachment');
    else expect(answer.body, name).toBeUndefined();
    asked.add(name);
    return { body: answer.body as Record<string, unknown>, cookie: cookiesOf(answer.headers) };
  }

  /** Of these, which end what others are about, each is asked with something of its own. */
  const endings: EndpointName[] = [
    ...(['removeMember', 'revokeInvitation', 'revokeKey', 'signOutVisitor', 'endVisitorSession'] as const),
    'deleteWebhook',
    ...(['mergeConversation', 'splitConversation'] as const),
    ...(['deleteNote', 'removeNeed', 'removeDate', 'removeView', 'removeMacro'] as const),
    'removeGreeting',
    ...(['keepPromise', 'withdrawPromise', 'removeChecklist', 'removeChecklistItem'] as const),
    ...(['cancelScheduledMessage', 'sendScheduledMessage'] as const),
    'unsubscribeFromPush',
    'deleteMessage',
  ];
  /** Each of these is possible at one point of an import's way. */
  const steps: EndpointName[] = [
    ...(['sendImportPart', 'readImportRows', 'mapImport', 'checkImport', 'startImport'] as const),
    'readImportErrors',
    ...(['startBulk', 'cancelBulk', 'undoBulk', 'mailConversation'] as const),
    // What was shown or said to somebody else.
    ...(['noteGreeting', 'reactAsVisitor'] as const),
    ...(['uploadFile', 'uploadVisitorFile', 'readAttachment', 'signVisitorAttachment'] as const),
    'readLinkPicture',
    'postMail',
    // And these of a request's.
    'startErasure',
    'readPrivacyExport',
  ];
  /** These answer with a file. */
  const files: EndpointName[] = ['exportSegment', 'exportConversations', 'readMailOriginal'];
  const plain = (Object.keys(endpoints) as EndpointName[]).filter((name) => {
    const { access } = endpoints[name];
    return (
      access !== 'public' &&
      access !== 'signed-in' &&
      ![...endings, ...steps].includes(name) &&
      name !== 'identifyVisitor'
    );
  });

  test.each([...plain, ...endings])('%s', async (name) => {
    const isOfVisitor = endpoints[name].access === 'visitor';
    const own = endings.includes(name) ? await idsOf(server.url, server.owner, 'ending') : ids;
    const token = isOfVisitor ? await addVisitor(server.url, own.inboxId) : server.owner.apiKey;
    await expectAnswer(name, token, samplesFor(own)[name]);
  });

  test('those of the widget', async () => {
    const { inboxId } = server.owner;
    await expectAnswer('readInboxFace', undefined, { params: { id: inboxId } });
    await expectAnswer('offerGreetings', undefined, { params: { id: inboxId } });
    for (const name of ['noteGreeting', 'reactAsVisitor'] as const)
      await expectAnswer(name, ids.visitorToken, samplesFor(ids)[name]);
    const body = { inboxId, language: 'pt-BR' };
    const started = await expectAnswer('startVisitorSession', undefined, { body });
    const inbox = await request(server.url, server.owner.apiKey, endpoints.readIdentitySecret, {
      params: { id: inboxId },
    });
    const identityToken = await identityTokenFor({ inboxId, ...inbox.body }, 'user', { name: 'Uma' });
    await expectAnswer('identifyVisitor', String(started.body.token), { body: { identityToken } });
  });

  test('those of somebody who is invited, signs in and out, and forgets the password', async () => {
    const { apiKey } = server.owner;
    const password = 'a password to remember';
    const email = `${crypto.randomUUID()}@example.com`;
    const linkToken = (link: unknown) => new URL(String(link)).searchParams.get('token');
    const invited = await expectAnswer('inviteMember', apiKey, { body: { email, role: 'agent' } });
    const token = linkToken(invited.body.link);
    await expectAnswer('checkInvitation', undefined, { body: { token } });
    const joined = await expectAnswer('acceptInvitation', undefined, {
      body: { token, name: 'Ana', password },
    });
    let headers = { cookie: joined.cookie, 'sec-fetch-site': 'same-origin' };
    await expectAnswer('readMe', undefined, { headers });
    for (const name of ['makeSample', 'readSample', 'removeSample'] as const)
      await expectAnswer(name, undefined, { headers });
    await expectAnswer('updateMe', undefined, { body: { name: 'Ana B.', locale: 'pt-BR' }, headers });
    const changed = `${password} again`;
    await expectAnswer('changePassword', undefined, {
      body: { currentPassword: password, password: changed },
      headers,
    });
    const begun = await expectAnswer('startTwoFactor', undefined, { body: { password: changed }, headers });
    const code = codeOf(String(begun.body.uri));
    const confirmed = await expectAnswer('confirmTwoFactor', undefined, { body: { code }, headers });
    headers = { ...headers, cookie: confirmed.cookie };
    await expectAnswer('signOut', undefined, { headers });

    const half = await expectAnswer('signIn', undefined, { body: { email, password: changed } });
    expect(half.body).toEqual({ status: 'two-factor' });
    const [recovery] = begun.body.recoveryCodes as string[];
    const whole = await expectAnswer('enterCode', undefined, {
      body: { code: recovery },
      headers: { cookie: half.cookie },
    });
    headers = { ...headers, cookie: whole.cookie };
    await expectAnswer('stopTwoFactor', undefined, { body: { password: changed }, headers });
    await expectAnswer('requestPasswordReset', undefined, { body: { email } });
    const params = { id: joined.body.memberId };
    const reset = await expectAnswer('createResetLink', apiKey, { params });
    const forgotten = { token: linkToken(reset.body.link), password };
    await expectAnswer('resetPassword', undefined, { body: forgotten });
    const back = await expectAnswer('signIn', undefined, { body: { email, password } });
    headers = { ...headers, cookie: back.cookie };
    await expectAnswer('signOutEverywhere', undefined, { headers });
  });

  test('those of an import on its way', async () => {
    const { apiKey } = server.owner;
    const file = Buffer.from('id,Email\n1,ana@example.com\n2,no address\n');
    const made = await expectAnswer('createImport', apiKey, {
      body: { kind: 'customers', fileName: 'people.csv', bytes: file.length },
    });
    const params = { id: String(made.body.id) };
    const sent = await fetch(`${server.url}${apiPrefix}/imports/${params.id}/parts/0`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/octet-stream' },
      body: file,
    });
    const { sendImportPart } = endpoints;
    expect(sent.status).toBe(sendImportPart.status);
    const answered = await sent.json();
    expect(sendImportPart.output.parse(answered)).toEqual(answered);
    asked.add('sendImportPart');
    await expectAnswer('readImportRows', apiKey, { params });
    await expectAnswer('mapImport', apiKey, { params, body: { fields: { user: 'id', email: 'Email' } } });
    const until = (state: string) =>
      expect
        .poll(async () => (await request(server.url, apiKey, endpoints.readImport, { params })).body.state, {
          timeout: 20_000,
        })
        .toBe(state);
    await expectAnswer('checkImport', apiKey, { params });
    await until('checked');
    await expectAnswer('startImport', apiKey, { params });
    await until('done');
    const errors = await fetch(`${server.url}${apiPrefix}/imports/${params.id}/errors`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    expect([errors.status, errors.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(await errors.text()).toContain('no address');
    asked.add('readImportErrors');
  });

  test('those of files', async () => {
    const { apiKey } = server.owner;
    for (const [name, token, conversationId] of [
      ['uploadFile', apiKey, ids.conversationId],
      ['uploadVisitorFile', ids.visitorToken, undefined],
    ] as const) {
      const sent = await upload(server.url, token, {
        bytes: png(),
        ...(conversationId === undefined ? {} : { conversationId }),
      });
      expect(sent.status).toBe(endpoints[name].status);
      expect(endpoints[name].output.parse(sent.body)).toEqual(sent.body);
      asked.add(name);
    }
    const picture = '<img src="https://pictures.example/a.png">';
    const raw = `From: ana@example.com\r\nContent-Type: text/html\r\n\r\n${picture}`;
    const posted = await postMail(server.url, apiKey, ids.mailboxId, raw);
    expect(posted.status).toBe(endpoints.postMail.status);
    expect(endpoints.postMail.output.parse(posted.body)).toEqual(posted.body);
    asked.add('postMail');
    const page = () =>
      request(server.url, apiKey, endpoints.readMailPage, {
        params: { id: posted.body.id },
        query: { pictures: 'true' },
      });
    await expect.poll(async () => (await page()).status, { timeout: 20_000 }).toBe(200);
    const shown = /src="([^"]*mail-pictures[^"]*)"/
      .exec((await page()).body.html)?.[1]
      ?.replaceAll('&amp;', '&');
    const params = { id: ids.attachmentId };
    const { body } = await expectAnswer('signVisitorAttachment', ids.visitorToken, { params });
    await runSql(server.database.adminUrl, async (client) => {
      await client.query('set role rapport_maintenance');
      await client.query(
        `insert into link_previews (workspace_id, address_hash, title, picture, picture_type, expires_at)
         values ($1, sha256('https://rye.example/'), 'Rye', $2, 'image/png', '2200-01-01')`,
        [server.owner.workspaceId, png()],
      );
    });
    const { body: linked } = await request(server.url, apiKey, endpoints.postMessage, {
      params: { id: ids.conversationId },
      body: { text: 'https://rye.example/' },
    });
    for (const [name, path, token] of [
      ['readLinkPicture', `${apiPrefix}/messages/${linked.id}/preview/picture`, apiKey],
      ['readVisitorAttachment', String(body.path), ''],
      ['readAttachment', `${apiPrefix}/attachments/${params.id}`, apiKey],
      ['readMailPicture', shown ?? '', ''],
    ] as const) {
      const file = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
      expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png']);
      asked.add(name);
    }
  });

  test('those of a request to be forgotten', async () => {
    const { apiKey } = server.owner;
    const own = await idsOf(server.url, server.owner, 'forgotten');
    const ask = async (kind: string) => {
      const body = { kind, customerId: own.otherCustomerId, askedHow: 'mail' };
      return { id: String((await expectAnswer('openPrivacyRequest', apiKey, { body })).body.id) };
    };
    const params = await ask('erase');
    await expectAnswer('startPrivacyExport', apiKey, { params, body: { locale: 'en' } });
    const copy = async () =>
      (await request(server.url, apiKey, endpoints.readPrivacyRequest, { params })).body.exports[0];
    await expect.poll(async () => (await copy())?.state, { timeout: 20_000 }).toBe('done');
    const file = await fetch(`${server.url}${apiPrefix}/privacy/exports/${(await copy())?.id}/file`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    asked.add('readPrivacyExport');
    await expectAnswer('startErasure', apiKey, { params, body: { name: 'forgotten other' } });
  });

  test('those of bulks', async () => {
    const { apiKey } = server.owner;
    const hold = (how: string) =>
      runSql(server.database.adminUrl, (client) => client.query(`alter table bulks ${how}`));
    await expectAnswer('undoBulk', apiKey, { params: { id: ids.bulkId } });
    const undone = async () =>
      (await request(server.url, apiKey, endpoints.readBulk, { params: { id: ids.bulkId } })).body.state;
    await expect.poll(undone, { timeout: 20_000 }).toBe('undone');
    // Nobody works on it before it is cancelled.
    await hold(`alter holder set default gen_random_uuid(), alter beat_at set default 'infinity'`);
    await expectAnswer('startBulk', apiKey, samplesFor(ids).startBulk);
    await hold('alter holder drop default, alter beat_at drop default');
    const { body } = await request(server.url, apiKey, endpoints.listBulks, { query: {} });
    await expectAnswer('cancelBulk', apiKey, { params: { id: body.data[0]?.id ?? '' } });
  });

  test('those that need a mail server', async () => {
    const mails = await startMailServer();
    const mailing = { smtpUrl: mails.url, mailFrom: 'rapport@shop.example' };
    const other = await serveDatabase(server.database, mailing);
    const sample = samplesFor(ids).mailConversation;
    await expectAnswer('mailConversation', server.owner.apiKey, sample, other.url);
    await expect.poll(() => mails.received.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await other.close();
    await mails.close();
  });

  test('those of the first run', async () => {
    const database = await createTestDatabase(inject('testCluster'));
    const empty = await serveDatabase(database);
    const token = await issueSetupToken(empty.db);
    await expectAnswer('checkSetup', undefined, { body: { token } }, empty.url);
    const body = { ...(samplesFor(ids).setUp.body as object), token, email: 'first@example.com' };
    await expectAnswer('setUp', undefined, { body }, empty.url);
    await empty.close();
    await database.drop();
  });

  test('and that was every endpoint', () => {
    expect([...asked].sort()).toEqual(Object.keys(endpoints).sort());
  });
});

describe('the client library', () => {
  test('calls, pages and repeats safely', async () => {
    const client = createClient({ baseUrl: server.url, apiKey: server.owner.apiKey });
    const body = {
      name: 'Made by a program',
      identities: [{ kind: 'email' as const, value: 'P@Example.com ' }],
    };
    const idempotencyKey = crypto.randomUUID();
    const [first, again] = await Promise.all([
      client.call('createCustomer', { body, idempotencyKey }),
      client.call('createCustomer', { body, idempotencyKey }),
    ]);
    expect(again).toEqual(first);
    const found = await client.call('listCustomers', { query: { identity: 'email:p@example.com' } });
    expect(found.data.map((customer) => customer.id)).toEqual([first.id]);
    const page = await client.call('listCustomers', { query: { limit: 1 } });
    expect(page.next).not.toBeNull();
  });

  test('a refusal has a code and says what to do', async () => {
    const client = createClient({ baseUrl: server.url, apiKey: server.owner.apiKey });
    const missing = client.call('readCustomer', { params: { id: crypto.randomUUID() } });
    await expect(missing).rejects.toThrow(RequestRefused);
    await expect(missing).rejects.toMatchObject({ status: 404, code: 'not-found' });
    const used = { body: { name: 'x', identities: [] }, idempotencyKey: 'once' };
    await client.call('createCustomer', used);
    await expect(
      client.call('createCustomer', { ...used, body: { name: 'y', identities: [] } }),
    ).rejects.toMatchObject({ code: 'key-reused' });
  });
});
