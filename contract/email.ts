/** Settings of an inbox that is a mailbox. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id } from './ids.ts';

const address = z.email().max(254).toLowerCase();
const hostName = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9.:-]+$/, 'Write the name of the server alone, as mail.shop.example.');

/** How a mail server is reached. */
export const mailServer = z.object({
  host: hostName.min(1),
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().min(1).max(320),
});
export type MailServer = z.output<typeof mailServer>;

export const emailSettings = z.object({
  /** The inbox's own address: replies go out from it. */
  address,
  /** Other addresses that are this inbox too. */
  aliases: z.array(address).max(50),
  /** What stands before the address in From; `agent`: the member's name with it. */
  senderName: z.string().max(120),
  senderStyle: z.enum(['inbox', 'agent']),
  /** Where mail is fetched; null: it comes by other ways. */
  receiving: mailServer
    .extend({ folder: z.string().min(1).max(200), startAt: z.enum(['now', 'all']) })
    .nullable(),
  /** Where replies go out; null: nobody can reply. */
  sending: mailServer.nullable(),
  /** The provider delivers `name+anything@domain` to `name@domain`. */
  plusAddressing: z.boolean(),
  signature: z.string().max(5_000),
  /** Replies quote what they answer. */
  quoteHistory: z.boolean(),
  /** Servers whose Authentication-Results are believed. */
  trustedServers: z.array(z.string().min(1).max(253)).max(10),
  /** Sent to who is proven and writes first, once a day; null: nothing. */
  acknowledgement: z
    .object({ subject: z.string().min(1).max(200), text: z.string().min(1).max(2_000) })
    .nullable(),
});
export type EmailSettings = z.output<typeof emailSettings>;

/**
 * Whether the password that an inbox has may go to these servers: to those that it was given for, and as well guarded as it
 * was. Else whoever may change an inbox could have its password sent to a server of their own.
 */
export function keepsPassword(
  before: Pick<EmailSettings, 'receiving' | 'sending'>,
  servers: readonly (MailServer | null)[],
): boolean {
  const known = [before.receiving, before.sending].filter((one) => one !== null);
  const isKnown = ({ host, security }: MailServer) =>
    known.some((one) => one.host === host && (security !== 'none' || one.security === 'none'));
  return servers.every((one) => one === null || isKnown(one));
}

/** What new ones begin with, all but the address. */
export const emailDefaults = {
  aliases: [],
  senderName: '',
  senderStyle: 'inbox',
  receiving: null,
  sending: null,
  plusAddressing: false,
  signature: '',
  quoteHistory: true,
  trustedServers: [],
  acknowledgement: null,
} as const satisfies Omit<EmailSettings, 'address'>;

export const mailboxHints = [
  /** A password made for this alone, in the account's security settings. */
  'app-password',
  /** IMAP must be switched on in its settings. */
  'enable-imap',
  /** The first two at once, as Chinese providers call them. */
  'authorization-code',
  /** Passwords are no longer taken: one signs in with the provider. */
  'provider-sign-in',
  /** The provider has no IMAP. */
  'no-mailbox',
] as const;
export type MailboxHint = (typeof mailboxHints)[number];

/** How a mailbox is reached, as far as it could be found out. */
export const foundMailbox = z.object({
  receiving: mailServer.nullable(),
  sending: mailServer.nullable(),
  foundBy: z.enum(['provider', 'srv', 'autoconfig', 'guess']),
  /** What to do at the provider first; null: nothing that is known. */
  hint: z.enum(mailboxHints).nullable(),
  /** Who runs it, where that is known. */
  provider: z.string().nullable(),
  /** Whether the servers belong to the provider or to the domain itself: to others a password goes once somebody agreed. */
  isOwn: z.boolean(),
  plusAddressing: z.boolean(),
  /** The server's name under which its Authentication-Results are believed; null: none is known. */
  trustedServer: z.string().nullable(),
});
export type FoundMailbox = z.output<typeof foundMailbox>;

/** In the order in which they are taken. */
export const mailboxSteps = [
  'receiving-host',
  'receiving-connect',
  'receiving-secure',
  'receiving-sign-in',
  'receiving-folder',
  'sending-host',
  'sending-connect',
  'sending-secure',
  'sending-sign-in',
] as const;
export type MailboxStep = (typeof mailboxSteps)[number];

/** What was wrong; the console says what to do about it. */
export const mailboxFaults = [
  'unknown-host',
  'inside-network',
  'not-a-mail-port',
  'refused',
  'no-answer',
  'unreachable',
  'closed',
  'wrong-security',
  'no-tls',
  'certificate-expired',
  'certificate-self-signed',
  'certificate-other-name',
  'certificate-unknown',
  'credentials',
  'no-sign-in',
  'no-folder',
  'other',
] as const;
export type MailboxFault = (typeof mailboxFaults)[number];

/** One step of trying a mailbox. */
export const triedStep = z.object({
  step: z.enum(mailboxSteps),
  state: z.enum(['ok', 'failed', 'skipped']),
  fault: z.enum(mailboxFaults).nullable(),
  /** What the server said, without secrets. */
  said: z.string().nullable(),
});
export type TriedStep = z.output<typeof triedStep>;

export const mailboxTrial = z.object({
  steps: z.array(triedStep),
  /** How many mails are in the folder; null: it was not seen. */
  messages: z.int().nullable(),
  /** The folders that there are. */
  folders: z.array(z.string()),
});
export type MailboxTrial = z.output<typeof mailboxTrial>;

export const mailboxEndpoints = {
  discoverMailbox: endpoint({
    name: 'discoverMailbox',
    method: 'POST',
    path: '/mailboxes/discover',
    access: 'inboxes:manage',
    summary:
      'Finds out how the mailbox of an address is reached: by a list of providers, by DNS (RFC 6186) or by its autoconfiguration.',
    body: z.object({ address }),
    output: foundMailbox,
    status: 200,
  }),
  tryMailbox: endpoint({
    name: 'tryMailbox',
    method: 'POST',
    path: '/mailboxes/try',
    access: 'inboxes:manage',
    summary:
      'Signs in to a mailbox as it would be followed, and to its server for sending, and tells how each step went.',
    body: z.object({
      receiving: mailServer.extend({ folder: z.string().min(1).max(200) }).nullable(),
      sending: mailServer.nullable(),
      /** Absent: that of the inbox, where these are its servers. */
      password: z.string().min(1).max(1_000).optional(),
      inboxId: id.optional(),
    }),
    output: mailboxTrial,
    status: 200,
  }),
};
