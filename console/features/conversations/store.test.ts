/** The store against a stand-in of the server at the far side of `fetch`, and a stream that the test tells. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Conversation } from '../../../contract/conversations.ts';
import type { Entry } from '../../../contract/entries.ts';
import { standardViews } from '../../../contract/views.ts';
import type { RealtimeListener } from '../../lib/realtime.ts';
import { shownById } from './state.ts';
import { createStore, type Store } from './store.ts';
import { viewKeyOf } from './views.ts';

const all = viewKeyOf(standardViews.all, 'newest');

const conversation: Conversation = {
  id: 'c1',
  inboxId: 'i1',
  channel: 'webchat',
  customer: { id: 'u1', name: 'Ana' },
  mergedInto: null,
  status: 'open',
  snoozedUntil: null,
  closedAt: null,
  reasonId: null,
  spam: false,
  priority: 'normal',
  tagIds: [],
  attributes: {},
  assigneeId: null,
  teamId: null,
  subject: null,
  openedAt: '2026-01-01T00:00:00.000001Z',
  lastAt: '2026-01-01T00:00:00.000002Z',
  lastMessage: null,
  waitingSince: '2026-01-01T00:00:00.000002Z',
  inboundCount: 1,
  readCount: 0,
  position: '1.5.2',
};
type Asked = { method: string; path: string; body: unknown; key: string | null };
type Answer = { status: number; body?: unknown } | 'lost';

let asked: Asked[];
let answers: Record<string, Answer[]>;
let listener: RealtimeListener;
let store: Store;

/** What the server answers: what a test lined up for the path, else what it always says. */
function answerOf(method: string, path: string): Answer {
  const lined = answers[`${method} ${path}`]?.shift();
  if (lined) return lined;
  if (path.endsWith('/messages') && method === 'GET') return { status: 200, body: { data: [], next: null } };
  if (path === '/conversations') return { status: 200, body: { data: [conversation], next: null } };
  if (path.endsWith('/closure')) {
    const status = method === 'POST' ? 'closed' : 'open';
    return { status: 200, body: { ...conversation, status, position: '1.9.1' } };
  }
  return { status: 200, body: conversation };
}

function fetchStandIn(url: string, init: RequestInit): Promise<Response> {
  const path = new URL(url, 'http://server').pathname.replace('/api/v1', '');
  const method = init.method ?? 'GET';
  const key = new Headers(init.headers).get('idempotency-key');
  asked.push({ method, path, body: init.body ? JSON.parse(String(init.body)) : undefined, key });
  const answer = answerOf(method, path);
  if (answer === 'lost') return Promise.reject(new TypeError('network'));
  const headers = { 'rapport-position': '1.6.0' };
  return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status, headers }));
}

const requests = (method: string) => asked.filter((request) => request.method === method);
const settled = () => vi.advanceTimersByTimeAsync(1);
const message = (id: string, text: string) => ({
  id,
  conversationId: 'c1',
  text,
  note: false,
  author: { kind: 'member', id: 'me' },
  occurredAt: '2026-01-01T00:00:00.000009Z',
  position: '1.9.1',
  state: 'sent',
});
const refusal = (code: string, status: number): Answer => ({ status, body: { code, title: code, status } });

beforeEach(async () => {
  vi.useFakeTimers();
  asked = [];
  answers = {};
  const kept = new Map<string, string>();
  vi.stubGlobal('fetch', fetchStandIn);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  store = createStore('me', {
    position: () => '1.6.0',
    listen(heard) {
      listener = heard;
      return () => {};
    },
  });
  store.look({ view: all, conversationId: 'c1', neighbourIds: [] });
  await settled();
});

afterEach(() => {
  store.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('asks once for what is on screen, and not again when nothing is missing', async () => {
  store.look({ view: all, conversationId: 'c1', neighbourIds: [] });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(
    requests('GET')
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['/conversations', '/conversations/c1', '/conversations/c1/messages']);
});

test('after a reset everything on screen is asked for again', async () => {
  asked = [];
  await vi.advanceTimersByTimeAsync(1_000);
  listener.reset?.('1.6.0');
  await settled();
  expect(requests('GET')).toHaveLength(2);
});

test('closing shows in the same moment and stays when the server agrees', async () => {
  const closing = store.close('c1');
  expect(shownById(store.state(), 'c1')).toMatchObject({ status: 'closed' });
  await closing;
  expect(store.state().changes).toEqual([]);
  expect(shownById(store.state(), 'c1')?.status).toBe('closed');
});

test.each([
  [
    'of a team',
    { teamId: 't1' },
    (to: Store) => to.assign('c1', { teamId: 't1' }, { assigneeId: null, teamId: 't1' }),
  ],
  ['described', { attributes: { topic: 'x' } }, (to: Store) => to.describe('c1', { topic: 'x' })],
])('what makes it %s shows in the same moment', async (_, expected, act) => {
  expect(shownById(store.state(), 'c1')).not.toMatchObject(expected);
  const acting = act(store);
  expect(shownById(store.state(), 'c1')).toMatchObject(expected);
  await acting;
});

test('a refused action is taken back, with the reason', async () => {
  answers['PUT /conversations/c1/assignee'] = [refusal('conflict', 409)];
  const assigning = store.assign('c1', { memberId: 'gone' }, { assigneeId: 'gone', teamId: null });
  const refused = expect(assigning).rejects.toMatchObject({ code: 'conflict' });
  expect(shownById(store.state(), 'c1')?.assigneeId).toBe('gone');
  await refused;
  expect(shownById(store.state(), 'c1')?.assigneeId).toBeNull();
});

test('actions on one conversation reach the server in the order in which they were made', async () => {
  await Promise.all([store.close('c1'), store.reopen('c1')]);
  const actions = asked.filter(({ path }) => path.endsWith('/closure')).map(({ method }) => method);
  expect(actions).toEqual(['POST', 'DELETE']);
});

test('a message is shown once: on its way, then by the answer and the stream', async () => {
  answers['POST /conversations/c1/messages'] = [{ status: 201, body: message('m1', 'Hi') }];
  store.send({ conversationId: 'c1', text: 'Hi', note: false });
  expect(store.state().outbox).toHaveLength(1);
  await settled();
  expect(store.state().outbox).toEqual([]);
  const { id, conversationId, position, occurredAt } = message('m1', 'Hi');
  const entry = { id, conversationId, position, occurredAt, kind: 'message.sent', payload: { text: 'Hi' } };
  listener.entries?.([{ ...entry, actor: { kind: 'member', id: 'me' } } as Entry], '1.10.0');
  expect(
    store
      .state()
      .threads.get('c1')
      ?.messages.map((told) => told.id),
  ).toEqual(['m1']);
});

test('a message whose answer is lost goes out again by itself, under the same key', async () => {
  answers['POST /conversations/c1/messages'] = ['lost', { status: 201, body: message('m1', 'Hi') }];
  store.send({ conversationId: 'c1', text: 'Hi', note: false });
  await settled();
  expect(store.state().outbox[0]?.refusal?.isUnreached).toBe(true);
  listener.status?.('online');
  await settled();
  expect(store.state().outbox).toEqual([]);
  const keys = requests('POST').map(({ key }) => key);
  expect(keys).toHaveLength(2);
  expect(keys[0]).not.toBeNull();
  expect(keys[1]).toBe(keys[0]);
});

test('a message that the server refuses waits for the member, and can be taken back', async () => {
  answers['POST /conversations/c1/messages'] = [refusal('not-allowed', 403)];
  store.send({ conversationId: 'c1', text: 'Hi', note: false });
  await settled();
  listener.status?.('online');
  await settled();
  expect(requests('POST')).toHaveLength(1);
  const [item] = store.state().outbox;
  expect(item?.refusal?.isUnreached).toBe(false);
  expect(store.takeBack(item?.key ?? '')?.text).toBe('Hi');
  expect(store.state().outbox).toEqual([]);
});

test('reading shows at once, and is told again when it did not reach the server', async () => {
  answers['PUT /conversations/c1/read'] = ['lost'];
  store.markRead('c1');
  expect(shownById(store.state(), 'c1')?.readCount).toBe(1);
  await settled();
  listener.status?.('online');
  await settled();
  expect(requests('PUT').map(({ body }) => body)).toEqual([{ inboundCount: 1 }, { inboundCount: 1 }]);
  store.markRead('c1');
  await settled();
  expect(requests('PUT')).toHaveLength(2);
});

test('what is drawn stays the same object while nothing of it changes', () => {
  store.markRead('c1');
  const before = shownById(store.state(), 'c1');
  expect(shownById(store.state(), 'c1')).toBe(before);
  void store.close('another').catch(() => {});
  expect(shownById(store.state(), 'c1')).toBe(before);
});

test('a conversation that does not exist is asked for once', async () => {
  const gone = refusal('not-found', 404);
  answers['GET /conversations/c2'] = [gone, gone];
  answers['GET /conversations/c2/messages'] = [gone, gone];
  asked = [];
  store.look({ view: all, conversationId: 'c2', neighbourIds: [] });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(requests('GET')).toHaveLength(2);
  expect(store.state().missing.has('c2')).toBe(true);
});

test('what could not be fetched is asked for again after a while', async () => {
  answers['GET /conversations/c2/messages'] = [refusal('internal', 500)];
  store.look({ view: all, conversationId: 'c2', neighbourIds: [] });
  await settled();
  expect(store.state().failures.has('messages c2')).toBe(true);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(store.state().failures.has('messages c2')).toBe(false);
  expect(store.state().threads.get('c2')?.current).toBe(true);
});
