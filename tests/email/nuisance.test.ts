/** Mail that programs write: nobody is woken, nobody is told twice, and what comes back is known. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { type MailDesk, openMailDesk } from '../support/mail-desk.ts';

let ahead = 0;
let desk: MailDesk;
beforeAll(async () => {
  const acknowledgement = { subject: 'We have your mail', text: 'We answer within a day.' };
  desk = await openMailDesk(inject('testCluster'), {
    settings: { acknowledgement },
    now: () => new Date(Date.now() + ahead),
  });
});
afterAll(() => desk.close());

const sentTo = (address: string) =>
  desk.mails.received.filter(({ recipients }) => recipients.includes(address));
const conversation = async (id: string) => {
  const { url, owner } = desk.server;
  return (await request(url, owner.apiKey, endpoints.readConversation, { params: { id } })).body;
};
const deliveries = async (id: string) => {
  const { url, owner } = desk.server;
  return (await request(url, owner.apiKey, endpoints.listMailDeliveries, { params: { id } })).body.data;
};

test('who is proven is told once a day that the mail has come; a program and a stranger are not', async () => {
  const ask = (from: string, more = {}) => desk.write({ from, text: `Question ${Math.random()}`, ...more });
  const first = await desk.take(await ask('ann@client.example'));
  await expect.poll(() => sentTo('ann@client.example').length).toBe(1);
  const [told] = sentTo('ann@client.example');
  expect(told?.headers).toMatchObject({ subject: 'We have your mail', 'auto-submitted': 'auto-replied' });
  // It answers nobody's question: the customer waits still.
  expect((await conversation(first.conversationId ?? '')).waitingSince).not.toBe(null);
  // An answering machine on the other side, with its marks and without.
  for (let round = 0; round < 20; round += 1) {
    const marks = round % 2 === 0 ? { headers: { 'Auto-Submitted': 'auto-replied' } } : {};
    await desk.take(await ask('ann@client.example', { inReplyTo: told?.headers['message-id'], ...marks }));
  }
  expect(sentTo('ann@client.example')).toHaveLength(1);
  ahead += 25 * 3_600_000;
  await desk.take(await ask('ann@client.example'));
  await expect.poll(() => sentTo('ann@client.example').length).toBe(2);

  await desk.take(await ask('unproven@client.example', { unsigned: true }));
  await desk.take(await ask('list@client.example', { headers: { 'List-Id': '<news.client.example>' } }));
  await desk.take(await ask('away@client.example', { headers: { 'Auto-Submitted': 'auto-replied' } }));
  await desk.take(await ask('last@client.example'));
  await expect.poll(() => sentTo('last@client.example').length).toBe(1);
  for (const quiet of ['unproven', 'list', 'away']) expect(sentTo(`${quiet}@client.example`)).toEqual([]);
});

test('an automatic reply opens nothing again and nobody waits for an answer to it', async () => {
  const asked = await desk.take(
    await desk.write({ from: 'cas@client.example', messageId: '<cas@client.example>' }),
  );
  const id = asked.conversationId ?? '';
  await desk.reply(id, 'Here you are.');
  const { url, owner } = desk.server;
  await request(url, owner.apiKey, endpoints.closeConversation, { params: { id } });
  const auto = await desk.take(
    await desk.write({
      from: 'cas@client.example',
      subject: 'Out of office',
      inReplyTo: '<cas@client.example>',
      headers: { 'Auto-Submitted': 'auto-replied' },
    }),
  );
  expect(auto.conversationId).toBe(id);
  expect(await conversation(id)).toMatchObject({ status: 'closed', waitingSince: null });
  const real = await desk.take(
    await desk.write({ from: 'cas@client.example', inReplyTo: '<cas@client.example>' }),
  );
  expect(real.conversationId).toBe(id);
  expect((await conversation(id)).status).toBe('open');
});

test('mail from our own inboxes is held back, whoever sent it', async () => {
  const before = (await desk.conversations()).length;
  const own = await desk.take(await desk.write({ from: 'help@shop.example', unsigned: true }));
  expect(own).toMatchObject({ state: 'rejected', outcome: 'own', conversationId: null });
  const tagged = await desk.take(await desk.write({ from: 'help+abc@shop.example' }));
  expect(tagged.outcome).toBe('own');
  expect((await desk.conversations()).length).toBe(before);
});

const report = (to: string, original: string) =>
  [
    'From: MAILER-DAEMON@mx.client.example',
    'To: help@shop.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    ...[
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Sorry.',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
    ],
    ...['Reporting-MTA: dns; mx.client.example', '', `Final-Recipient: rfc822; ${to}`, 'Action: failed'],
    ...['Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 no such user', ''],
    ...['--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${original}`, '', '--b--', ''],
  ].join('\r\n');

test('a report marks the reply and the address, opens nothing, and counts only for a mail of ours', async () => {
  const asked = await desk.take(await desk.write({ from: 'dee@client.example' }));
  const id = asked.conversationId ?? '';
  await desk.reply(id, 'An answer');
  await expect.poll(async () => (await deliveries(id)).map(({ state }) => state)).toEqual(['sent', 'sent']);
  const reply = sentTo('dee@client.example').find(({ text }) => text.includes('An answer'));
  const before = (await desk.conversations()).length;

  const forged = await desk.take(report('dee@client.example', '<invented@shop.example>'));
  expect(forged).toMatchObject({ outcome: 'bounce', conversationId: null });
  expect((await deliveries(id)).every(({ state }) => state === 'sent')).toBe(true);

  const real = await desk.take(report('dee@client.example', reply?.headers['message-id'] ?? ''));
  expect(real).toMatchObject({ outcome: 'bounce', conversationId: id });
  expect((await deliveries(id)).filter(({ state }) => state === 'failed')).toHaveLength(1);
  expect((await desk.conversations()).length).toBe(before);

  const { url, owner } = desk.server;
  const customerId = (await conversation(id)).customer.id;
  const failing = async () => {
    const { body } = await request(url, owner.apiKey, endpoints.readCustomer, { params: { id: customerId } });
    return body.identities.filter(({ failedSince }) => failedSince !== undefined).map(({ value }) => value);
  };
  expect(await failing()).toEqual(['dee@client.example']);
  // Nothing more goes out to it until somebody says that it works again.
  await desk.reply(id, 'Another answer');
  await expect
    .poll(async () => (await deliveries(id)).filter(({ state }) => state === 'failed').length)
    .toBe(2);
  const body = { address: 'dee@client.example' };
  await request(url, owner.apiKey, endpoints.trustAddress, { params: { id: customerId }, body });
  expect(await failing()).toEqual([]);
  const [newest] = await deliveries(id);
  const again = await request(url, owner.apiKey, endpoints.settleMailDelivery, {
    params: { id: newest?.id ?? '' },
    body: { as: 'again' },
  });
  expect(again.body.state).toBe('waiting');
  await expect
    .poll(() => sentTo('dee@client.example').some(({ text }) => text.includes('Another answer')))
    .toBe(true);
});
