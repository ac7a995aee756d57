/** The password of a mailbox goes to the servers that it was given for, and nobody is told it. */

import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { freePort } from '../support/free-port.ts';
import { type MailDesk, openMailDesk } from '../support/mail-desk.ts';

let desk: MailDesk;
beforeAll(async () => {
  desk = await openMailDesk(inject('testCluster'));
});
afterAll(() => desk.close());

const ask: typeof request = (_url, _key, endpoint, input) =>
  request(desk.server.url, desk.server.owner.apiKey, endpoint, input);
const at = () => ({ id: desk.inboxId });

async function sending() {
  const { body } = await ask('', '', endpoints.listInboxes, {});
  const inbox = body.data.find(({ id }) => id === desk.inboxId);
  if (inbox?.channel !== 'email' || !inbox.settings.sending) throw new Error('There is a mailbox.');
  expect(JSON.stringify(body)).not.toContain('secret');
  return inbox.settings.sending;
}

test('a server of somebody else is not reached with it: neither by settings nor by trying', async () => {
  const known = await sending();
  const caught: string[] = [];
  const thief = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ password }, _, done) => {
      caught.push(password ?? '');
      done(null, { user: 'x' });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => thief.listen(port, '127.0.0.2', resolve));
  const elsewhere = { ...known, host: '127.0.0.2', port };
  const changed = await ask('', '', endpoints.updateInbox, {
    params: at(),
    body: { settings: { sending: elsewhere } },
  });
  expect(changed.status).toBe(400);
  expect(changed.body).toMatchObject({ errors: [{ path: 'body.password' }] });
  const tried = await ask('', '', endpoints.tryMailbox, {
    body: { inboxId: desk.inboxId, receiving: null, sending: elsewhere },
  });
  expect(tried.status).toBe(400);
  expect(await sending()).toEqual(known);

  const again = { params: at(), body: { settings: { sending: elsewhere }, password: 'another' } };
  expect((await ask('', '', endpoints.updateInbox, again)).status).toBe(200);
  const trial = await ask('', '', endpoints.tryMailbox, {
    body: { inboxId: desk.inboxId, receiving: null, sending: elsewhere },
  });
  expect(trial.body.steps.map(({ state }) => state)).toEqual(['ok', 'ok', 'skipped', 'ok']);
  expect(caught).toEqual(['another']);
  await new Promise<void>((resolve) => thief.close(resolve));
});

test('what is no server’s may change without it', async () => {
  const changed = await ask('', '', endpoints.updateInbox, {
    params: at(),
    body: { settings: { signature: 'Ana', sending: { ...(await sending()), user: 'somebody' } } },
  });
  expect(changed.status).toBe(200);
});

test('whoever tries again and again waits', async () => {
  const body = {
    receiving: null,
    sending: { host: '192.168.0.1', port: 587, security: 'tls' as const, user: 'x' },
    password: 'x',
  };
  let refused: number | undefined;
  for (let tries = 0; tries < 25 && refused === undefined; tries += 1) {
    const { status, body: answer } = await ask('', '', endpoints.tryMailbox, { body });
    if (status === 429) refused = tries;
    else expect(answer.steps[0]).toMatchObject({ state: 'failed', fault: 'inside-network' });
  }
  expect(refused).toBeGreaterThan(10);
});

test('only who may manage inboxes may try', async () => {
  const { status } = await request(desk.server.url, undefined, endpoints.discoverMailbox, {
    body: { address: 'a@gmail.com' },
  });
  expect(status).toBe(401);
});
