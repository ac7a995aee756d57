/** A workspace in which people have been at work: something for every screen to show. */
import { randomUUID } from 'node:crypto';
import { endpoints } from '../../../contract/endpoints.ts';
import { request } from '../../../server/app/testing.ts';
import { send as collect } from '../../support/collecting.ts';
import { identityTokenFor } from '../../support/identity-token.ts';
import { addVisitor } from '../../support/people.ts';
import { idsOf } from '../../support/workspaces.ts';
import type { Site } from './site.ts';

export type LivedIn = {
  /** With a long thread, notes among it, of a customer who has done everything once. */
  conversationId: string;
  customerId: string;
  visitorToken: string;
  invitationToken: string;
  companyId: string;
  segmentId: string;
  webhookId: string;
  importId: string;
  privacyRequestId: string;
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
  await sellToWei(site, customer.id);
  const companyId = await employ(site, [customer.id, ...list.body.data.map((one) => one.customer.id)]);
  await careForWei(site, customer.id, conversationId);
  const other = list.body.data.find(({ id }) => id !== conversationId);
  if (other) await request(site.url, apiKey, endpoints.closeConversation, { params: { id: other.id } });
  await triage(site, conversationId);
  for (const [name, value] of twice) {
    const body = { name, identities: [{ kind: 'phone' as const, value }] };
    await request(site.url, apiKey, endpoints.createCustomer, { body });
  }
  const invited = await request(site.url, apiKey, endpoints.inviteMember, {
    body: { email: 'new-colleague-with-a-long-address@bakery.example.com', role: 'agent' },
  });
  const invitationToken = new URL(invited.body.link ?? '').searchParams.get('token') ?? '';
  const others = await idsOf(site.url, site.owner, 'Padaria');
  await open(site, others);
  return { ...others, conversationId, customerId: customer.id, visitorToken, invitationToken, companyId };
}

/** Tags, a priority, a view, and something that rests. */
async function triage(site: Site, conversationId: string): Promise<void> {
  const { apiKey } = site.owner;
  const params = { id: conversationId };
  for (const [name, colour] of [
    ['批发 · atacado', 'blue'],
    ['Delivery', 'orange'],
    ['A tag with rather a long name', 'violet'],
    ['one more', 'grey'],
  ] as const) {
    const { body: tag } = await request(site.url, apiKey, endpoints.createTag, { body: { name, colour } });
    await request(site.url, apiKey, endpoints.tagConversation, { params: { ...params, tagId: tag.id } });
  }
  await request(site.url, apiKey, endpoints.prioritiseConversation, { params, body: { priority: 'urgent' } });
  await request(site.url, apiKey, endpoints.createView, {
    body: { name: 'Urgent wholesale', filter: { status: 'open', priorities: ['urgent'] }, shared: true },
  });
}

/** A team with two people in it, and hours with a night and two holidays. */
async function open(site: Site, { teamId, memberId }: { teamId: string; memberId: string }): Promise<void> {
  const { apiKey } = site.owner;
  for (const one of [memberId, site.owner.memberId]) {
    await request(site.url, apiKey, endpoints.addTeamMember, { params: { id: teamId, memberId: one } });
  }
  const day = [
    { from: '06:30', to: '12:00' },
    { from: '14:00', to: '19:00' },
  ];
  const hours = {
    timeZone: 'America/Sao_Paulo',
    week: [[], day, day, day, day, [{ from: '22:00', to: '02:00' }], []],
    holidays: [
      { date: '2026-09-07', name: 'Independência do Brasil', intervals: [] },
      { date: '2026-12-24', name: 'Véspera de Natal', intervals: [{ from: '07:00', to: '13:00' }] },
    ],
  };
  await request(site.url, apiKey, endpoints.setHours, { body: { hours } });
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

/** One person under two names. */
const twice = [
  ['Ana Souza de Albuquerque Cavalcanti', '+55 11 96123-4567'],
  ['ana', '+55 11 6123-4567'],
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

/** Six orders in two currencies, with everything that may become of one; and what he thought of it. */
async function sellToWei(site: Site, customerId: string): Promise<void> {
  const send = async (name: 'writeOrder' | 'writeReview', body: object) => {
    const answer = await request(site.url, site.owner.apiKey, endpoints[name], { body } as never);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  };
  const customer = { id: customerId };
  const cake = { name: 'Black Forest cake for twelve, without nuts', category: 'Cakes', unitPrice: 4_250 };
  const bun = { name: '豆沙包', category: '点心', quantity: 12, unitPrice: 150 };
  const order = { customer, currency: 'EUR', shipping: 490, lines: [{ ...cake, quantity: 1 }, bun] };
  for (const [index, status] of ['placed', 'paid', 'shipped', 'delivered', 'cancelled'].entries()) {
    const placedAt = `2026-0${index + 3}-04T09:00:00Z`;
    await send('writeOrder', {
      ...order,
      externalId: `2026-00${index}`,
      placedAt,
      status,
      occurredAt: placedAt,
    });
  }
  await send('writeOrder', {
    ...order,
    ...{
      externalId: 'market-stall-with-a-very-long-number-2026-10-24',
      currency: 'JPY',
      total: 3_000,
      shipping: 0,
    },
    ...{ placedAt: '2026-10-24T09:00:00Z', discount: 100 },
    refunds: [
      {
        externalId: 'r1',
        amount: 3_500,
        reason: 'The icing had melted.',
        occurredAt: '2026-10-25T09:00:00Z',
      },
    ],
  });
  await send('writeReview', {
    ...{ externalId: 'v1', customer, order: { externalId: '2026-003' }, product: { name: cake.name } },
    ...{ score: 5, title: '非常好', text: 'The second one was the best.' },
  });
}

/** Companies with everything that may be known of one, and one of which a browser has merely told. */
async function employ(site: Site, customerIds: readonly string[]): Promise<string> {
  const send = async (name: 'createCompany' | 'addCompanyPerson' | 'updateCompany', input: object) => {
    const answer = await request(site.url, site.owner.apiKey, endpoints[name], input as never);
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer.body as { id: string };
  };
  const { id } = await send('createCompany', {
    body: {
      ...{ name: '北京字节跳动科技有限公司 Embassy Catering', externalId: 'K-2031' },
      domains: ['a-very-long-domain-of-a-company-that-likes-words.example', 'embassy.example'],
      ...{ website: 'https://embassy.example/about-us', size: '120–500', address: '3 Hill Street\nBerlin' },
      note: 'Orders on Fridays. Invoices go to the other address.',
      attributes: { plan: 'gold', 'key account since': '2019' },
    },
  });
  const roles = ['Buys the cakes', null, 'Deputy head of everything that has to do with pastries', null];
  for (const [at, customerId] of [...new Set(customerIds)].entries()) {
    const role = roles[at % roles.length];
    await send('addCompanyPerson', { params: { id, customerId }, body: role ? { role } : {} });
  }
  for (const name of ['Padaria São João', 'Maximilian & Söhne Großhandelsgesellschaft für feine Backwaren']) {
    await send('createCompany', { body: { name } });
  }
  const gone = await send('createCompany', { body: { name: 'Closed long ago' } });
  await send('updateCompany', { params: { id: gone.id }, body: { archived: true } });
  const group = {
    messageId: randomUUID(),
    userId: 'user-8',
    groupId: 'claimed',
    traits: { name: 'Claimed Ltd' },
  };
  await collect(site.url, 'group', site.owner.writeKey, group);
  return id;
}

/** Tasks of every age, a reminder that nobody has seen, dates, notes, needs and attributes of every type. */
async function careForWei(site: Site, id: string, conversationId: string): Promise<void> {
  const send = async (name: keyof typeof endpoints, input: object) => {
    const answer = await request(site.url, site.owner.apiKey, endpoints[name] as never, input as never);
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer.body as { id: string };
  };
  const task = (what: string, more: object = {}) =>
    send('createTask', { body: { customerId: id, what, ...more } });
  const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
  await task('Send the offer for the wedding cake with three tiers and sugar flowers', {
    due: { date: days(-3) },
    remind: { kind: 'before', amount: 1, unit: 'days' },
    conversationId,
  });
  await task('Ask about nuts', { due: { date: days(0), time: '23:59', timeZone: 'UTC' } });
  await task('给使馆打电话', { due: { date: days(5) }, assigneeId: null });
  await task('Some day: show the new oven');
  const done = await task('Write down the address');
  await send('completeTask', { params: { id: done.id } });
  const params = { id };
  await send('setDate', { params, body: { dateKind: 'birthday', month: 2, day: 29, remindDays: 7 } });
  const soon = days(12);
  const [year, month, day] = soon.split('-').map(Number);
  const renewal = { dateKind: 'renewal', name: 'Embassy', year, month, day, yearly: false };
  await send('setDate', { params, body: renewal });
  const note = await send('writeNote', {
    params,
    body: { text: 'Prefers to be called after ten.\n他喜欢豆沙包。' },
  });
  await send('changeNote', { params: { id: note.id }, body: { pinned: true } });
  await send('writeNote', { params, body: { text: 'https://embassy.example/visitors/how-to-deliver' } });
  const timeline = await request(site.url, site.owner.apiKey, endpoints.readTimeline, {
    params,
    query: { kinds: 'call.logged' },
  });
  const evidence = timeline.body.data.map((entry) => entry.id);
  await send('stateNeed', { params, body: { text: 'Cakes without nuts', evidence } });
  const met = await send('stateNeed', {
    params,
    body: { text: 'An answer on Sundays', needKind: 'expectation' },
  });
  await send('meetNeed', { params: { id: met.id } });
  await send('describeCustomer', { params, body: { attributes: { guests: 'a dozen', city: 'São Paulo' } } });
  for (const [key, type, name, options, value] of [
    ['level', 'choice', 'Membership', ['Gold', 'Silver'], 'Gold'],
    ['guests', 'number', 'Guests at the table', [], undefined],
    ['since', 'date', 'Contract since', [], '2024-02-29'],
    ['delivery', 'boolean', 'Wants delivery', [], true],
    ['tastes', 'list', '口味', [], ['sweet', '豆沙']],
    ['shop', 'text', 'Shop', [], 'Main Street'],
  ] as const) {
    await send('defineAttribute', {
      body: { key, type, name, options, description: type === 'date' ? 'As it is signed' : '' },
    });
    if (value !== undefined)
      await send('describeCustomer', { params, body: { attributes: { [key]: value } } });
  }
}

async function write(site: Site, token: string, text: string): Promise<void> {
  const body = { id: randomUUID(), text };
  const answer = await request(site.url, token, endpoints.postVisitorMessage, { body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
}
