/** Finding messages through the API: who said what where, a moment after it was said, and nothing that is nobody's to find. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { RequestOf } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { FoundMessage } from '../contract/messages.ts';
import { addWorkspace, request, type TestServer } from '../server/app/testing.ts';
import { runSql } from '../server/platform/db/testing.ts';
import {
  addMember,
  addVisitor,
  fromSomewhere,
  type Person,
  startServerBehindProxy,
} from './support/people.ts';
import { png, upload } from './support/uploading.ts';

let server: TestServer;
let bea: Person;
let conversationId: string;
let visitor: string;
const foundWithinMs = 2_000;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
  bea = await addMember(server.url, server.owner, 'agent', 'Bea');
  ({ token: visitor, id: conversationId } = await converse('Where is my parcel? Não chegou <b>ainda</b>'));
});
afterAll(() => server.close());

async function converse(text: string): Promise<{ token: string; id: string }> {
  const token = await addVisitor(server.url, server.owner.inboxId);
  await say(token, { text });
  const { body } = await request(server.url, server.owner.apiKey, endpoints.listConversations, {
    query: { limit: 1 },
  } as never);
  return { token, id: body.data[0]?.id ?? '' };
}

const say = (token: string, body: object) =>
  request(server.url, token, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: '', ...body },
    headers: fromSomewhere(),
  });
const reply = (text: string, more: object = {}, key = server.owner.apiKey) =>
  request(server.url, key, endpoints.postMessage, {
    params: { id: conversationId },
    body: { text, ...more },
  });

type Query = RequestOf<typeof endpoints.searchMessages>['query'];
const search = async (text: string, more: Partial<Query> = {}, key = server.owner.apiKey) => {
  const query = { search: text, ...more } as never;
  return request(server.url, key, endpoints.searchMessages, { query });
};
const find = async (text: string, more: Partial<Query> = {}): Promise<FoundMessage[]> =>
  (await search(text, more)).body.data;
/** What is found as soon as the index has heard of it. */
const soon = (text: string, count = 1, more: Partial<Query> = {}) =>
  vi.waitFor(
    async () => {
      const found = await find(text, more);
      expect(found).toHaveLength(count);
      return found;
    },
    { timeout: 15_000, interval: 50 },
  );
const marked = ({ excerpt }: FoundMessage) => excerpt.marks.map(([from, to]) => excerpt.text.slice(from, to));

describe('what is found', () => {
  test('a part of a word, without case and accents, with who said it and where', async () => {
    const [found] = await soon('NAO cheg');
    expect(found).toMatchObject({
      said: 'customer',
      author: { kind: 'customer' },
      conversation: { id: conversationId, inboxId: server.owner.inboxId, status: 'open', spam: false },
      excerpt: { text: 'Where is my parcel? Não chegou <b>ainda</b>', isFile: false },
    });
    expect(found && marked(found)).toEqual(['Não', 'cheg']);
    expect((await find('arce')).map(marked)).toEqual([['arce']]);
  });

  test('what was said is found within two seconds', async () => {
    // Once for all that is made at the first time.
    await reply('warming up');
    await soon('warming');
    const at = performance.now();
    await reply('the freshest word is quicksilver');
    await soon('quicksilver');
    expect(performance.now() - at).toBeLessThan(foundWithinMs);
  });

  test('Chinese, Japanese and Korean by any two letters, and by one', async () => {
    await reply('您好，我们的退款政策是三十天。');
    await reply('キャンセルをお願いします');
    await reply('환불 부탁드립니다');
    for (const [text, mark] of [
      ['款政', '款政'],
      ['退', '退'],
      ['ャンセ', 'ャンセ'],
      ['불', '불'],
    ] as const) {
      expect((await soon(text)).map(marked)).toEqual([[mark]]);
    }
  });

  test('all of the words, anywhere; between quotation marks as they stand', async () => {
    await reply('late refund of the first order');
    await reply('refund was not late');
    await soon('late refund', 2);
    expect((await find('"late refund"')).map(({ excerpt }) => excerpt.text)).toEqual([
      'late refund of the first order',
    ]);
    expect(await find('late refund unicorn')).toEqual([]);
  });

  test('names of files, and notes', async () => {
    const { attachmentId } = await attach('Rechnung-März.png');
    await reply('here you are', { attachmentIds: [attachmentId] });
    await reply('she is a VIP, be kind', { note: true });
    const [file] = await soon('rechnung marz');
    expect(file?.excerpt).toMatchObject({ text: 'Rechnung-März.png', isFile: true });
    expect((await soon('be kind'))[0]?.said).toBe('note');
    expect((await find('', { hasFile: 'true' })).map(({ id }) => id)).toEqual([file?.id]);
  });

  test('signs mean nothing but themselves', async () => {
    await reply('a discount of 100% on back\\slash_es');
    await soon('slash_es');
    for (const text of ['%', '_', '\\', '.*', '*', '%%%', "' or 1=1 --", '\0', '\ud800', '((((', '()']) {
      expect(await find(text), text).toEqual([]);
    }
    expect(await find('100%')).toHaveLength(1);
    expect(await find('10\0')).toHaveLength(1);
  });

  test('a very long word, by its middle', async () => {
    await reply(`${'x'.repeat(9_000)}needle${'y'.repeat(9_000)}`);
    const [found] = await soon('xxneedleyy');
    expect(found?.excerpt.text.length).toBeLessThan(250);
    expect(found && marked(found)).toEqual(['xxneedleyy']);
  });

  async function attach(name: string): Promise<{ attachmentId: string }> {
    const { body } = await upload(server.url, server.owner.apiKey, { conversationId, name, bytes: png() });
    return { attachmentId: body.uploadId };
  }
});

describe('narrowing', () => {
  test('by who said it, by the author, and by time', async () => {
    await say(visitor, { text: 'zebra from the customer' });
    await reply('zebra from the owner');
    await reply('zebra from Bea', {}, bea.apiKey);
    await reply('zebra in a note', { note: true }, bea.apiKey);
    const all = await soon('zebra', 4);
    const texts = async (more: Partial<Query>) =>
      (await find('zebra', more)).map(({ excerpt }) => excerpt.text);
    expect(await texts({ said: 'customer' } as never)).toEqual(['zebra from the customer']);
    expect(await texts({ said: 'team,note', author: bea.memberId } as never)).toEqual([
      'zebra in a note',
      'zebra from Bea',
    ]);
    expect(await texts({ before: all[1]?.occurredAt })).toEqual([
      'zebra from the owner',
      'zebra from the customer',
    ]);
    expect(await texts({ after: all[1]?.occurredAt })).toEqual(['zebra in a note', 'zebra from Bea']);
    const pages: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { body } = await search('zebra', { limit: 1, ...(cursor ? { cursor } : {}) } as never);
      pages.push(...body.data.map(({ id }) => id));
      cursor = body.next;
    }
    expect(pages).toEqual(all.map(({ id }) => id));
  });

  test('by what the conversation is now: spam is found by itself alone', async () => {
    const { id } = await converse('buy my wonderful giraffe');
    const [found] = await soon('giraffe');
    const params = { id };
    await request(server.url, server.owner.apiKey, endpoints.assignConversation, {
      params,
      body: { memberId: bea.memberId },
    });
    const customerId = found?.conversation.customer.id ?? '';
    expect(await find('giraffe', { assignee: bea.memberId } as never)).toHaveLength(1);
    expect(await find('giraffe', { assignee: 'none' } as never)).toEqual([]);
    expect(await find('giraffe', { customerId })).toHaveLength(1);
    expect(await find('zebra', { customerId })).toEqual([]);
    await request(server.url, server.owner.apiKey, endpoints.markConversationSpam, { params });
    expect(await find('giraffe')).toEqual([]);
    expect(await find('giraffe', { status: 'spam' })).toHaveLength(1);
  });
});

describe('what is refused', () => {
  test('more than can be meant', async () => {
    expect((await search('x'.repeat(301))).status).toBe(400);
    const many = await search(Array.from({ length: 21 }, (_, n) => `w${n}`).join(' '));
    expect(many).toMatchObject({ status: 400, body: { detail: 'Search for at most 20 words.' } });
    expect((await search('x', { cursor: 'nonsense' })).status).toBe(400);
    expect((await search('x', { said: 'martian' } as never)).status).toBe(400);
  });

  test('another workspace finds nothing of it', async () => {
    const other = await addWorkspace(server.db, 'Other', server.ownerLogin);
    expect((await search('parcel', {}, other.apiKey)).body.data).toEqual([]);
    expect((await search('', {}, other.apiKey)).body.data).toEqual([]);
  });
});

test('what was withdrawn is not found', async () => {
  await reply('an otter that never was');
  const [found] = await soon('otter');
  await runSql(server.database.adminUrl, (client) =>
    client.query('insert into withdrawn_entries (workspace_id, entry_id) values ($1, $2)', [
      server.owner.workspaceId,
      found?.id,
    ]),
  );
  expect(await find('otter')).toEqual([]);
});
