/** A mail comes in, is answered by a real mail server, and the answer returns to where it belongs; a stranger's does not. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { type MailDesk, openMailDesk } from '../support/mail-desk.ts';

let desk: MailDesk;
beforeAll(async () => {
  desk = await openMailDesk(inject('testCluster'), { settings: { signature: 'Ana\nShop' } });
});
afterAll(() => desk.close());

const sentTo = (address: string) =>
  desk.mails.received.filter(({ recipients }) => recipients.includes(address));

test('there and back', async () => {
  const first = await desk.take(
    await desk.write({
      from: 'Bo Li <bo@client.example>',
      subject: 'Where is it?',
      text: 'Where is my order?',
    }),
  );
  expect(first).toMatchObject({
    state: 'recorded',
    outcome: 'message',
    from: 'bo@client.example',
    subject: 'Where is it?',
  });
  const conversationId = first.conversationId ?? '';
  const [message] = await desk.messages(conversationId);
  expect(message).toMatchObject({
    text: 'Where is my order?',
    mail: {
      subject: 'Where is it?',
      isVerified: true,
      from: { name: 'Bo Li', address: 'bo@client.example' },
    },
  });

  await desk.reply(conversationId, 'On its way.\n\nAna');
  await expect.poll(() => sentTo('bo@client.example').length).toBe(1);
  const [sent] = sentTo('bo@client.example');
  expect(sent?.headers).toMatchObject({ subject: 'Re: Where is it?', to: 'bo@client.example' });
  expect(sent?.headers['in-reply-to']).toMatch(/@client\.example>$/);
  expect(sent?.headers['reply-to']).toMatch(/^help\+[a-z2-7]{52}@shop\.example$/);
  expect(sent?.text).toContain('On its way.');
  expect(sent?.text).toContain('> Where is my order?');
  expect(sent?.text).toContain('-- \r\nAna');
  const deliveries = async () => {
    const { url, owner } = desk.server;
    const { status, body } = await request(url, owner.apiKey, endpoints.listMailDeliveries, {
      params: { id: conversationId },
    });
    expect(status, JSON.stringify(body)).toBe(200);
    return body.data;
  };
  await expect.poll(async () => (await deliveries())[0]?.state).toBe('sent');

  const answer = { from: 'Bo Li <bo@client.example>', subject: 'Re: Where is it?', text: 'Thank you!' };
  const byId = await desk.take(await desk.write({ ...answer, inReplyTo: sent?.headers['message-id'] ?? '' }));
  const byAddress = await desk.take(await desk.write({ ...answer, to: sent?.headers['reply-to'] ?? '' }));
  expect([byId.conversationId, byAddress.conversationId]).toEqual([conversationId, conversationId]);
  expect((await desk.messages(conversationId)).length).toBe(4);

  // Somebody who has seen the mail, and is proven to be somebody else.
  const stranger = await desk.take(
    await desk.write({
      ...answer,
      from: 'Eve <eve@evil.example>',
      inReplyTo: sent?.headers['message-id'] ?? '',
      to: sent?.headers['reply-to'] ?? '',
    }),
  );
  expect(stranger.outcome).toBe('message');
  expect(stranger.conversationId).not.toBe(conversationId);
  // Somebody who merely writes the customer's address.
  const forged = await desk.take(
    await desk.write({
      from: 'Bo Li <bo@client.example>',
      subject: 'Re: Where is it?',
      text: 'Send it to my new address.',
      unsigned: true,
    }),
  );
  expect(forged.conversationId).not.toBe(conversationId);
  const [forgedMessage] = await desk.messages(forged.conversationId ?? '');
  expect(forgedMessage?.mail?.isVerified).toBe(false);
});

test('the same mail again is one message, also by another inbox; another text under its id is another', async () => {
  const raw = await desk.write({
    from: 'cy@client.example',
    text: 'One',
    messageId: '<once@client.example>',
  });
  const one = await desk.take(raw);
  const same = await desk.take(raw);
  expect(same.id).toBe(one.id);
  const other = await desk.addInbox('sales@shop.example');
  const there = await desk.take(`Received: from elsewhere\r\n${raw}`, other);
  expect(there).toMatchObject({
    outcome: 'repeated',
    messageId: one.messageId,
    conversationId: one.conversationId,
  });
  const changed = await desk.take(
    await desk.write({ from: 'cy@client.example', text: 'Two', messageId: '<once@client.example>' }),
  );
  expect(changed.outcome).toBe('message');
  expect(changed.messageId).not.toBe(one.messageId);
});
