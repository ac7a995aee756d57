/** A mailbox of a real mail server becomes conversations, and its inbox says how it does. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request, startTestServer, type TestServer } from '../../server/app/testing.ts';
import { testMailboxStore } from '../../server/channels/email/imap/testing.ts';
import { databaseStore } from '../../server/channels/email/testing.ts';
import { type Dovecot, dovecotMissing, startDovecot } from '../support/dovecot.ts';
import { type MailDesk, openMailDesk } from '../support/mail-desk.ts';

let stored: TestServer;
beforeAll(async () => {
  stored = await startTestServer(inject('testCluster'));
});
afterAll(() => stored.close());

testMailboxStore('in the database', async () => {
  const { db, owner } = stored;
  const { workspaceId } = owner;
  return databaseStore({ db }, { workspaceId, inboxId: randomUUID() }, () => undefined);
});

if (dovecotMissing) console.warn(`Skipped: ${dovecotMissing}.`);
const patience = { timeout: 30_000, interval: 100 };

describe.skipIf(dovecotMissing)('a mailbox', () => {
  let desk: MailDesk;
  let mailbox: Dovecot;
  beforeAll(async () => {
    mailbox = await startDovecot();
    desk = await openMailDesk(inject('testCluster'));
  });
  afterAll(async () => {
    await desk.close();
    await mailbox.end();
  });

  const receiving = (folder = 'INBOX') => ({
    ...{ host: '127.0.0.1', port: mailbox.port, security: 'none', user: mailbox.user },
    ...{ folder, startAt: 'all' },
  });
  const health = async (id: string) => {
    const { url, owner } = desk.server;
    return (await request(url, owner.apiKey, endpoints.readMailHealth, { params: { id } })).body;
  };
  const change = async (id: string, body: object) => {
    const { url, owner } = desk.server;
    const answer = await request(url, owner.apiKey, endpoints.updateInbox, {
      params: { id },
      body: body as never,
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };

  test('what lies there and what comes become conversations; every mail is accounted for', async () => {
    const subjects = Array.from({ length: 12 }, (_, at) => `Question ${at}`);
    for (const [at, subject] of subjects.entries())
      await mailbox.deliver(await desk.write({ from: `person${at}@client.example`, subject }));
    const id = await desk.addInbox('box@shop.example', { receiving: receiving() });
    await change(id, { password: mailbox.password });
    await expect.poll(async () => (await health(id)).recorded, patience).toBe(12);
    await mailbox.deliver(await desk.write({ from: 'late@client.example', subject: 'Late' }));
    await expect.poll(async () => (await health(id)).recorded, patience).toBe(13);
    const shown = (await desk.conversations()).map(({ subject }) => subject);
    for (const subject of [...subjects, 'Late']) expect(shown).toContain(subject);
    await expect.poll(async () => (await health(id)).onServer, patience).toBe(13);
    expect(await health(id)).toMatchObject({ gap: 0, trouble: null, quarantined: 0, rejected: 0 });

    // A password that is accepted no longer is told; one that is accepted again takes that back, and nothing is missed.
    await change(id, { password: 'another' });
    await expect.poll(async () => (await health(id)).trouble, patience).toBe('credentials');
    await mailbox.deliver(await desk.write({ from: 'away@client.example', subject: 'While away' }));
    await change(id, { password: mailbox.password });
    await expect.poll(async () => (await health(id)).recorded, patience).toBe(14);
    expect((await health(id)).trouble).toBe(null);

    const { url, owner } = desk.server;
    const body = { after: '2020-01-01T00:00:00Z', before: '2100-01-01T00:00:00Z' };
    const asked = await request(url, owner.apiKey, endpoints.fillMailRange, { params: { id }, body });
    expect([asked.status, asked.body.isFilling]).toEqual([202, true]);
    await expect.poll(async () => (await health(id)).filled, patience).toBe(0);
    expect((await health(id)).recorded).toBe(14);
  }, 90_000);

  test('each step of connecting one is tried, and says what is wrong', async () => {
    const { url, owner, mails } = { ...desk.server, mails: desk.mails };
    const sending = {
      host: '127.0.0.1',
      port: Number(new URL(mails.url).port),
      security: 'none' as const,
      user: 'help',
    };
    const attempt = async (more: object, password = mailbox.password) => {
      const given = { receiving: { ...receiving(), ...more }, sending, password };
      const { body } = await request(url, owner.apiKey, endpoints.tryMailbox, { body: given as never });
      return body;
    };
    const well = await attempt({});
    const notDone = well.steps.filter(({ state }) => state !== 'ok');
    // Neither is encrypted here, and nothing else is left out.
    expect(notDone.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'receiving-secure skipped',
      'sending-secure skipped',
    ]);
    expect(well.messages).toBeTypeOf('number');
    const faults = async (more: object, password?: string) =>
      (await attempt(more, password)).steps.flatMap(({ step, fault }) => (fault ? [`${step} ${fault}`] : []));
    expect(await faults({}, 'wrong')).toEqual([
      'receiving-sign-in credentials',
      'sending-sign-in credentials',
    ]);
    expect(await faults({ folder: 'Nowhere' })).toEqual(['receiving-folder no-folder']);
    expect(await faults({ port: 1 })).toEqual(['receiving-connect refused']);
    expect(await faults({ host: '10.0.0.1' })).toEqual(['receiving-host inside-network']);
    expect(await faults({ host: '169.254.169.254' })).toEqual(['receiving-host inside-network']);
    expect(await faults({ port: mailbox.tlsPort, security: 'tls' })).toEqual([
      'receiving-secure certificate-self-signed',
    ]);
    expect(await faults({ security: 'starttls', port: Number(new URL(mails.url).port) })).toHaveLength(1);
  });
});
