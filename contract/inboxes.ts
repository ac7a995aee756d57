/** Inboxes: configured channels. */
import { z } from 'zod';
import { emailSettings } from './email.ts';
import { endpoint } from './endpoint.ts';
import { nameLengthMax } from './entries.ts';
import { id, locale, time } from './ids.ts';
import { introductionForm } from './introduction.ts';
import { letterMarks, lineTypes } from './rich-text.ts';

/**
 * A site that may show the widget: `https://shop.example`, `https://*.shop.example` or `http://localhost:3000`.
 * Scheme and host only; the pattern is strict because it ends up in a Content-Security-Policy header.
 */
export const site = z
  .string()
  .max(300)
  .regex(
    /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/,
    'Write a site as https://shop.example.',
  );

/** Settings of a web-chat inbox. An empty list of sites allows every site. */
export const webchatSettings = z.object({
  sites: z.array(site).max(50),
  color: z.string().regex(/^#[0-9a-f]{6}$/, 'Write a colour as #1a2b3c.'),
  greeting: z.string().max(500),
  position: z.enum(['right', 'left']),
  /** What new visitors are asked before their first message; without it nothing. */
  introduction: introductionForm.optional(),
});
export type WebchatSettings = z.output<typeof webchatSettings>;

const anyInbox = z.object({
  id,
  name: z.string(),
  /** The team that its new conversations go to. */
  teamId: id.nullable(),
  createdAt: time,
  /**
   * What its channel does with a reply that was edited or deleted after it was sent; which formatting it shows of one, and how
   * long one may be.
   */
  can: z.object({
    edits: z.enum(['shown', 'no']),
    deletes: z.boolean(),
    shows: z.object({ marks: z.array(z.enum([...letterMarks, 'link'])), lines: z.array(z.enum(lineTypes)) }),
    textLengthMax: z.int(),
  }),
});
const webchatInbox = anyInbox.extend({ channel: z.literal('webchat'), settings: webchatSettings });
const emailInbox = anyInbox.extend({ channel: z.literal('email'), settings: emailSettings });
export const inbox = z.discriminatedUnion('channel', [webchatInbox, emailInbox]);
export type Inbox = z.output<typeof inbox>;
export type WebchatInbox = z.output<typeof webchatInbox>;
export type EmailInbox = z.output<typeof emailInbox>;

/** What the widget may know of its inbox before anybody has said who they are. */
export const inboxFace = z.object({
  id,
  businessName: z.string(),
  color: z.string(),
  greeting: z.string(),
  position: z.enum(['right', 'left']),
  locale,
  /** How large a file may be that is sent here. */
  fileBytesMax: z.int(),
  /** What to ask a new visitor before the first message; without it nothing. */
  introduction: introductionForm.optional(),
  /** Within so many minutes of business time three of four first answers came lately; absent: too few to say. */
  waitMinutes: z.int().optional(),
  /** When the business opens; absent: it is open. */
  opensAt: time.optional(),
});
export type InboxFace = z.output<typeof inboxFace>;

const params = z.object({ id });
const password = z.string().min(1).max(1_000);
const newEmailSettings = emailSettings.partial().required({ address: true });
const name = z.string().trim().min(1).max(nameLengthMax);

export const inboxEndpoints = {
  listInboxes: endpoint({
    name: 'listInboxes',
    method: 'GET',
    path: '/inboxes',
    access: 'inboxes:read',
    summary: 'All inboxes of the workspace.',
    output: z.object({ data: z.array(inbox), next: z.null() }),
    status: 200,
  }),
  createInbox: endpoint({
    name: 'createInbox',
    method: 'POST',
    path: '/inboxes',
    access: 'inboxes:manage',
    summary: 'Adds an inbox.',
    body: z.discriminatedUnion('channel', [
      z.object({ name, channel: z.literal('webchat'), settings: webchatSettings.partial().optional() }),
      z.object({
        name,
        channel: z.literal('email'),
        settings: newEmailSettings,
        password: password.optional(),
      }),
    ]),
    output: inbox,
    status: 201,
  }),
  updateInbox: endpoint({
    name: 'updateInbox',
    method: 'PATCH',
    path: '/inboxes/:id',
    access: 'inboxes:manage',
    summary: 'Changes the name or settings of an inbox, or the team that its new conversations go to.',
    params,
    body: z.object({
      name: name.optional(),
      settings: z.union([webchatSettings.partial().strict(), emailSettings.partial().strict()]).optional(),
      teamId: id.nullable().optional(),
      /** Of the mailbox. It is kept sealed, and told to nobody. */
      password: password.optional(),
    }),
    output: inbox,
    status: 200,
  }),
  readIdentitySecret: endpoint({
    name: 'readIdentitySecret',
    method: 'GET',
    path: '/inboxes/:id/identity-secret',
    access: 'inboxes:manage',
    summary: 'The secret with which the site signs visitor tokens.',
    params,
    output: z.object({ identitySecret: z.string() }),
    status: 200,
  }),
  rotateIdentitySecret: endpoint({
    name: 'rotateIdentitySecret',
    method: 'POST',
    path: '/inboxes/:id/identity-secret',
    access: 'inboxes:manage',
    summary: 'Replaces the secret; tokens signed with the old one are refused at once.',
    params,
    output: z.object({ identitySecret: z.string() }),
    status: 201,
  }),
};
