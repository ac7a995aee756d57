/** The API as it describes itself, and the client made from that. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { printOperations } from '../bin/sdk-types.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { type EndpointName, endpoints } from '../contract/endpoints.ts';
import { openApiDocument } from '../contract/openapi.ts';
import { createClient, RequestRefused } from '../sdk/index.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { addVisitor, fromSomewhere, startServerBehindProxy } from './support/people.ts';
import { type Ids, samplesFor } from './support/samples.ts';
import { idsOf } from './support/workspaces.ts';

let server: TestServer;
let ids: Ids;
beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
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
  /** What changes who is calling, or ends the things that others ask for, is asked last or not at all. */
  const apart: EndpointName[] = [
    'removeMember',
    'revokeInvitation',
    'revokeKey',
    'signOutVisitor',
    'endVisitorSession',
  ];
  const names = (Object.keys(endpoints) as EndpointName[]).filter((name) => {
    const { access } = endpoints[name];
    return (
      access !== 'public' && access !== 'signed-in' && !apart.includes(name) && name !== 'identifyVisitor'
    );
  });

  test.each([...names, ...apart])('%s', async (name) => {
    const endpoint: Endpoint = endpoints[name];
    const token =
      endpoint.access === 'visitor' ? await addVisitor(server.url, ids.inboxId) : server.owner.apiKey;
    const sample = samplesFor(ids)[name];
    const answer = await request(server.url, token, endpoint, {
      ...sample,
      headers: fromSomewhere(),
    } as never);
    if (name === 'createResetLink' && answer.status === 409) return;
    expect(answer.status, JSON.stringify(answer.body)).toBe(endpoint.status);
    if (endpoint.output) expect(endpoint.output.parse(answer.body)).toEqual(answer.body);
    else expect(answer.body).toBeUndefined();
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
