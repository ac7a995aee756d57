/** A connection that breaks loses nothing, doubles nothing and changes no order. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { realtimePath, replayEntriesMax, visitorRealtimePath } from '../contract/realtime.ts';
import { request, type TestServer } from '../server/app/testing.ts';
import { append, currentPosition, newId, readAfter } from '../server/ledger/index.ts';
import { inWorkspace } from '../server/platform/db/index.ts';
import { openWidget } from './support/clients.ts';
import { addVisitor, startServerBehindProxy } from './support/people.ts';
import { openSocket } from './support/sockets.ts';
import { dropSockets } from './torture/dropping.ts';

const times = 50;
const seed = 20_260_102;

let server: TestServer;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
});
afterAll(() => server.close());

test('sockets dropped at random moments: both sides end with what the server has', async () => {
  const dropped = await dropSockets(server, { times, seed });
  expect(dropped.messages).toBeGreaterThan(20);
}, 120_000);

test('who is too far behind is told to fetch again, and can follow from there', async () => {
  const { url, owner, db } = server;
  const token = await addVisitor(url, owner.inboxId);
  const widget = await openWidget(url, token);
  const post = (text: string) =>
    request(url, token, endpoints.postVisitorMessage, { body: { id: newId(), text } });
  await post('before');
  await widget.until((thread) => thread.length === 1);
  // A transaction of another test on the same cluster may hold the position back for a moment.
  const untold = async () => {
    const since = await inWorkspace(db, owner.workspaceId, currentPosition);
    const rest = await inWorkspace(db, owner.workspaceId, (tx) =>
      readAfter(tx, since, { limit: 1, unsettled: true }),
    );
    return { since, rest };
  };
  await expect.poll(async () => (await untold()).rest, { timeout: 10_000 }).toEqual([]);
  const { since } = await untold();
  const writeVisits = (count: number) =>
    inWorkspace(db, owner.workspaceId, async (tx) => {
      for (let n = 0; n < count; n++) {
        await append(tx, {
          kind: 'visit.logged',
          payload: { place: null, summary: String(n) },
          actor: { kind: 'system', id: null },
          direction: 'inbound',
          source: { name: 'test' },
        });
      }
    });

  await writeVisits(replayEntriesMax - 1);
  await post('not yet too far');
  for (const [path, key] of [
    [realtimePath, owner.apiKey],
    [visitorRealtimePath, token],
  ] as const) {
    const socket = await openSocket(url, path);
    socket.send({ type: 'authenticate', token: key });
    socket.send({ type: 'resume', since });
    await socket.until((frame) => frame.type === 'ready');
    expect(socket.frames.map(({ type }) => type)).not.toContain('reset');
    const count = socket.frames.flatMap<unknown>((frame) => frame.entries ?? frame.messages ?? []).length;
    expect(count).toBe(path === realtimePath ? replayEntriesMax : 1);
    socket.drop();
  }

  await writeVisits(1);
  for (const [path, key] of [
    [realtimePath, owner.apiKey],
    [visitorRealtimePath, token],
  ] as const) {
    const socket = await openSocket(url, path);
    socket.send({ type: 'authenticate', token: key });
    socket.send({ type: 'resume', since });
    await socket.until((frame) => frame.type === 'ready');
    expect(socket.frames.slice(0, 2).map(({ type }) => type)).toEqual(['reset', 'ready']);
    // From the position of `reset` on nothing is missing.
    const next = `after the reset, ${path}`;
    await post(next);
    await socket.until((frame) => JSON.stringify(frame.entries ?? frame.messages ?? '').includes(next));
    const again = await openSocket(url, path);
    again.send({ type: 'authenticate', token: key });
    again.send({ type: 'resume', since: socket.frames[0]?.position ?? null });
    await again.until((frame) => JSON.stringify(frame.entries ?? frame.messages ?? '').includes(next));
    expect(again.frames.map(({ type }) => type)).not.toContain('reset');
    socket.drop();
    again.drop();
  }
  widget.close();
});
