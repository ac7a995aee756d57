/** Mails: what one says beside its words, where its original lies, and what became of what was sent. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, time, timeInput } from './ids.ts';
import { pageOf, pageQuery } from './paging.ts';

const text = z.string();
/** An address as a mail gives it. */
export const mailPerson = z.object({ name: text, address: text });
export type MailPerson = z.output<typeof mailPerson>;

/** A part of a mail's text: new, or folded away. Joined they are the whole text. */
export const mailPart = z.object({ kind: z.enum(['new', 'quote', 'signature']), text });
export type MailPart = z.output<typeof mailPart>;

export const automaticKinds = ['auto-reply', 'list', 'bulk', 'report', 'challenge'] as const;

export const mailCalendar = z.object({
  method: z.enum(['request', 'reply', 'cancel', 'publish']),
  summary: text,
  startsAt: text.nullable(),
  endsAt: text.nullable(),
  allDay: z.boolean(),
  location: text,
  organizer: mailPerson.nullable(),
});

/** What a message that came by mail says beside its words. */
export const mailHead = z.object({
  mailId: id,
  subject: text,
  from: mailPerson,
  /** Where answers are to go, where that is elsewhere. */
  replyTo: mailPerson.optional(),
  to: z.array(mailPerson),
  cc: z.array(mailPerson),
  /** As the mail says; null: it does not. */
  writtenAt: time.nullable(),
  /** Whether whoever it names as its sender did send it, by SPF, DKIM and DMARC. */
  isVerified: z.boolean(),
  /** All parts of its text, where some are folded away. */
  parts: z.array(mailPart).optional(),
  /** It can be shown as it was laid out. */
  hasPage: z.boolean(),
  /** A program wrote it, or it went to many: nobody waits for an answer. */
  automatic: z.enum(automaticKinds).optional(),
  /** Meetings that it asks for, changes or cancels. */
  calendar: z.array(mailCalendar).optional(),
  /** It could not be read, and why; its original is there. */
  problem: text.optional(),
  /** There is more than is shown here: the original has all. */
  isCut: z.literal(true).optional(),
});
export type MailHead = z.output<typeof mailHead>;

export type MailCopies = z.output<typeof mailCopies>;
/** To whom a reply goes beside the customer. */
export const mailCopies = z.object({
  cc: z.array(z.email().max(254)).max(20).default([]),
  bcc: z.array(z.email().max(254)).max(20).default([]),
});

export const deliveryStates = ['waiting', 'sent', 'failed', 'unknown'] as const;
/** What became of a reply that goes out by mail. `unknown`: the server may have taken it, and did not say. */
export const delivery = z.object({
  id,
  messageId: id,
  to: z.array(text),
  cc: z.array(text),
  bcc: z.array(text),
  state: z.enum(deliveryStates),
  /** How often it was tried. */
  attempts: z.int(),
  /** When it is tried next, while it waits. */
  nextAt: time.nullable(),
  /** What the mail server said, or why it is not sent. */
  reason: text.nullable(),
  changedAt: time,
});
export type Delivery = z.output<typeof delivery>;

/** The payloads of entries about mails. */
export const mailPayloads = {
  // A reply was taken by a mail server, was refused, came back, or nobody knows.
  'message.delivered': z.object({
    deliveryId: id,
    messageId: id,
    state: z.enum(deliveryStates),
    to: z.array(text),
    reason: text.nullable(),
  }),
  // Mail to this address came back for good; `works`: a member says that it works again.
  'customer.address_failed': z.object({
    customerId: id,
    address: text,
    reason: text.nullable(),
    works: z.boolean(),
  }),
};

export const mailStates = ['waiting', 'recorded', 'rejected', 'quarantined'] as const;
/** What became of a mail: a message, nothing that was asked for, or not readable. */
export const mailOutcomes = [
  'message',
  'repeated',
  'bounce',
  'own',
  'too-large',
  'unreadable',
  'blocked',
] as const;

/** A mail that reached an inbox. */
export const mailRecord = z.object({
  id,
  inboxId: id,
  cameBy: z.enum(['imap', 'posted', 'smtp', 'import']),
  bytes: z.int(),
  arrivedAt: time,
  state: z.enum(mailStates),
  outcome: z.enum(mailOutcomes).nullable(),
  reason: text.nullable(),
  /** Who wrote it, and about what, as far as it could be read. */
  from: text.nullable(),
  subject: text.nullable(),
  conversationId: id.nullable(),
  messageId: id.nullable(),
});
export type MailRecord = z.output<typeof mailRecord>;

/** How an inbox of mail does. */
export const mailHealth = z.object({
  /** When its mailbox was looked at last, and when that went well. */
  lookedAt: time.nullable(),
  wellAt: time.nullable(),
  /** How many mails lie in the mailbox; null: unknown. */
  onServer: z.int().nullable(),
  /** Mails that should have been read and were not: it must be 0. */
  gap: z.int(),
  trouble: z.enum(['credentials', 'unreachable', 'refused', 'other']).nullable(),
  reason: text.nullable(),
  ...{ waiting: z.int(), recorded: z.int(), rejected: z.int(), quarantined: z.int() },
  /** Why places of the mailbox brought no mail: `vanished`, `too-large`, `before` the inbox began, `empty`. */
  left: z.array(z.object({ note: text, count: z.int() })),
  lastMailAt: time.nullable(),
  /** Nothing came for longer than is usual here. */
  isSilent: z.boolean(),
  /** A range is being looked through; and how many mails the last one brought. */
  isFilling: z.boolean(),
  filled: z.int().nullable(),
});
export type MailHealth = z.output<typeof mailHealth>;

const params = z.object({ id });
/** In bytes: what the largest providers take. */
export const mailBytesMax = 50 * 2 ** 20;

export const mailEndpoints = {
  postMail: endpoint({
    name: 'postMail',
    method: 'POST',
    path: '/inboxes/:id/mails',
    access: 'inboxes:manage',
    summary:
      'Takes a raw mail (RFC 5322) that was received for an inbox. The same one again changes nothing. It is on disk when this answers, and read soon after. The body is its bytes, of type application/octet-stream.',
    params,
    takesBytes: true,
    output: mailRecord,
    status: 201,
    knownStatus: 200,
  }),
  listMails: endpoint({
    name: 'listMails',
    method: 'GET',
    path: '/inboxes/:id/mails',
    access: 'inboxes:read',
    summary: 'The mails that reached an inbox, and what became of each, newest first.',
    params,
    query: pageQuery.extend({
      state: z.enum(mailStates).optional(),
      after: timeInput.optional(),
      before: timeInput.optional(),
    }),
    output: pageOf(mailRecord),
    status: 200,
  }),
  readMailHealth: endpoint({
    name: 'readMailHealth',
    method: 'GET',
    path: '/inboxes/:id/mail-health',
    access: 'inboxes:read',
    summary:
      'How an inbox of mail does: its mailbox, what came, what did not become a message, and what is missing.',
    params,
    output: mailHealth,
    status: 200,
  }),
  fillMailRange: endpoint({
    name: 'fillMailRange',
    method: 'POST',
    path: '/inboxes/:id/mail-range',
    access: 'inboxes:manage',
    summary:
      'Looks through a range of time in the mailbox for what is not here yet. What is here stays as it is.',
    params,
    body: z.object({ after: timeInput, before: timeInput }),
    output: mailHealth,
    status: 202,
  }),
  readMailAgain: endpoint({
    name: 'readMailAgain',
    method: 'POST',
    path: '/mails/:id/read-again',
    access: 'inboxes:manage',
    summary:
      'Reads a mail again from its original that was not read, was rejected or quarantined. One that is a message stays as it is.',
    params,
    output: mailRecord,
    status: 200,
  }),
  readMailOriginal: endpoint({
    name: 'readMailOriginal',
    method: 'GET',
    path: '/mails/:id/original',
    access: 'conversations:read',
    summary: 'A mail as it came, byte by byte.',
    params,
    query: z.object({ workspace: id.optional() }),
    status: 200,
  }),
  readMailFields: endpoint({
    name: 'readMailFields',
    method: 'GET',
    path: '/mails/:id/headers',
    access: 'conversations:read',
    summary: 'The header fields of a mail as they came, in their order, and what was found about its sender.',
    params,
    output: z.object({
      fields: z.array(z.object({ name: text, value: text })),
      /** There are more, which the original has. */
      isCut: z.boolean(),
      sender: z.object({ isVerified: z.boolean(), reason: text }).nullable(),
    }),
    status: 200,
  }),
  readMailPage: endpoint({
    name: 'readMailPage',
    method: 'GET',
    path: '/mails/:id/page',
    access: 'conversations:read',
    summary:
      'A mail as it was laid out, made safe: nothing in it runs or is fetched. With `pictures=true` pictures from elsewhere are shown through this server.',
    params,
    query: z.object({ pictures: z.enum(['true', 'false']).default('false') }),
    output: z.object({ html: text, blockedPictures: z.int() }),
    status: 200,
  }),
  readMailPicture: endpoint({
    name: 'readMailPicture',
    method: 'GET',
    path: '/mail-pictures',
    access: 'public',
    summary:
      'A picture from elsewhere for the page of a mail, fetched by this server. The address is signed.',
    query: z.object({ url: z.string().max(4_000), workspace: id, mail: id, key: z.string().max(200) }),
    status: 200,
  }),
  trustAddress: endpoint({
    name: 'trustAddress',
    method: 'POST',
    path: '/customers/:id/mail-address',
    access: 'customers:write',
    summary: 'Says that mail to an address of a customer works again which came back before.',
    params,
    body: z.object({ address: z.string().min(1).max(320) }),
    status: 204,
  }),
  listMailDeliveries: endpoint({
    name: 'listMailDeliveries',
    method: 'GET',
    path: '/conversations/:id/deliveries',
    access: 'conversations:read',
    summary: 'What became of the replies of a conversation that go out by mail.',
    params,
    output: z.object({ data: z.array(delivery), next: z.null() }),
    status: 200,
  }),
  settleMailDelivery: endpoint({
    name: 'settleMailDelivery',
    method: 'POST',
    path: '/deliveries/:id/settle',
    access: 'conversations:write',
    summary:
      'Decides about a reply of which nobody knows whether it arrived, or that failed: send it again, or take it as sent.',
    params,
    body: z.object({ as: z.enum(['again', 'sent']) }),
    output: delivery,
    status: 200,
  }),
};
