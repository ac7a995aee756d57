/** Two workspaces on one server: neither sees or changes anything of the other, by any endpoint. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { type EndpointName, endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { addVisitor, fromSomewhere, signIn } from '../support/people.ts';
import { idsInBodies, type Sample, samplesFor } from '../support/samples.ts';
import { canary, openTwo, type Two, type WorkspaceIds } from '../support/two.ts';
import { idsOf } from '../support/workspaces.ts';

let server: Two['server'];
let here: Two['here'];
let there: Two['there'];
let own: Two['own'];
let foreign: Two['foreign'];
let session: string;

beforeAll(async () => {
  ({ server, here, there, own, foreign } = await openTwo(inject('testCluster')));
  session = await signIn(server.url, server.ownerLogin);
});
afterAll(() => server.close());

async function send(name: EndpointName, sample: Sample, token: string | undefined) {
  const endpoint: Endpoint = endpoints[name];
  const answer = await request(server.url, token, endpoint, { ...sample, headers: fromSomewhere() } as never);
  return { status: answer.status, text: JSON.stringify(answer.body ?? null) };
}

const nothing = (): WorkspaceIds => ({
  ...(Object.fromEntries(Object.keys(own).map((key) => [key, randomUUID()])) as WorkspaceIds),
});

/** Fields of bodies and queries that name something, and are tried below. */
const idFields: Partial<Record<EndpointName, string[]>> = {
  startConversation: ['customerId', 'inboxId'],
  openPrivacyRequest: ['customerId'],
  previewMerge: ['other'],
  mergeCustomers: ['customerId'],
  unmergeCustomer: ['customerId'],
  refuseMerge: ['customerId'],
  mergeConversation: ['intoId'],
  splitConversation: ['messageIds'],
  mailConversation: ['messageIds'],
  assignConversation: ['memberId', 'teamId'],
  closeConversation: ['reasonId'],
  exportConversations: ['segment', 'conversation'],
  startBulk: ['conversationIds', 'filter', 'actions'],
  updateInbox: ['teamId'],
  logCall: ['callBack'],
  updateProfile: ['ownerId'],
  removeMember: ['handOverTo'],
  listConversations: ['segment', 'customerId'],
  searchMessages: ['customerId'],
  previewView: ['segment'],
  createView: ['filter'],
  useMacro: ['conversationId'],
  postMessage: ['actions', 'mentions'],
  scheduleMessage: ['actions', 'mentions'],
  editMessage: ['mentions'],
  performActions: ['actions'],
  createMacro: ['actions'],
  createGreeting: ['inboxId'],
  reactToMessage: ['messageId'],
  reactAsVisitor: ['messageId'],
  postVisitorMessage: ['greeting'],
  changeMacro: ['actions'],
  changeView: ['filter'],
  setAvailability: ['handOverTo'],
  setHours: ['teamId'],
  listPromises: ['member', 'customerId', 'conversationId'],
  readPromiseRate: ['member'],
  makePromise: ['conversationId', 'memberId'],
  listChecklists: ['conversationId'],
  addChecklist: ['conversationId', 'templateId'],
  changeChecklist: ['itemIds'],
  changePromise: ['memberId'],
  seePromiseReminders: ['ids'],
  listWaiting: ['inboxId'],
  setSilenceRule: ['inboxId', 'rule'],
  seeSilenceAlarms: ['ids'],
  startVisitorSession: ['inboxId'],
  recordReceipt: ['messageId'],
  readAttachment: ['workspace'],
  tryMailbox: ['inboxId'],
  readMailOriginal: ['workspace'],
  readMailPicture: ['workspace', 'mail'],
  readLinkPicture: ['workspace'],
  listTasks: ['assignee', 'customerId', 'conversationId'],
  createTask: ['customerId', 'conversationId', 'assigneeId'],
  updateTask: ['assigneeId'],
  seeReminders: ['ids'],
  readNotifications: ['conversationId', 'ids'],
  stateNeed: ['evidence'],
  changeNeed: ['evidence'],
  writeOrder: ['customer'],
  writeReview: ['customer'],
  listOrders: ['customer'],
  listCustomers: ['company', 'segment'],
  listReviews: ['customer', 'order'],
  summariseReviews: ['customer', 'order'],
  readWebhookSample: ['sample'],
  previewWebhook: ['sample'],
  createSegment: ['condition'],
  updateSegment: ['condition'],
  previewSegment: ['condition'],
  listMatches: ['condition'],
};

describe('endpoints', () => {
  const names = Object.keys(endpoints) as EndpointName[];
  const byMembers = names.filter(
    (name) => !['public', 'visitor', 'signed-in'].includes(endpoints[name].access),
  );
  const withId = byMembers.filter((name) => endpoints[name].path.includes(':id'));

  test('every id that a request may carry is tried', () => {
    /** Chosen by the caller for what it sends, so it names nothing that is there. */
    const chosen = [
      'postVisitorMessage.id',
      'recordPageView.id',
      'recordPageError.id',
      'recordVisitorEvent.id',
    ];
    const tried = [
      ...Object.entries(idFields).flatMap(([name, fields]) => fields.map((field) => `${name}.${field}`)),
      ...chosen,
    ];
    const carried = names.flatMap((name) => {
      const endpoint: Endpoint = endpoints[name];
      return [endpoint.body, endpoint.query].flatMap((schema) => {
        if (!schema) return [];
        const { properties = {}, $defs } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
        const textOf = (property: unknown) => {
          const text = JSON.stringify(property);
          return text.includes('"$ref"') ? text + JSON.stringify($defs) : text;
        };
        return Object.entries(properties)
          .filter(([, property]) => textOf(property).includes('"uuid"'))
          .map(([field]) => `${name}.${field}`);
      });
    });
    expect(tried.sort()).toEqual(carried.sort());
    expect(Object.keys(idsInBodies).sort()).toEqual(
      Object.keys(idFields)
        .filter((name) => idsInBodies[name as EndpointName])
        .sort(),
    );
  });

  test('most of them are about something that has an id', () => expect(withId.length).toBeGreaterThan(15));

  test.each(withId)('%s: another workspace’s id is answered like one of nothing', async (name) => {
    const asked = await send(name, samplesFor(foreign)[name], here.apiKey);
    const unknown = await send(name, samplesFor(nothing())[name], here.apiKey);
    expect(asked.status).toBe(404);
    expect(asked).toEqual(unknown);
  });

  test.each(Object.keys(idsInBodies) as EndpointName[])('%s: the same for ids in its body', async (name) => {
    const build = idsInBodies[name];
    if (!build) return;
    const asked = await send(name, build(foreign, own), here.apiKey);
    const unknown = await send(name, build(nothing(), own), here.apiKey);
    expect(asked.status).toBeGreaterThanOrEqual(400);
    expect(asked).toEqual(unknown);
  });

  test('somebody else’s customer belongs to no company here', async () => {
    for (const name of ['addCompanyPerson', 'removeCompanyPerson'] as const) {
      const of = (customerId: string) => ({
        params: { id: own.companyId, customerId },
        ...(name === 'addCompanyPerson' ? { body: { role: 'x' } } : {}),
      });
      const asked = await send(name, of(foreign.customerId), here.apiKey);
      expect(asked.status).toBe(404);
      expect(asked).toEqual(await send(name, of(randomUUID()), here.apiKey));
    }
  });

  test('a bulk finds another workspace’s conversation no more than one of nothing, and touches it not', async () => {
    for (const conversationId of [foreign.conversationId, randomUUID()]) {
      const body = { conversationIds: [conversationId], actions: [{ type: 'close' }] };
      const { text, status } = await send('startBulk', { body }, here.apiKey);
      expect(status).toBe(202);
      const params = { id: JSON.parse(text).id };
      const state = async () =>
        JSON.parse((await send('readBulk', { params }, here.apiKey)).text) as { state: string };
      await expect.poll(async () => (await state()).state, { timeout: 20_000 }).toBe('done');
      expect(await state()).toMatchObject({ counts: { failed: 1, done: 0 } });
      const left = await send('listBulkLeft', { params }, here.apiKey);
      expect(JSON.parse(left.text).data).toEqual([{ conversationId, state: 'failed', reason: 'gone' }]);
    }
    const theirs = await send('readConversation', { params: { id: foreign.conversationId } }, there.apiKey);
    expect(JSON.parse(theirs.text).status).toBe('open');
  });

  test('nobody is reminded of, or has seen, what is another workspace’s', async () => {
    const { status } = await send('seeReminders', { body: { ids: [foreign.reminderId] } }, here.apiKey);
    expect(status).toBe(204);
    const unseen = `select 1 from task_reminders where id = '${foreign.reminderId}' and seen_at is null`;
    expect((await runSql(server.database.adminUrl, (client) => client.query(unseen))).rowCount).toBe(1);
  });

  test('nobody reads, or has read, what another workspace’s member is told', async () => {
    const { status } = await send(
      'readNotifications',
      { body: { ids: [foreign.notificationId] } },
      here.apiKey,
    );
    expect(status).toBe(204);
    const unread = `select 1 from notifications where id = '${foreign.notificationId}' and read_at is null`;
    expect((await runSql(server.database.adminUrl, (client) => client.query(unread))).rowCount).toBe(1);
  });

  test('nobody mentions members and teams of another workspace', async () => {
    const mention = (kind: 'member' | 'team', id: string) => ({
      params: { id: own.conversationId },
      body: { note: true, text: '@x', mentions: [{ kind, id, start: 0, length: 2 }], at: { seconds: 3_000 } },
    });
    for (const name of ['postMessage', 'scheduleMessage'] as const) {
      for (const kind of ['member', 'team'] as const) {
        const asked = await send(name, mention(kind, foreign[`${kind}Id`]), here.apiKey);
        expect(asked.status).toBe(409);
        expect(asked).toEqual(await send(name, mention(kind, randomUUID()), here.apiKey));
      }
    }
  });

  test('what was removed is answered like what never was', async () => {
    const gone = await idsOf(server.url, here, 'gone');
    for (const name of ['revokeKey', 'revokeInvitation', 'removeMember'] as const) {
      expect((await send(name, samplesFor(gone)[name], here.apiKey)).status).toBe(204);
    }
    for (const name of [
      'updateKey',
      'revokeKey',
      'revokeInvitation',
      'removeMember',
      'changeRole',
      'createResetLink',
    ] as const) {
      const asked = await send(name, samplesFor(gone)[name], here.apiKey);
      expect(asked, name).toEqual(await send(name, samplesFor(nothing())[name], here.apiKey));
      expect(asked.status).toBe(404);
    }
  });

  test('lists by another workspace’s ids and cursors are empty, or one’s own', async () => {
    for (const [name, query] of [
      ['listConversations', { assignee: foreign.memberId }],
      ['listConversations', { customerId: foreign.customerId }],
      ['listConversations', { inbox: foreign.inboxId }],
      ['listConversations', { tag: foreign.tagId }],
      ['listConversations', { reason: foreign.reasonId }],
      ['listConversations', { segment: foreign.segmentId }],
      ['listOrders', { customer: foreign.customerId }],
      ['listReviews', { customer: foreign.customerId }],
      ['listReviews', { order: foreign.orderId }],
      ['listCustomers', { company: foreign.companyId }],
      ['listCustomers', { company: foreign.companyId, search: canary }],
      ['listCustomers', { segment: foreign.segmentId }],
      ['listCustomers', { segment: foreign.segmentId, search: canary }],
      ['listPromises', { member: foreign.memberId }],
      ['listPromises', { customerId: foreign.customerId }],
      ['listPromises', { conversationId: foreign.conversationId }],
      ['listWaiting', { inboxId: foreign.inboxId }],
      ['listTasks', { assignee: foreign.memberId }],
      ['listTasks', { customerId: foreign.customerId }],
      ['listTasks', { conversationId: foreign.conversationId }],
    ] as [EndpointName, Record<string, string>][]) {
      expect(await send(name, { query }, here.apiKey)).toMatchObject({
        status: 200,
        text: '{"data":[],"next":null}',
      });
    }
    for (const query of [
      { assignee: foreign.memberId },
      { inbox: foreign.inboxId },
      { tag: foreign.tagId },
      { reason: foreign.reasonId },
      { segment: foreign.segmentId },
    ]) {
      const { text } = await send('previewView', { query } as never, here.apiKey);
      expect(JSON.parse(text)).toEqual({ count: 0, isMore: false });
    }
    for (const query of [{ customer: foreign.customerId }, { order: foreign.orderId }]) {
      const { text } = await send('summariseReviews', { query }, here.apiKey);
      expect(JSON.parse(text)).toMatchObject({ count: 0, scored: 0, mean: null, sites: [] });
    }
    for (const name of [
      'listConversations',
      'listCustomers',
      'readAuditLog',
      'listMessages',
      'readTimeline',
      'listOrders',
      'listReviews',
      'listCompanies',
      'listCompanyPeople',
      'listCompanyOrders',
      'readCompanyTimeline',
    ] as const) {
      const theirs = await send(name, { ...samplesFor(foreign)[name], query: { limit: '1' } }, there.apiKey);
      const cursor = (JSON.parse(theirs.text) as { next: string | null }).next;
      expect(cursor, `${name} has one page only: let there be more`).not.toBeNull();
      const { status, text } = await send(
        name,
        { ...samplesFor(own)[name], query: { cursor: cursor ?? '' } },
        here.apiKey,
      );
      expect(status).toBe(200);
      expect(text).not.toContain(canary);
    }
    const theirs = await send('listCustomers', { query: { search: canary, limit: '1' } }, there.apiKey);
    const { next: cursor } = JSON.parse(theirs.text) as { next: string | null };
    expect(cursor).not.toBeNull();
    const query = { search: canary, cursor: cursor ?? '' };
    expect(await send('listCustomers', { query }, here.apiKey)).toMatchObject({
      status: 200,
      text: '{"data":[],"next":null}',
    });
  });

  test('a visitor’s session begins in the inbox that it names, wherever that is', async () => {
    const token = await addVisitor(server.url, there.inboxId);
    const list = await request(server.url, token, endpoints.listVisitorMessages, { query: {} });
    expect(list.body.data).toEqual([]);
    const unknown = { body: { inboxId: randomUUID() } };
    expect((await send('startVisitorSession', unknown, undefined)).status).toBe(404);
  });

  test.each(byMembers)('%s: a session of one workspace is nobody in another', async (name) => {
    const headers = {
      cookie: session,
      'sec-fetch-site': 'same-origin',
      'rapport-workspace': there.workspaceId,
    };
    const endpoint: Endpoint = endpoints[name];
    const sample = { ...samplesFor(foreign)[name], headers };
    const answer = await request(server.url, undefined, endpoint, sample as never);
    expect(answer.status).toBe(401);
    expect(JSON.stringify(answer.body)).not.toContain(canary);
  });

  test('a secret that names another workspace is worthless', async () => {
    const moved = (secret: string) => {
      const bytes = Buffer.from(secret.slice(3), 'base64url');
      bytes.set(Buffer.from(there.workspaceId.replaceAll('-', ''), 'hex'));
      return secret.slice(0, 3) + bytes.toString('base64url');
    };
    expect(moved(there.apiKey)).toBe(there.apiKey);
    expect((await send('listCustomers', {}, moved(here.apiKey))).status).toBe(401);
    expect((await send('listVisitorMessages', {}, moved(own.visitorToken))).status).toBe(401);
  });

  test('an inbox of another workspace can’t take a conversation', async () => {
    const body = { customerId: own.customerId, inboxId: there.inboxId, text: 'x' };
    const asked = await send('startConversation', { body }, here.apiKey);
    const unknown = await send(
      'startConversation',
      { body: { ...body, inboxId: randomUUID() } },
      here.apiKey,
    );
    expect(asked.status).toBe(404);
    expect(asked).toEqual(unknown);
  });

  test('no promise is made in another workspace’s conversation, and nobody of it is woken or keeps one', async () => {
    const due = { date: '2031-01-31' };
    const bodies = (ids: WorkspaceIds): [EndpointName, Sample][] => [
      ['makePromise', { body: { conversationId: ids.conversationId, what: 'x', due } }],
      [
        'makePromise',
        { body: { conversationId: own.conversationId, what: 'x', due, memberId: ids.memberId } },
      ],
      ['changePromise', { params: { id: own.promiseId }, body: { memberId: ids.memberId } }],
      ['setSilenceRule', { body: { inboxId: ids.inboxId, rule: null } }],
      ['setSilenceRule', { body: { rule: { minutes: 5, memberId: ids.memberId } } }],
    ];
    const unknown = bodies(nothing());
    for (const [at, [name, sample]] of bodies(foreign).entries()) {
      const asked = await send(name, sample, here.apiKey);
      expect(asked, name).toEqual(await send(name, unknown[at]?.[1] ?? {}, here.apiKey));
      expect(asked.status).toBeGreaterThanOrEqual(404);
    }
    const { text } = await send('readPromiseRate', { query: { member: foreign.memberId } }, here.apiKey);
    expect(JSON.parse(text)).toMatchObject({ due: 0, withdrawn: 0 });
  });

  test('nothing of the other workspace stands in any answer', async () => {
    for (const name of byMembers) {
      if (name === 'removeMember') continue;
      const { text } = await send(name, samplesFor(own)[name], here.apiKey);
      expect(text, name).not.toContain(canary);
    }
    for (const query of [
      { identity: foreign.customerId },
      { name: canary },
      { search: canary },
      { search: foreign.customerId },
    ] as Record<string, string>[]) {
      expect((await send('listCustomers', { query }, here.apiKey)).text).not.toContain(canary);
    }
    const { text } = await send('listVisitorMessages', {}, own.visitorToken);
    expect(text).not.toContain(canary);
    expect((await send('listVisitorMessages', {}, foreign.visitorToken)).text).toContain(canary);
  });

  test('after all this the other workspace is as it was', async () => {
    const { body: customer } = await request(server.url, there.apiKey, endpoints.readCustomer, {
      params: { id: foreign.customerId },
    });
    expect(customer.name).toBe(`${canary} customer`);
    const { body: messages } = await request(server.url, there.apiKey, endpoints.listMessages, {
      params: { id: foreign.conversationId },
      query: {},
    });
    expect(messages.data.map((message) => message.text)).toEqual([
      `${canary} question`,
      `${canary}, said otherwise`,
    ]);
  });
});
