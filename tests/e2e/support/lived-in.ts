/** A workspace in which people have been at work: something for every screen to show. */
import { randomUUID } from 'node:crypto';
import { endpoints } from '../../../contract/endpoints.ts';
import { request } from '../../../server/app/testing.ts';
import { identityTokenFor } from '../../support/identity-token.ts';
import { addVisitor } from '../../support/people.ts';
import type { Site } from './site.ts';

export type LivedIn = {
  /** With a long thread, notes among it, of a customer who has done everything once. */
  conversationId: string;
  customerId: string;
  visitorToken: string;
  invitationToken: string;
};

/** Fills a workspace through the API. */
export async function liveIn(site: Site): Promise<LivedIn> {
  const { apiKey, inboxId } = site.owner;
  const visitorToken = await talkAsWei(site);
  for (const [name, text] of strangers) {
    const identityToken = await identityTokenFor(site.owner, `user-${name}`, { name });
    await write(site, await addVisitor(site.url, inboxId, identityToken), text);
  }
  await write(site, await addVisitor(site.url, inboxId), 'Oi! Vocês entregam em Pinheiros?');
  const list = await request(site.url, apiKey, endpoints.listConversations, { query: {} });
  const weis = list.body.data.find(({ customer }) => customer.name === 'Wei 陈伟');
  if (!weis) throw new Error('Wei has written.');
  const { id: conversationId, customer } = weis;
  await answerWei(site, conversationId, customer.id);
  const other = list.body.data.find(({ id }) => id !== conversationId);
  if (other) await request(site.url, apiKey, endpoints.closeConversation, { params: { id: other.id } });
  const invited = await request(site.url, apiKey, endpoints.inviteMember, {
    body: { email: 'new-colleague-with-a-long-address@bakery.example.com', role: 'agent' },
  });
  const invitationToken = new URL(invited.body.link ?? '').searchParams.get('token') ?? '';
  return { conversationId, customerId: customer.id, visitorToken, invitationToken };
}

const strangers = [
  [
    'Maximiliane Freifrau von Habsburg-Lothringen',
    'Könnte ich bitte eine sehr lange Frage stellen? '.repeat(8),
  ],
  [
    'João',
    'https://shop.example/orders/2026/11/21/a-very-long-address-without-any-place-to-break-it-in-two-lines',
  ],
  ['محمد', 'مرحبا، هل المتجر مفتوح يوم الأحد؟'],
] as const;

async function talkAsWei(site: Site): Promise<string> {
  const claims = {
    name: 'Wei 陈伟',
    email: 'wei@example.com',
    email_verified: true,
    phone: '+8613800138000',
  };
  const identityToken = await identityTokenFor(site.owner, 'user-8', claims);
  const token = await addVisitor(site.url, site.owner.inboxId, identityToken);
  for (const page of ['Home', 'Cakes and pastries for every day of the year', 'Checkout']) {
    await request(site.url, token, endpoints.recordPageView, {
      body: { id: randomUUID(), url: `${site.shop}/${page.length}`, title: page, referrer: null },
    });
  }
  await write(site, token, '你好，请问星期天营业吗？');
  await write(site, token, 'Sorry: are you open on Sunday?\n\nAnd do you have a cake for twelve?');
  return token;
}

async function answerWei(site: Site, conversationId: string, customerId: string): Promise<void> {
  const { apiKey, memberId } = site.owner;
  const params = { id: conversationId };
  const say = (text: string, note: boolean) =>
    request(site.url, apiKey, endpoints.postMessage, { params, body: { text, note } });
  await say('Yes, from eight to noon. See https://shop.example/hours for holidays.', false);
  await say('He ordered for the embassy last year.', true);
  await say('我们周日 8 点到 12 点营业。', false);
  await request(site.url, apiKey, endpoints.assignConversation, { params, body: { memberId } });
  const customer = { id: customerId };
  await request(site.url, apiKey, endpoints.logCall, {
    params: customer,
    body: {
      callDirection: 'inbound',
      durationSeconds: 240,
      outcome: 'answered',
      summary: 'Asked about nuts.',
    },
  });
  await request(site.url, apiKey, endpoints.logVisit, {
    params: customer,
    body: { place: 'Main Street', summary: 'Tasted three cakes, liked the second.' },
  });
}

async function write(site: Site, token: string, text: string): Promise<void> {
  const body = { id: randomUUID(), text };
  const answer = await request(site.url, token, endpoints.postVisitorMessage, { body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
}
