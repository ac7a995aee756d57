/** A workspace with one of everything. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { endpoints } from '../../contract/endpoints.ts';
import { request } from '../../server/app/testing.ts';
import { deliver } from './delivering.ts';
import { postMail } from './mail-desk.ts';
import { addMember, fromSomewhere } from './people.ts';
import type { Ids } from './samples.ts';
import { png, upload } from './uploading.ts';

/** Makes one of everything in the owner's workspace, each with `canary` in its text, and answers the ids. */
export async function idsOf(
  url: string,
  owner: { apiKey: string; inboxId: string },
  canary = 'plain',
): Promise<Ids & { visitorToken: string }> {
  const member = await addMember(url, owner, 'agent', `${canary} agent`);
  const invitation = await request(url, owner.apiKey, endpoints.inviteMember, {
    body: { email: `${canary}-${randomUUID()}@example.com`, role: 'viewer' },
  });
  const key = await request(url, owner.apiKey, endpoints.createKey, {
    body: { name: `${canary} key`, kind: 'write' },
  });
  const started = await request(url, undefined, endpoints.startVisitorSession, {
    body: { inboxId: owner.inboxId },
    headers: fromSomewhere(),
  });
  const visitorToken = started.body.token;
  const greeting = await greetingOf(url, owner, visitorToken, canary);
  const file = await upload(url, visitorToken, { name: `${canary}.png`, bytes: png() });
  const asking = await request(url, visitorToken, endpoints.postVisitorMessage, {
    body: { id: randomUUID(), text: `${canary} question`, attachmentIds: [file.body.uploadId] },
    headers: fromSomewhere(),
  });
  const { body: page } = await request(url, owner.apiKey, endpoints.listConversations, {
    query: { limit: '1' },
  });
  const [conversation] = page.data;
  if (!conversation) throw new Error('The visitor’s message opened no conversation.');
  await request(url, owner.apiKey, endpoints.updateCustomer, {
    params: { id: conversation.customer.id },
    body: { name: `${canary} customer` },
  });
  const noted = await request(url, owner.apiKey, endpoints.postMessage, {
    params: { id: conversation.id },
    body: {
      text: `@X ${canary} note`,
      note: true,
      mentions: [{ kind: 'member', id: member.memberId, start: 0, length: 2 }],
    },
  });
  const { body: otherConversation } = await request(url, owner.apiKey, endpoints.startConversation, {
    body: { customerId: conversation.customer.id, inboxId: owner.inboxId, text: `${canary} offer` },
  });
  const taken = await reactionOf(url, owner.apiKey, visitorToken, conversation.id, otherConversation.id);
  const other = await request(url, owner.apiKey, endpoints.createCustomer, {
    body: { name: `${canary} other`, identities: [{ kind: 'email', value: `${canary}.other@example.com` }] },
  });
  const order = await request(url, owner.apiKey, endpoints.writeOrder, {
    body: {
      externalId: `${canary} order`,
      customer: { id: conversation.customer.id },
      currency: 'BRL',
      total: 1_990,
      refunds: [{ externalId: `${canary} refund`, amount: 500 }],
    },
  });
  await request(url, owner.apiKey, endpoints.writeReview, {
    body: { externalId: `${canary} review`, customer: { id: conversation.customer.id }, text: canary },
  });
  const company = await request(url, owner.apiKey, endpoints.createCompany, {
    body: { name: `${canary} company`, externalId: `${canary} company`, domains: [`${canary}.example`] },
  });
  await request(url, owner.apiKey, endpoints.addCompanyPerson, {
    params: { id: company.body.id, customerId: conversation.customer.id },
    body: { role: `${canary} role` },
  });
  const made = await request(url, owner.apiKey, endpoints.createImport, {
    body: { kind: 'customers', fileName: `${canary}.csv`, bytes: 100 },
  });
  const care = await careOf(url, owner.apiKey, conversation.customer.id, canary);
  const segment = await request(url, owner.apiKey, endpoints.createSegment, {
    body: {
      name: `${canary} segment ${randomUUID()}`,
      condition: { type: 'known', field: 'name', test: { op: 'contains', value: canary } },
    },
  });
  const tag = await request(url, owner.apiKey, endpoints.createTag, {
    body: { name: `${canary} tag ${randomUUID()}` },
  });
  await request(url, owner.apiKey, endpoints.tagConversation, {
    params: { id: conversation.id, tagId: tag.body.id },
  });
  const reason = await request(url, owner.apiKey, endpoints.createReason, {
    body: { name: `${canary} reason ${randomUUID().slice(0, 8)}` },
  });
  const view = await request(url, owner.apiKey, endpoints.createView, {
    body: { name: `${canary} view`, filter: { tagIds: [tag.body.id] } },
  });
  const macro = await request(url, owner.apiKey, endpoints.createMacro, {
    body: { name: `${canary} macro`, text: canary, actions: [{ type: 'tag', tagId: tag.body.id }] },
  });
  const hook = await request(url, owner.apiKey, endpoints.createWebhook, {
    body: { name: `${canary} shop`, signing: { scheme: 'standard' } },
  });
  const { id: webhookId, secret, url: address } = hook.body;
  await deliver(url, { url: address, secret }, JSON.stringify({ id: `${canary} delivery` }));
  const deliveries = await request(url, owner.apiKey, endpoints.listDeliveries, {
    params: { id: webhookId },
    query: {},
  });
  await request(url, owner.apiKey, endpoints.updateWebhook, {
    params: { id: webhookId },
    body: { mappings: [{ makes: 'orders', fields: { order: { path: 'id' } } }], isLive: true },
  });
  const team = await request(url, owner.apiKey, endpoints.createTeam, {
    body: { name: `${canary} team ${randomUUID()}` },
  });
  const promised = await request(url, owner.apiKey, endpoints.makePromise, {
    body: {
      conversationId: conversation.id,
      what: `${canary} promise`,
      due: { date: '2031-01-31', time: '15:00' },
      public: true,
    },
  });
  const template = await request(url, owner.apiKey, endpoints.createChecklistTemplate, {
    body: { name: `${canary} list ${randomUUID().slice(0, 8)}`, items: [`${canary} step`] },
  });
  const checklist = await request(url, owner.apiKey, endpoints.addChecklist, {
    body: { conversationId: conversation.id, templateId: template.body.id },
  });
  const scheduled = await request(url, owner.apiKey, endpoints.scheduleMessage, {
    params: { id: conversation.id },
    body: { text: `${canary} later`, note: true, at: { date: dayFromNow(300), time: '15:00' } },
  });
  const asked = await request(url, owner.apiKey, endpoints.openPrivacyRequest, {
    body: {
      kind: 'rectify',
      customerId: conversation.customer.id,
      askedHow: 'mail',
      askedBy: canary,
      note: canary,
    },
  });
  const bulk = await request(url, owner.apiKey, endpoints.startBulk, {
    body: { conversationIds: [otherConversation.id], actions: [{ type: 'tag', tagId: tag.body.id }] },
  });
  await untilDone(url, owner.apiKey, bulk.body.id);
  const mail = await mailOf(url, owner.apiKey, canary);
  return {
    ...mail,
    webhookId,
    deliveryId: deliveries.body.data[0]?.id ?? '',
    ...care,
    segmentId: segment.body.id,
    tagId: tag.body.id,
    reasonId: reason.body.id,
    viewId: view.body.id,
    macroId: macro.body.id,
    ...greeting,
    teamId: team.body.id,
    promiseId: promised.body.id,
    checklistId: checklist.body.id,
    checklistItemId: checklist.body.items[0]?.id ?? '',
    checklistTemplateId: template.body.id,
    scheduledId: scheduled.body.id,
    bulkId: bulk.body.id,
    otherCustomerId: other.body.id,
    addressKnown: `${canary}.other@example.com`.toLowerCase(),
    memberId: member.memberId,
    customerId: conversation.customer.id,
    conversationId: conversation.id,
    otherConversationId: otherConversation.id,
    messageId: noted.body.id,
    ...taken,
    attachmentId: asking.body.attachments?.[0]?.fileId ?? '',
    inboxId: owner.inboxId,
    invitationId: invitation.body.id,
    keyId: key.body.id,
    orderId: order.body.id,
    companyId: company.body.id,
    importId: made.body.id,
    privacyRequestId: asked.body.id,
    visitorToken,
  };
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** What the customer said first in one conversation, and the team in the other, to which the visitor reacts. */
async function reactionOf(url: string, apiKey: string, token: string, id: string, otherId: string) {
  const firstIn = async (conversationId: string, state: string) => {
    const input = { params: { id: conversationId }, query: {} };
    const { body } = await request(url, apiKey, endpoints.listMessages, input);
    return body.data.find((message) => message.state === state)?.id ?? '';
  };
  const [saidId, answerId] = [await firstIn(id, 'received'), await firstIn(otherId, 'sent')];
  const body = { messageId: answerId, emoji: '😀' as const };
  await request(url, token, endpoints.reactAsVisitor, { body, headers: fromSomewhere() });
  return { saidId, answerId };
}

/** A greeting, and that the visitor was shown it: before they said anything. */
async function greetingOf(
  url: string,
  { apiKey, inboxId }: { apiKey: string; inboxId: string },
  token: string,
  canary: string,
) {
  const { body } = await request(url, apiKey, endpoints.createGreeting, {
    body: { inboxId, name: `${canary} greeting`, texts: { en: `${canary}, may I help?` } },
  });
  const showing = await request(url, token, endpoints.showGreeting, {
    params: { id: body.id },
    body: { language: 'en', visitSeconds: 0 },
    headers: fromSomewhere(),
  });
  return { greetingId: body.id, showingId: showing.body.shown?.id ?? '' };
}

/** A mailbox that nobody can reach; without a password nobody tries. */
const nowhere = {
  ...{ host: 'imap.mail.example', port: 993, security: 'tls' as const, user: 'help' },
  ...{ folder: 'INBOX', startAt: 'now' as const },
};

/** An inbox of mail that a customer wrote to, and a reply that has no way out. */
async function mailOf(url: string, apiKey: string, canary: string) {
  const address = `${canary}-${randomUUID()}@mail.example`;
  const box = await request(url, apiKey, endpoints.createInbox, {
    body: { name: `${canary} mail`, channel: 'email', settings: { address, receiving: nowhere } },
  });
  const mailboxId = box.body.id;
  const raw = [
    ...[`From: ${canary} <${randomUUID()}@example.com>`, `To: ${address}`, `Subject: ${canary}`],
    ...['Content-Type: text/html', '', `<p>${canary} mail</p>`],
  ].join('\r\n');
  const { body: posted } = await postMail(url, apiKey, mailboxId, raw);
  const read = await until(async () => {
    const { body } = await request(url, apiKey, endpoints.listMails, {
      params: { id: mailboxId },
      query: {},
    });
    return body.data.find(({ id, state }) => id === posted.id && state === 'recorded');
  });
  const mailConversationId = read.conversationId ?? '';
  await request(url, apiKey, endpoints.postMessage, {
    params: { id: mailConversationId },
    body: { text: `${canary} reply` },
  });
  const delivery = await until(async () => {
    const input = { params: { id: mailConversationId } };
    return (await request(url, apiKey, endpoints.listMailDeliveries, input)).body.data[0];
  });
  return { mailboxId, mailId: posted.id, mailConversationId, mailDeliveryId: delivery.id };
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let looks = 0; looks < 600; looks += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error('It does not come.');
}

/** Another one begins when this one is done. */
async function untilDone(url: string, apiKey: string, id: string): Promise<void> {
  for (let look = 0; look < 600; look += 1) {
    const { body } = await request(url, apiKey, endpoints.readBulk, { params: { id } });
    if (body.state !== 'running') return;
    await sleep(50);
  }
  throw new Error('The bulk does not come to an end.');
}

/** What the team keeps of a customer: a task, a date, a note, a need, and an attribute that the workspace defined. */
async function careOf(url: string, apiKey: string, customerId: string, canary: string) {
  const at = { params: { id: customerId } };
  const task = await request(url, apiKey, endpoints.createTask, {
    body: { customerId, what: `${canary} task`, due: { date: '2031-01-31' } },
  });
  const date = await request(url, apiKey, endpoints.setDate, {
    ...at,
    body: { dateKind: 'other', name: `${canary} day`, month: 5, day: 12 },
  });
  const note = await request(url, apiKey, endpoints.writeNote, { ...at, body: { text: `${canary} note` } });
  const need = await request(url, apiKey, endpoints.stateNeed, { ...at, body: { text: `${canary} need` } });
  await request(url, apiKey, endpoints.defineAttribute, {
    body: { key: 'tier', name: `${canary} tier`, type: 'text' },
  });
  await request(url, apiKey, endpoints.defineAttribute, {
    body: { subject: 'conversation', key: 'topic', name: `${canary} topic`, type: 'text' },
  });
  const { body } = await request(url, apiKey, endpoints.readTimeline, { ...at, query: { limit: '1' } });
  return {
    taskId: task.body.id,
    reminderId: randomUUID(),
    notificationId: randomUUID(),
    dateId: date.body.id,
    noteId: note.body.id,
    needId: need.body.id,
    entryId: body.data[0]?.id ?? '',
  };
}
