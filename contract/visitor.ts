/** What a visitor's widget asks of the server. Visitors have one thread per inbox. */
import { z } from 'zod';
import { attachment, attachmentsMax } from './attachments.ts';
import { refuseNothing, written } from './conversations.ts';
import { endpoint } from './endpoint.ts';
import { nameLengthMax, urlLengthMax } from './entries.ts';
import { id, locale, time } from './ids.ts';
import { inboxFace } from './inboxes.ts';
import { introduction } from './introduction.ts';
import { pageOf, pageQuery } from './paging.ts';
import { reaction } from './reactions.ts';
import { rich } from './rich.ts';

/** A message as its visitor sees it. No notes, no ids of members, only a first name. */
export const visitorMessage = z.object({
  /** The id that the widget chose for its own messages, the entry's id for the team's. */
  id,
  text: z.string(),
  /** How it is formatted, where it is. */
  rich: rich.optional(),
  /** Each with the path, on this server, by which it can be fetched for an hour. */
  attachments: z
    .array(attachment.extend({ path: z.string() }))
    .max(attachmentsMax)
    .optional(),
  from: z.enum(['visitor', 'team']),
  authorName: z.string().nullable(),
  occurredAt: time,
  /** It is what the visitor was greeted with before writing: by which showing. */
  greeting: id.optional(),
  /** How the other side took it. */
  reaction: reaction.optional(),
  /** Absent: it stands as it was written. The higher revision is the newer one; a deleted one says nothing. */
  changed: z.object({ revision: z.int(), isEdited: z.boolean(), isDeleted: z.boolean() }).optional(),
});
export type VisitorMessage = z.output<typeof visitorMessage>;

/** A message, as its visitor knows it, was taken otherwise; null: by no reaction any more. */
export const visitorReaction = z.object({ messageId: id, emoji: reaction.nullable() });
export type VisitorReaction = z.output<typeof visitorReaction>;

/** A visitor's token: its workspace and 256 random bits, kept by the loader, sent as `Authorization: Bearer`. */
export const visitorToken = z.string().regex(/^vt_[A-Za-z0-9_-]{64}$/);

/** A signed token of the business (JWT HS256) that says who the visitor is. */
export const identityToken = z.string().min(20).max(8_192);

const propertiesBytesMax = 32 * 1024;
const propertiesDepthMax = 10;

/** What comes with an event: JSON, neither large nor deep. */
const eventProperties = z
  .record(z.string(), z.unknown())
  .refine((value) => isShallow(value, propertiesDepthMax), `Nest at most ${propertiesDepthMax} levels.`)
  .refine((value) => JSON.stringify(value).length <= propertiesBytesMax, 'This is too much for one event.');

function isShallow(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return true;
  return levels > 0 && Object.values(value).every((part) => isShallow(part, levels - 1));
}

export const visitorEndpoints = {
  readInboxFace: endpoint({
    name: 'readInboxFace',
    method: 'GET',
    path: '/visitor/inboxes/:id',
    access: 'public',
    summary: 'What the widget shows before a session exists. Stores nothing.',
    params: z.object({ id }),
    output: inboxFace,
    status: 200,
  }),
  startVisitorSession: endpoint({
    name: 'startVisitorSession',
    method: 'POST',
    path: '/visitor/sessions',
    access: 'public',
    summary: 'A new anonymous session, or, with an identity token, one for that user of the business.',
    body: z.object({
      inboxId: id,
      identityToken: identityToken.optional(),
      language: z.string().max(35).optional(),
      /** That of the browser; what is none counts for nothing. */
      timeZone: z.string().max(64).optional(),
    }),
    output: z.object({ token: visitorToken, verified: z.boolean(), name: z.string().nullable() }),
    status: 201,
  }),
  adoptVisitor: endpoint({
    name: 'adoptVisitor',
    method: 'POST',
    path: '/visitor/anonymous-id',
    access: 'visitor',
    summary:
      'Says that the session’s visitor is the one whom a tracking library on the page knows by this id: both stand on one timeline. Opens nothing to the session.',
    body: z.object({ anonymousId: z.string().trim().min(1).max(320) }),
    status: 204,
  }),
  introduceVisitor: endpoint({
    name: 'introduceVisitor',
    method: 'POST',
    path: '/visitor/introduction',
    access: 'visitor',
    summary:
      'What an anonymous visitor answers to the questions of the inbox, once a session. Claims: no address is believed, nobody is joined by it.',
    body: introduction,
    status: 204,
  }),
  identifyVisitor: endpoint({
    name: 'identifyVisitor',
    method: 'POST',
    path: '/visitor/identification',
    access: 'visitor',
    summary: 'Makes an anonymous visitor known by a signed token; another user gets a new session instead.',
    body: z.object({ identityToken }),
    output: z.object({ token: visitorToken, verified: z.literal(true), name: z.string().nullable() }),
    status: 200,
  }),
  endVisitorSession: endpoint({
    name: 'endVisitorSession',
    method: 'DELETE',
    path: '/visitor/session',
    access: 'visitor',
    summary: 'Ends the session: the token is worthless afterwards.',
    status: 204,
  }),
  listVisitorMessages: endpoint({
    name: 'listVisitorMessages',
    method: 'GET',
    path: '/visitor/messages',
    access: 'visitor',
    summary: "The visitor's thread, newest first, with the position from which to follow it live.",
    query: pageQuery,
    output: pageOf(visitorMessage).extend({
      position: z.string(),
      /** The team has read what the visitor sent up to this time; null: nothing yet. */
      readUntil: time.nullable(),
      /** The visitor ended the conversation then, and it is not open again; null: so it is not. */
      endedAt: time.nullable(),
    }),
    status: 200,
  }),
  postVisitorMessage: endpoint({
    name: 'postVisitorMessage',
    method: 'POST',
    path: '/visitor/messages',
    access: 'visitor',
    summary: 'Sends a message. The same `id` again answers with what was recorded first.',
    body: z
      .object({
        id,
        ...written,
        language: locale.optional(),
        /** The showing of the greeting that this answers. */
        greeting: id.optional(),
      })
      .superRefine(refuseNothing),
    output: visitorMessage,
    status: 201,
  }),
  endVisitorConversation: endpoint({
    name: 'endVisitorConversation',
    method: 'POST',
    path: '/visitor/closure',
    access: 'visitor',
    summary: 'Ends the conversation at the word of the visitor. The next message opens it again.',
    status: 204,
  }),
  recordReceipt: endpoint({
    name: 'recordReceipt',
    method: 'POST',
    path: '/visitor/receipts',
    access: 'visitor',
    summary:
      'Says that a message of the team has arrived, and all before it, or that they were on the screen of somebody who looks.',
    body: z.object({ messageId: id, isRead: z.boolean() }),
    status: 204,
  }),
  recordPageView: endpoint({
    name: 'recordPageView',
    method: 'POST',
    path: '/visitor/page-views',
    access: 'visitor',
    summary: 'Records the page a visitor is on.',
    body: z.object({
      id,
      url: z.url({ protocol: /^https?$/ }).max(urlLengthMax),
      title: z.string().max(500),
      referrer: z.string().max(urlLengthMax).nullable(),
    }),
    status: 202,
  }),
  recordPageError: endpoint({
    name: 'recordPageError',
    method: 'POST',
    path: '/visitor/page-errors',
    access: 'visitor',
    summary:
      'Records that a script of the page failed before the eyes of a visitor. The same `id` counts once.',
    body: z.object({
      id,
      url: z.url({ protocol: /^https?$/ }).max(urlLengthMax),
      message: z.string().trim().min(1).max(500),
      source: z.string().max(500).nullable(),
    }),
    status: 202,
  }),
  recordVisitorEvent: endpoint({
    name: 'recordVisitorEvent',
    method: 'POST',
    path: '/visitor/events',
    access: 'visitor',
    summary: 'Records something that a visitor did on the page. The same `id` counts once.',
    body: z.object({
      id,
      name: z.string().trim().min(1).max(nameLengthMax),
      properties: eventProperties.default({}),
      url: z
        .url({ protocol: /^https?$/ })
        .max(urlLengthMax)
        .optional(),
    }),
    status: 202,
  }),
};
