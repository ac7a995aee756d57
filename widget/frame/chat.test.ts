import { expect, test } from 'vitest';
import type { VisitorMessage } from '../../contract/visitor.ts';
import type { Start, ToLoader } from '../bridge.ts';
import type { Answer, Api } from './api.ts';
import { type ChatState, createChat } from './chat.ts';
import type { Socket } from './live.ts';
import { testStore, testTimer } from './testing.ts';

const inbox = '0198a000-0000-7000-8000-000000000000';

/** The far side: people with threads, tokens that open them, signed tokens that name them. */
function modelServer() {
  const threads = new Map<string, VisitorMessage[]>();
  const owners = new Map<string, string>();
  const sockets = new Set<Socket>();
  const ended = new Set<string>();
  const introduced: [owner: string, said: object][] = [];
  let count = 0;
  let isDown = false;

  function begin(owner: string) {
    count += 1;
    const token = `token-${count}`;
    owners.set(token, owner);
    if (!threads.has(owner)) threads.set(owner, []);
    return token;
  }
  function add(owner: string, from: 'visitor' | 'team', text: string, id = `${from}-${count}-${text}`) {
    const thread = threads.get(owner) ?? [];
    const found = thread.find((message) => message.id === id);
    if (found) return found;
    const time = `2026-01-01T00:00:${String(threads.size * 10 + thread.length).padStart(2, '0')}.000000Z`;
    const message: VisitorMessage = {
      id,
      text,
      from,
      authorName: from === 'team' ? 'Ana' : null,
      occurredAt: time,
    };
    threads.set(owner, [...thread, message]);
    return message;
  }
  const down = { kind: 'later', waitMilliseconds: 0 } as const;
  const unknown = { kind: 'unauthenticated', why: 'This session is over.' } as const;
  async function as<T>(token: string, work: (owner: string) => T): Promise<Answer<T>> {
    const owner = owners.get(token);
    if (isDown) return down;
    return owner === undefined ? unknown : { kind: 'done', value: work(owner) };
  }
  const userOf = (identityToken: string) => /^signed:(.+)$/.exec(identityToken)?.[1];
  const refused = { kind: 'unauthenticated', why: 'The signature is wrong.' } as const;

  const api: Api = {
    listPromises: async () => ({ kind: 'done', value: { data: [] } }),
    react: async () => ({ kind: 'done', value: undefined }),
    readFace: async () => ({ kind: 'refused', why: 'not asked here' }),
    async startSession({ identityToken }) {
      if (isDown) return down;
      if (identityToken !== undefined && !userOf(identityToken)) return refused;
      const user = identityToken === undefined ? undefined : userOf(identityToken);
      const token = begin(user ?? `anonymous-${count}`);
      return { kind: 'done', value: { token, verified: user !== undefined, name: null } };
    },
    async identify(token, identityToken) {
      const user = userOf(identityToken);
      if (isDown) return down;
      const owner = owners.get(token);
      if (owner === undefined) return unknown;
      if (user === undefined) return refused;
      const isOther = !owner.startsWith('anonymous') && owner !== user;
      if (!isOther && owner !== user) {
        threads.set(user, [...(threads.get(user) ?? []), ...(threads.get(owner) ?? [])]);
        owners.set(token, user);
      }
      return { kind: 'done', value: { token: isOther ? begin(user) : token, verified: true, name: null } };
    },
    listMessages: (token) =>
      as(token, (owner) => ({
        data: (threads.get(owner) ?? []).toReversed(),
        next: null,
        position: '1.1.1',
        readUntil: null,
        endedAt: ended.has(owner) ? '9' : null,
      })),
    introduce: (token, said) => as(token, (owner) => introduced.push([owner, said])),
    end: (token) => as(token, (owner) => ended.add(owner)),
    tellReceipt: async () => ({ kind: 'done', value: undefined }),
    signPath: async () => down,
    uploadFile: async () => down,
    postMessage: (token, { id, text }) => as(token, (owner) => add(owner, 'visitor', text, id)),
  };
  return {
    api,
    begin,
    add,
    threads,
    introduced,
    end: (token: string) => owners.delete(token),
    down(value: boolean) {
      isDown = value;
      for (const socket of sockets) if (isDown) hangUp(socket);
    },
    openSocket(): Socket {
      const socket = quietSocket(() => isDown);
      sockets.add(socket);
      return socket;
    },
  };
}

function hangUp(socket: { onclose: unknown }): void {
  (socket.onclose as ((event: { code: number }) => void) | null)?.({ code: 1006 });
}

/** A connection on which nothing happens. */
function quietSocket(isDown: () => boolean): Socket {
  const ready = { data: '{"type":"ready","position":"1.1.1"}' } as MessageEvent;
  const socket = {
    onopen: () => {},
    onmessage: (_event: MessageEvent) => {},
    readyState: 1,
    onclose: null as ((event: CloseEvent) => void) | null,
    send: (text: string) => text.includes('resume') && socket.onmessage(ready),
    close() {},
  };
  queueMicrotask(() => (isDown() ? hangUp(socket) : socket.onopen()));
  return socket as unknown as Socket;
}

function frame(server: ReturnType<typeof modelServer>, start: Partial<Start> = {}, random = () => 0.5) {
  const timer = testTimer(random);
  const store = testStore();
  const warnings: string[] = [];
  let state: ChatState | undefined;
  const chat = createChat(
    { inbox, locale: 'en', token: null, seen: null, unsent: [], identity: null, allowed: false, ...start },
    {
      api: server.api,
      openSocket: server.openSocket,
      language: 'en-GB',
      tell: store.tell,
      warn: (text) => warnings.push(text),
      draw: (next) => {
        state = next;
      },
      timer,
      isVisible: () => true,
      isOnline: () => true,
    },
  );
  chat.begin();
  const told = (type: ToLoader['type']) => store.heard.filter((message) => message.type === type);
  return {
    chat,
    timer,
    warnings,
    told,
    store,
    settle: () => timer.pass(2_000),
    texts: () => state?.messages.map(({ text }) => text),
    state: () => state as ChatState,
  };
}

test('asks for no session before there is a reason', async () => {
  const server = modelServer();
  const { chat, settle, told } = frame(server);
  chat.heard({ type: 'shown', open: true, compact: false });
  await settle();
  expect(server.threads.size).toBe(0);
  expect(told('token')).toEqual([]);
});

test('begins a session with the first message', async () => {
  const server = modelServer();
  const page = frame(server);
  page.chat.actions.send('Hello');
  expect(page.state().unsent).toHaveLength(1);
  await page.settle();
  expect(page.texts()).toEqual(['Hello']);
  expect(page.state().unsent).toEqual([]);
  expect(page.told('token')).toEqual([{ type: 'token', token: 'token-1' }]);
  expect(page.store.unsent()).toEqual([]);
});

test('shows a named user their thread when the widget is opened, not before', async () => {
  const server = modelServer();
  server.begin('maria');
  server.add('maria', 'team', 'Welcome back');
  const page = frame(server, { identity: 'signed:maria' });
  await page.settle();
  expect(page.texts()).toEqual([]);
  page.chat.heard({ type: 'shown', open: true, compact: false });
  await page.settle();
  expect(page.texts()).toEqual(['Welcome back']);
});

test('goes on as before when a signed token is refused', async () => {
  const server = modelServer();
  const token = server.begin('anonymous-x');
  server.add('anonymous-x', 'team', 'Hi');
  server.begin('maria');
  server.add('maria', 'team', 'secret');
  const page = frame(server, { token });
  await page.settle();
  page.chat.heard({ type: 'identify', token: 'forged:maria' });
  await page.settle();
  expect(page.texts()).toEqual(['Hi']);
  expect(page.warnings).toHaveLength(1);
  const fresh = frame(server, { identity: 'forged:maria', allowed: true });
  fresh.chat.actions.send('Hello');
  await fresh.settle();
  expect(fresh.texts()).toEqual(['Hello']);
  expect(fresh.warnings).toHaveLength(1);
});

test('shows another user nothing of the one before, and sends nothing in their name', async () => {
  const server = modelServer();
  const token = server.begin('maria');
  server.add('maria', 'team', 'for Maria');
  const unsent = [{ id: 'of-maria', text: 'from Maria', at: 1 }];
  server.down(true);
  const page = frame(server, { token, unsent, identity: 'signed:joao' });
  await page.settle();
  expect(page.texts()).toEqual([]);
  server.down(false);
  await page.timer.pass(120_000);
  expect(page.texts()).toEqual([]);
  expect(server.threads.get('joao')).toEqual([]);
  expect(server.threads.get('maria')).toHaveLength(1);
  expect(page.told('token')).toEqual([{ type: 'token', token: 'token-2' }]);
  expect(page.told('drop')).toEqual([{ type: 'drop', id: 'of-maria' }]);
});

test('keeps what an anonymous visitor wrote when they become known', async () => {
  const server = modelServer();
  server.begin('maria');
  server.add('maria', 'team', 'Welcome back');
  const page = frame(server);
  page.chat.actions.send('Hello');
  await page.settle();
  page.chat.heard({ type: 'identify', token: 'signed:maria' });
  await page.settle();
  expect(page.texts()?.toSorted()).toEqual(['Hello', 'Welcome back']);
  expect(page.told('token').at(-1)).toEqual({ type: 'token', token: 'token-2' });
});

test('finds a new session when the old one has ended, and loses no message', async () => {
  const server = modelServer();
  const token = server.begin('anonymous-x');
  server.add('anonymous-x', 'team', 'old');
  const page = frame(server, { token });
  await page.settle();
  server.end(token);
  page.chat.actions.send('Still there?');
  await page.settle();
  expect(page.texts()).toEqual(['Still there?']);
  expect(page.told('token')).toEqual([
    { type: 'token', token: null },
    { type: 'token', token: 'token-2' },
  ]);
});

test('a named user whose session has ended gets one of their own', async () => {
  const server = modelServer();
  server.begin('maria');
  server.add('maria', 'team', 'Welcome back');
  const page = frame(server, { token: 'token-of-long-ago', identity: 'signed:maria', allowed: true });
  await page.settle();
  expect(page.texts()).toEqual(['Welcome back']);
  expect(page.warnings).toEqual([]);
});

test('joins the session that another tab began', async () => {
  const server = modelServer();
  const page = frame(server);
  const token = server.begin('anonymous-x');
  server.add('anonymous-x', 'visitor', 'from the other tab');
  page.chat.heard({ type: 'stored', token, seen: null });
  await page.settle();
  expect(page.texts()).toEqual(['from the other tab']);
});

test('waits for the network with what was written, also over a reload', async () => {
  const server = modelServer();
  server.down(true);
  const page = frame(server);
  page.chat.actions.send('one');
  page.chat.actions.send('two');
  await page.settle();
  expect(page.state().isOffline).toBe(true);
  const again = frame(server, { unsent: page.store.unsent() });
  server.down(false);
  await again.timer.pass(60_000);
  expect(again.texts()).toEqual(['one', 'two']);
  expect(again.state().isOffline).toBe(false);
});

test('is connected again as soon as a message has got through, and sends as soon as it is connected', async () => {
  for (const outage of [70_000, 80_000, 95_000]) {
    const server = modelServer();
    let draws = 0;
    const page = frame(server, {}, () => [0.1, 0.9, 0.6][draws++ % 3] ?? 0);
    page.chat.actions.send('one');
    await page.settle();
    expect(page.state().isOffline).toBe(false);
    server.down(true);
    page.chat.actions.send('two');
    await page.timer.pass(outage);
    expect(page.state().isOffline).toBe(true);
    server.down(false);
    const isBack = () => page.texts()?.includes('two') || !page.state().isOffline;
    while (!isBack()) await page.timer.step();
    await page.timer.pass(500);
    expect(page.texts()).toEqual(['one', 'two']);
    expect(page.state().isOffline).toBe(false);
  }
});

test('counts what is unread until somebody looks', async () => {
  const server = modelServer();
  const token = server.begin('anonymous-x');
  server.add('anonymous-x', 'visitor', 'Hello');
  server.add('anonymous-x', 'team', 'Hi');
  const page = frame(server, { token });
  await page.settle();
  expect(page.told('unread')).toEqual([{ type: 'unread', count: 1 }]);
  expect(page.told('seen')).toEqual([]);
  page.chat.heard({ type: 'shown', open: true, compact: false });
  await page.settle();
  expect(page.told('unread').at(-1)).toEqual({ type: 'unread', count: 0 });
  expect(page.told('seen')).toHaveLength(1);
});

test('an ended conversation can’t be ended again, and is one again with the next message', async () => {
  const server = modelServer();
  const page = frame(server);
  await page.settle();
  expect(await page.chat.actions.end()).toBe(false);
  page.chat.actions.send('Hello');
  expect(page.state().canEnd).toBe(false);
  await page.settle();
  expect(page.state()).toMatchObject({ canEnd: true, isEnded: false });
  server.down(true);
  expect(await page.chat.actions.end()).toBe(false);
  expect(page.state().isEnded).toBe(false);
  server.down(false);
  expect(await page.chat.actions.end()).toBe(true);
  expect(page.state()).toMatchObject({ canEnd: false, isEnded: true });
  page.chat.actions.send('Once more');
  await page.settle();
  expect(page.texts()).toEqual(['Hello', 'Once more']);
  expect(page.state()).toMatchObject({ canEnd: true, isEnded: false });
});

test('what a new visitor answered goes along with the first message, over a reload too, and once', async () => {
  const server = modelServer();
  const page = frame(server);
  await page.settle();
  expect(page.state().isNew).toBe(true);
  server.down(true);
  page.chat.actions.introduce({ name: 'Maria' });
  page.chat.actions.send('Hello');
  page.chat.actions.send('Anybody?');
  expect(page.state().isNew).toBe(false);
  await page.settle();
  expect(server.introduced).toEqual([]);
  const kept = page.store.unsent();

  server.down(false);
  const later = frame(server, { unsent: kept });
  await later.settle();
  expect(later.texts()).toEqual(['Hello', 'Anybody?']);
  expect(server.introduced.map(([, said]) => said)).toEqual([{ name: 'Maria' }]);
  expect(later.state().isNew).toBe(false);
});

test('nobody is new whom the site names, or who was here before', async () => {
  const server = modelServer();
  const named = frame(server, { identity: 'signed:maria' });
  await named.settle();
  expect(named.state().isNew).toBe(false);
  const before = frame(server, { token: server.begin('anonymous-y') });
  await before.settle();
  expect(before.state().isNew).toBe(false);
});
