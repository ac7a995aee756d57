/** A person of whom every part of the product knows something, and a look at everything that is left. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { apiPrefix, endpoints } from '../../contract/endpoints.ts';
import { request, type TestServer } from '../../server/app/testing.ts';
import { runSql } from '../../server/platform/db/testing.ts';
import { send, track } from './collecting.ts';
import { deliver } from './delivering.ts';
import { addHook, plainOrder } from './hooked.ts';
import { identityTokenFor } from './identity-token.ts';
import { addVisitor, fromSomewhere } from './people.ts';

/** Texts of one person, each found nowhere else; `c` makes them another person's. */
export function canariesOf(c: string) {
  return {
    name: `Wilhelmina Quetzal${c}`,
    oldName: `Mina Oldname${c}`,
    email: `mina.quetzal${c}@canary.example`,
    oldEmail: `old.quetzal${c}@canary.example`,
    phone: `+49151${c.padStart(4, '1')}5557`,
    user: `user-quetzal-${c}`,
    anonymous: `anon-quetzal-${c}`,
    chat: `chat-words-${c}`,
    imported: `imported-words-${c}`,
    event: `event-property-${c}`,
    page: `page-title-${c}`,
    trait: `trait-value-${c}`,
    messageId: `message-id-${c}`,
    consent: `consent-proof-${c}`,
    review: `review-words-${c}`,
    order: `order-number-${c}`,
    refund: `refund-reason-${c}`,
    nextStep: `next-step-${c}`,
    asked: `asked-by-${c}`,
    task: `task-words-${c}`,
    note: `note-words-${c}`,
    need: `need-words-${c}`,
    day: `day-name-${c}`,
    role: `company-role-${c}`,
    recording: `recording-${c}`,
  };
}
export type Canaries = ReturnType<typeof canariesOf>;

type Ask = Parameters<typeof request>;
/** A server with one owner. */
type Place = Pick<TestServer, 'url' | 'owner'>;

export type Known = { customerId: string; conversationId: string; visitorToken: string };

/** Makes a person known everywhere: chat, tracking, orders, reviews, imports, consent, notes, merged customers. */
export async function makeKnown(server: Place, c: Canaries): Promise<Known> {
  const { url, owner } = server;
  const ask = async (endpoint: Ask[2], input: object) => {
    const answer = await request(url, owner.apiKey, endpoint, input as never);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body as never as { id: string; data: { id: string }[] };
  };
  const identityToken = await identityTokenFor(owner, c.user, {
    email: c.email,
    email_verified: true,
    name: c.oldName,
  });
  const visitorToken = await addVisitor(url, owner.inboxId, identityToken);
  const said = await request(url, visitorToken, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: `My name is ${c.name}, ${c.chat}` },
    headers: fromSomewhere(),
  });
  expect(said.status).toBe(201);
  const found = await ask(endpoints.listCustomers, { query: { search: c.email } });
  const customerId = found.data[0]?.id ?? '';
  const list = await ask(endpoints.listConversations, { query: { customerId, limit: 100 } });
  const conversationId = list.data[0]?.id ?? '';
  const at = { params: { id: customerId } };
  await ask(endpoints.updateCustomer, { ...at, body: { name: c.name } });
  await ask(endpoints.describeCustomer, { ...at, body: { attributes: { [`${c.trait}-key`]: c.trait } } });
  await ask(endpoints.updateProfile, { ...at, body: { nextStep: `Call ${c.nextStep}` } });
  await ask(endpoints.recordConsent, {
    ...at,
    body: { channel: 'email', granted: true, how: 'written', proof: c.consent },
  });
  await ask(endpoints.logCall, {
    ...at,
    body: {
      callDirection: 'inbound',
      outcome: 'answered',
      summary: `${c.name} called from ${c.phone}`,
      recordingUrl: `https://calls.example/${c.recording}`,
      callBack: { what: `Call ${c.name} back about ${c.task}` },
    },
  });
  await ask(endpoints.postMessage, {
    params: { id: conversationId },
    body: {
      text: `Dear ${c.name}, we wrote to ${c.email} and have called ${c.phone.slice(0, 6)} ${c.phone.slice(6)}. Kind regards`,
    },
  });
  const noted = await ask(endpoints.postMessage, {
    params: { id: conversationId },
    body: { text: `${c.name} called first`, note: true },
  });
  for (const text of [`${c.name} rang from ${c.phone}`, `it was ${c.email} who rang`])
    await ask(endpoints.editMessage, { params: { id: noted.id }, body: { text } });
  await ask(endpoints.deleteMessage, { params: { id: noted.id } });
  await ask(endpoints.restoreMessage, { params: { id: noted.id } });
  await formatEverything(ask, conversationId, c);
  const other = await ask(endpoints.createCustomer, {
    body: {
      name: c.oldName,
      identities: [
        { kind: 'email', value: c.oldEmail },
        { kind: 'phone', value: c.phone },
      ],
    },
  });
  await ask(endpoints.mergeCustomers, { ...at, body: { customerId: other.id } });
  await ask(endpoints.writeOrder, {
    body: {
      externalId: c.order,
      customer: { id: customerId },
      currency: 'EUR',
      total: 4_200,
      lines: [{ name: `Mug for ${c.name}`, quantity: 1, unitPrice: 4_200 }],
      refunds: [{ externalId: `refund ${c.order}`, amount: 200, reason: c.refund }],
    },
    headers: { 'idempotency-key': c.order },
  });
  await ask(endpoints.writeReview, {
    body: {
      externalId: `review ${c.order}`,
      customer: { id: customerId },
      score: 4,
      title: c.review,
      text: c.review,
    },
  });
  await ask(endpoints.createTask, { body: { customerId, what: `Ask ${c.name} about ${c.task}` } });
  await ask(endpoints.writeNote, { ...at, body: { text: `${c.note}: ${c.name} likes tea` } });
  await ask(endpoints.stateNeed, { ...at, body: { text: c.need } });
  await ask(endpoints.setDate, { ...at, body: { dateKind: 'other', name: c.day, month: 5, day: 12 } });
  const company = await ask(endpoints.createCompany, {
    body: { name: 'Quetzal & Co', externalId: c.role.slice(-4) },
  });
  await ask(endpoints.addCompanyPerson, { params: { id: company.id, customerId }, body: { role: c.role } });
  await deliverOrder(server, c);
  await trackEverything(url, owner.writeKey, c);
  await importEverything(server, c);
  await ask(endpoints.openPrivacyRequest, {
    body: { kind: 'export', customerId, askedBy: c.asked, askedHow: 'mail', note: c.asked },
  });
  return { customerId, conversationId, visitorToken };
}

/** A person in the letters, the links and the changes of formatted messages, and in the items of checklists. */
async function formatEverything(
  ask: (endpoint: Ask[2], input: object) => Promise<{ id: string }>,
  conversationId: string,
  c: Canaries,
): Promise<void> {
  const params = { id: conversationId };
  const rich = [
    {
      type: 'text',
      spans: [
        { text: 'Dear ' },
        { text: c.name, bold: true },
        { text: ', is ' },
        { text: 'this yours', href: `mailto:${c.email}` },
        { text: '?' },
      ],
    },
    { type: 'bullet', spans: [{ text: `call ${c.phone}`, italic: true }] },
  ];
  await ask(endpoints.postMessage, { params, body: { rich } });
  const noted = await ask(endpoints.postMessage, { params, body: { rich: rich.slice(1), note: true } });
  await ask(endpoints.editMessage, { params: { id: noted.id }, body: { rich } });
  const list = await ask(endpoints.addChecklist, {
    body: { conversationId, name: `For ${c.name}`, items: [`Write to ${c.email}`, 'Pack'] },
  });
  const { items } = list as unknown as { items: { id: string }[] };
  await ask(endpoints.addChecklistItem, { params: { id: list.id }, body: { text: `Ring ${c.phone}` } });
  await ask(endpoints.changeChecklistItem, {
    params: { id: items[1]?.id },
    body: { text: `Pack for ${c.name}` },
  });
}

/** An order by a webhook, with words that no mapping asks for; and one that is refused. */
async function deliverOrder(server: Place, c: Canaries): Promise<void> {
  const hook = await addHook(server, { mappings: [plainOrder] });
  const order = { id: `${c.order}-3`, customer: { id: c.user, email: c.email }, status: 'fulfilled' };
  const told = { ...order, currency: 'EUR', total: '9.00', note: c.event };
  for (const body of [told, { ...told, id: `${c.order}-4`, currency: 'not one' }]) {
    expect((await deliver(server.url, hook, JSON.stringify(body))).status).toBeLessThan(300);
  }
}

async function trackEverything(url: string, writeKey: string, c: Canaries): Promise<void> {
  const tell = async (path: string, body: object) => {
    const sent = await send(url, path, writeKey, {
      anonymousId: c.anonymous,
      messageId: randomUUID(),
      ...body,
    });
    expect(sent.status).toBe(200);
  };
  await tell('identify', { userId: c.user, traits: { email: c.email, city: c.trait } });
  await tell(
    'track',
    track('Viewed', { anonymousId: c.anonymous, messageId: c.messageId, properties: { about: c.event } }),
  );
  await tell('page', { properties: { url: `https://shop.example/${c.page}`, title: c.page } });
  await tell('track', {
    event: 'Order Completed',
    userId: c.user,
    properties: { order_id: `${c.order}-2`, total: 7, currency: 'EUR' },
  });
  // Set aside, with all that was sent.
  await tell('group', { userId: c.user, traits: { about: c.event } });
}

/** Imports with rows of the person that are taken, and one that is refused; and a file that waits. */
async function importEverything(server: Place, c: Canaries): Promise<void> {
  const rows = [
    'User ID,E-mail,Name,Nickname',
    `${c.user},${c.email},${c.name},${c.trait}`,
    `${c.user}-x,not an address ${c.name},${c.name},none`,
    'bystander,bystander@example.com,By Stander,none',
  ];
  const done = await upload(server, 'customers', `${c.name}.csv`, rows.join('\n'));
  await startImport(server, done);
  await vi.waitFor(async () => expect(await stateOf(server, done)).toBe('done'), { timeout: 30_000 });
  const messages = ['E-mail,Text,Time', `${c.email},${c.imported},2024-01-01T10:00:00Z`];
  const second = await upload(server, 'messages', 'messages.csv', messages.join('\n'));
  await startImport(server, second);
  await vi.waitFor(async () => expect(await stateOf(server, second)).toBe('done'), { timeout: 30_000 });
  await upload(server, 'customers', 'waiting.csv', rows.join('\n'));
}

export async function upload(
  { url, owner }: Place,
  kind: 'customers' | 'messages',
  fileName: string,
  text: string,
): Promise<string> {
  const bytes = Buffer.from(text);
  const made = await request(url, owner.apiKey, endpoints.createImport, {
    body: { kind, fileName, bytes: bytes.length },
  });
  const sent = await fetch(`${url}${apiPrefix}/imports/${made.body.id}/parts/0`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${owner.apiKey}`, 'content-type': 'application/octet-stream' },
    body: bytes,
  });
  expect(sent.status).toBe(200);
  return made.body.id;
}

export async function startImport({ url, owner }: Place, id: string): Promise<void> {
  const started = await request(url, owner.apiKey, endpoints.startImport, { params: { id } });
  expect(started.status).toBeLessThan(300);
}

export async function stateOf({ url, owner }: Place, id: string): Promise<string> {
  return (await request(url, owner.apiKey, endpoints.readImport, { params: { id } })).body.state;
}

/** Every row of every table, as text, by table. */
export async function dump(adminUrl: string): Promise<Map<string, string>> {
  return runSql(adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`);
    const tables = new Map<string, string>();
    for (const { name } of rows) {
      const found = await client.query<{ text: string | null }>(
        `select string_agg(to_jsonb(t)::text, E'\\n') as text from ${name} t`,
      );
      tables.set(name, found.rows[0]?.text ?? '');
    }
    return tables;
  });
}

/** Every file below a folder. */
export function filesIn(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const one of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!one.isFile()) continue;
    const path = join(one.parentPath, one.name);
    // PostgreSQL makes some of its files anew at any time: what is gone holds nothing.
    try {
      found.set(path, readFileSync(path, 'latin1') + readFileSync(path, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return found;
}

/** Where texts are found, as `text in place`. */
export function traces(texts: readonly string[], places: ReadonlyMap<string, string>): string[] {
  return [...places].flatMap(([place, all]) => {
    const lower = all.toLowerCase();
    return texts.filter((text) => lower.includes(text.toLowerCase())).map((text) => `${text} in ${place}`);
  });
}
