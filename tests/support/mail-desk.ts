/** A workspace with a mailbox: mails are handed to it as a mail server would, and a real one takes what goes out. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { expect } from 'vitest';
import type { Conversation, Message } from '../../contract/conversations.ts';
import { apiPrefix, endpoints } from '../../contract/endpoints.ts';
import type { MailRecord } from '../../contract/mail.ts';
import { request, startTestServer, type TestServer } from '../../server/app/testing.ts';
import { startMailServer, type TestMailServer } from '../../server/platform/mailer/testing.ts';

export type MailDesk = {
  server: TestServer;
  mails: TestMailServer;
  inboxId: string;
  address: string;
  /** Hands a raw mail over and waits until it was read. */
  take: (raw: string | Buffer, inboxId?: string) => Promise<MailRecord>;
  /** The same with several, which are read in this order. */
  takeAll: (raws: readonly string[]) => Promise<MailRecord[]>;
  /** A mail as a mail program writes it, signed by its sender's domain unless `unsigned`. */
  write: (mail: WrittenMail) => Promise<string>;
  messages: (conversationId: string) => Promise<Message[]>;
  conversations: () => Promise<Conversation[]>;
  reply: (conversationId: string, text: string, more?: object) => Promise<Message>;
  /** Another mailbox of the workspace. */
  addInbox: (address: string, settings?: object) => Promise<string>;
  close: () => Promise<void>;
};

export type WrittenMail = {
  from: string;
  to?: string;
  cc?: string;
  subject?: string;
  text?: string;
  html?: string;
  inReplyTo?: string;
  references?: string[];
  replyTo?: string;
  messageId?: string;
  headers?: Record<string, string>;
  attachments?: object[];
  unsigned?: boolean;
};

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

/** The DNS of the world in which these mails are sent: every domain signs with one key, and asks for alignment. */
export async function resolver(name: string, type: string): Promise<string[][]> {
  if (type === 'TXT' && name.startsWith('test._domainkey.')) return [[`v=DKIM1; k=rsa; p=${publicKey}`]];
  if (type === 'TXT' && name.startsWith('_dmarc.')) return [['v=DMARC1; p=reject']];
  throw Object.assign(new Error('queryTxt ENOTFOUND'), { code: 'ENOTFOUND' });
}

export async function openMailDesk(
  cluster: { adminUrl: string; serverUrl: string },
  { settings = {}, now, config = {} }: { settings?: object; now?: () => Date; config?: object } = {},
): Promise<MailDesk> {
  const mails = await startMailServer();
  const server = await startTestServer(
    cluster,
    { mailNetworks: ['127.0.0.0/8'], mailResolver: resolver, trustProxy: ['loopback'], ...config },
    now,
  );
  const { url, owner } = server;
  const port = Number(new URL(mails.url).port);
  const sending = { host: '127.0.0.1', port, security: 'none', user: 'help' };
  const addInbox = async (address: string, more: object = {}): Promise<string> => {
    const { status, body } = await request(url, owner.apiKey, endpoints.createInbox, {
      body: {
        name: 'Mail',
        channel: 'email',
        settings: { address, senderName: 'Shop', sending, plusAddressing: true, ...more } as never,
        password: 'secret',
      },
    });
    expect(status, JSON.stringify(body)).toBe(201);
    return body.id;
  };
  const address = 'help@shop.example';
  const inboxId = await addInbox(address, settings);
  const read = async (id: string, where: string): Promise<MailRecord> => {
    const list = await request(url, owner.apiKey, endpoints.listMails, {
      params: { id: where },
      query: { limit: 100 },
    });
    const found = list.body.data.find((mail) => mail.id === id);
    if (!found) throw new Error('A mail that was taken is listed.');
    return found;
  };
  const takeAll = async (raws: readonly string[]): Promise<MailRecord[]> => {
    const ids: string[] = [];
    for (const raw of raws) ids.push((await postMail(url, owner.apiKey, inboxId, raw)).body.id);
    const list = { params: { id: inboxId }, query: { limit: 100 } };
    const listed = async () => {
      const { data } = (await request(url, owner.apiKey, endpoints.listMails, list as never)).body;
      return ids.flatMap((id) => data.find((mail) => mail.id === id) ?? []);
    };
    const waiting = async () => (await listed()).filter(({ state }) => state === 'waiting').length;
    await expect.poll(waiting, { timeout: 60_000, interval: 100 }).toBe(0);
    return listed();
  };
  const take = async (raw: string | Buffer, where = inboxId): Promise<MailRecord> => {
    const { status, body } = await postMail(url, owner.apiKey, where, raw);
    expect([200, 201], JSON.stringify(body)).toContain(status);
    const state = async () => (await read(body.id, where)).state;
    await expect.poll(state, { timeout: 40_000, interval: 40 }).not.toBe('waiting');
    return read(body.id, where);
  };
  return {
    ...{ server, mails, inboxId, address, take, takeAll, addInbox },
    write: (mail) => written({ to: address, ...mail }),
    messages: async (id) =>
      (
        await request(url, owner.apiKey, endpoints.listMessages, {
          params: { id },
          query: { limit: 100 } as never,
        })
      ).body.data,
    conversations: async () =>
      (await request(url, owner.apiKey, endpoints.listConversations, { query: { limit: 100 } as never })).body
        .data,
    reply: async (id, text, more = {}) => {
      const { status, body } = await request(url, owner.apiKey, endpoints.postMessage, {
        params: { id },
        body: { text, ...more } as never,
      });
      expect(status, JSON.stringify(body)).toBe(201);
      return body;
    },
    close: async () => {
      await server.close();
      await mails.close();
    },
  };
}

/** Hands a raw mail to an inbox. */
export async function postMail(
  url: string,
  apiKey: string,
  inboxId: string,
  raw: string | Buffer,
): Promise<{ status: number; body: MailRecord }> {
  const answer = await fetch(`${url}${apiPrefix}/inboxes/${inboxId}/mails`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/octet-stream' },
    body: Buffer.from(raw),
  });
  return { status: answer.status, body: (await answer.json()) as MailRecord };
}

/** The bytes of a mail, signed. */
export async function written({ unsigned = false, from, ...mail }: WrittenMail): Promise<string> {
  const domain = from.match(/@([^\s<>@]+?)>?$/)?.[1] ?? 'nowhere.example';
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({
    messageId: `<${randomUUID()}@${domain}>`,
    text: 'Hello',
    subject: 'Hello',
    ...mail,
    from,
    ...(unsigned ? {} : { dkim: { domainName: domain, keySelector: 'test', privateKey } }),
  } as never);
  return (message as unknown as Buffer).toString('utf8');
}
