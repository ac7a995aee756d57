import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { accountEndpoints as endpoints } from '../../contract/accounts.ts';
import { follow } from '../ledger/index.ts';
import { createJobs, type Jobs } from '../platform/jobs/index.ts';
import { createLogger } from '../platform/log/index.ts';
import { createMailer, type Mailer } from '../platform/mailer/index.ts';
import { type ReceivedMail, startMailServer, type TestMailServer } from '../platform/mailer/testing.ts';
import type { CreatedOwner } from './create-owner.ts';
import { accountMail, accountTasks } from './mail.ts';
import { resetLink } from './resets.ts';
import {
  type Accounts,
  audit,
  browser,
  ownerLogin,
  startAccounts,
  testPublicUrl,
  testSecretKey,
} from './testing.ts';

const links = { secretKey: testSecretKey, publicUrl: testPublicUrl };
const log = createLogger({ level: 'silent' });

let server: TestMailServer;
let mailer: Mailer;
let jobs: Jobs;
let accounts: Accounts;
let owner: CreatedOwner;

beforeAll(async () => {
  server = await startMailServer();
  mailer = createMailer({ smtpUrl: server.url, mailFrom: 'rapport@shop.example' });
  accounts = await startAccounts(inject('testCluster'), (db) => {
    jobs = createJobs(db, log, accountTasks({ ...links, db, mailer }));
    return { jobs };
  });
  owner = await accounts.createOwner('Acme');
});
afterAll(async () => {
  await jobs.stop();
  mailer.close();
  await server.close();
  await accounts.close();
});

/** Runs the follower until the mail of its job has come. */
async function nextMail(workspaceId = owner.workspaceId): Promise<ReceivedMail> {
  const arrived = async () => {
    await follow(accounts.db, log, accountMail(jobs), workspaceId);
    if (server.received.length === 0) throw new Error('no mail yet');
  };
  await vi.waitFor(arrived, { timeout: 15_000, interval: 50 });
  return server.received.splice(0, 1)[0] as ReceivedMail;
}

const tokenIn = (mail: ReceivedMail) => mail.text.match(/token=([\w-]+)/)?.[1] ?? '';

test('an invitation goes out by mail, and only by mail', async () => {
  const invited = await browser(accounts).ask(endpoints.inviteMember, {
    key: owner.apiKey,
    body: { email: 'bo@example.com', role: 'agent' },
    // Whatever a request says of hosts: links begin with the configured address.
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
  });
  expect(invited.json().link).toBeNull();
  const listed = await browser(accounts).ask(endpoints.listInvitations, { key: owner.apiKey });
  expect(listed.json().data[0].link).toBeNull();
  const mail = await nextMail();
  expect(mail.recipients).toEqual(['bo@example.com']);
  expect(mail.headers).toMatchObject({ subject: 'Join Acme on Rapport', 'auto-submitted': 'auto-generated' });
  expect(mail.text).toContain(`${testPublicUrl}/invitation?token=`);
  expect(mail.html).toContain(`href="${testPublicUrl}/invitation?token=${tokenIn(mail)}"`);
  expect(`${mail.text}${mail.html}`).not.toContain('evil');
  const body = { token: tokenIn(mail), name: 'Bo', password: 'a password of bo' };
  expect((await browser(accounts).ask(endpoints.acceptInvitation, { body })).statusCode).toBe(201);
});

test("mails speak the workspace's language and show names as they are typed", async () => {
  const body = { name: '<b>Chá & Cia</b>\u202e', locale: 'pt-BR' };
  await browser(accounts).ask(endpoints.updateWorkspace, { key: owner.apiKey, body });
  const invite = { key: owner.apiKey, body: { email: 'cleo@example.com', role: 'agent' } };
  await browser(accounts).ask(endpoints.inviteMember, invite);
  const mail = await nextMail();
  expect(mail.headers.subject).toContain('Convite para a equipe');
  expect(mail.html).toContain('&lt;b&gt;Chá &amp; Cia&lt;/b&gt;');
  expect(mail.html).not.toContain('<b>');
  expect(mail.html).toContain('lang="pt-BR"');
  await browser(accounts).ask(endpoints.updateWorkspace, {
    key: owner.apiKey,
    body: { name: 'Acme', locale: 'zh-CN' },
  });
  await browser(accounts).ask(endpoints.requestPasswordReset, { body: { email: ownerLogin.email } });
  expect((await nextMail()).headers.subject).toBe('重设您的 Rapport 密码');
});

test('a forgotten password: the same answer for any address, a mail for one that a member has', async () => {
  const ask = (email: string) => browser(accounts).ask(endpoints.requestPasswordReset, { body: { email } });
  const [known, unknown] = [await ask(ownerLogin.email), await ask('nobody@example.com')];
  expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body]);
  const mail = await nextMail();
  expect(mail.recipients).toEqual([ownerLogin.email]);
  const body = { token: tokenIn(mail), password: ownerLogin.password };
  expect((await browser(accounts).ask(endpoints.resetPassword, { body })).statusCode).toBe(204);
  expect(server.received).toEqual([]);
});

test("what the operator has printed is not mailed; what a member makes for another goes to the other's address", async () => {
  await resetLink(accounts.db, links, ownerLogin.email);
  const params = { id: owner.memberId };
  const made = await browser(accounts).ask(endpoints.createResetLink, { key: owner.apiKey, params });
  expect(made.json().link).toBeNull();
  const mail = await nextMail();
  expect(mail.recipients).toEqual([ownerLogin.email]);
  const requested = await audit(accounts.db, owner.workspaceId, 'member.reset_requested');
  expect(mail.headers['message-id']).toBe(`<reset-${requested[0]?.payload.resetId}@shop.example>`);
  expect(requested[1]?.source.name).toBe('command');
  expect(server.received).toEqual([]);
});

test('somebody who types an address again and again fills nobody’s mailbox', async () => {
  for (let tries = 0; tries < 12; tries++) {
    const body = { email: 'bo@example.com' };
    expect((await browser(accounts).ask(endpoints.requestPasswordReset, { body })).statusCode).toBe(202);
  }
  for (let mails = 0; mails < 5; mails++) await nextMail();
  const requested = await audit(accounts.db, owner.workspaceId, 'member.reset_requested');
  expect(requested.filter((entry) => entry.payload.memberId !== owner.memberId)).toHaveLength(5);
});
