/** What a follower is given: the mailbox, what it keeps with, and its limits. */
import type { ConnectionOptions } from 'node:tls';
import type { Log } from '../../../platform/log/index.ts';
import type { Step } from './steps.ts';
import type { MailboxStore, Raw } from './store.ts';

export type MailboxSettings = {
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  user: string;
  password: string;
  folder: string;
  /** What the first connection reads: what comes from then on, or all that is there. */
  startAt: 'now' | 'all';
};

/** Where to connect, once a name was judged: `host` is an address, the certificate must be `servername`'s. */
export type Reached = { host: string; servername?: string; tls?: ConnectionOptions };

export type FollowDeps = {
  settings: MailboxSettings;
  store: MailboxStore;
  /**
   * Streams a raw mail to the file store; it is on disk when this resolves. A Problem `too-large` or `invalid-input` is
   * about the mail, any other failure about us.
   */
  receive: (raw: AsyncIterable<Buffer>) => Promise<Raw>;
  /** Judges and resolves the host before each connection; throws where it may not be reached. */
  connect?: (host: string, port: number) => Promise<Reached>;
  /** For OAuth: a token that is valid now, in place of the password. */
  accessToken?: () => Promise<string>;
  log: Log;
  pollMilliseconds?: number;
  /** Every so many polls all UIDs of the server are compared. */
  comparisonPolls?: number;
  backoff?: Partial<Backoff>;
  limits?: Partial<Limits>;
  step?: Step;
};

/** How long to wait until the next connection: doubled each time, with chance in it. */
export type Backoff = {
  firstMilliseconds: number;
  maxMilliseconds: number;
  /** After a password that was refused: servers lock out who tries often. */
  credentialsMilliseconds: number;
};

export type Limits = {
  /** A longer mail is noted, not fetched. */
  mailBytesMax: number;
  /** Of a mail in memory at a time. */
  chunkBytes: number;
  /** Mails up to this size are fetched by one command, one after another. */
  groupedBytesMax: number;
  batchUids: number;
  /** Between mails that turn out to be recorded: their bytes were asked for only to be compared. */
  rematchPauseMilliseconds: number;
  /** How often a mail is asked of a server that answers without it. */
  refusalsMax: number;
  /** How often the connection may end while a mail is read, the mail being the last in line. */
  lossesMax: number;
  /** For one command, or one chunk of a mail. */
  commandMilliseconds: number;
  connectMilliseconds: number;
};

export const pollMillisecondsDefault = 60_000;
export const comparisonPollsDefault = 30;

export const backoffDefault: Backoff = {
  firstMilliseconds: 1_000,
  maxMilliseconds: 300_000,
  credentialsMilliseconds: 900_000,
};

export const limitsDefault: Limits = {
  mailBytesMax: 100 * 2 ** 20,
  chunkBytes: 256 * 2 ** 10,
  groupedBytesMax: 64 * 2 ** 10,
  batchUids: 200,
  rematchPauseMilliseconds: 25,
  refusalsMax: 3,
  lossesMax: 8,
  commandMilliseconds: 120_000,
  connectMilliseconds: 30_000,
};

/** The wait before connection number `failures + 1`; half of it is chance, so that mailboxes do not come all at once. */
export function backoffOf(backoff: Backoff, failures: number, isRefused: boolean): number {
  if (isRefused) return backoff.credentialsMilliseconds * (1 + Math.random() / 10);
  const whole = Math.min(backoff.maxMilliseconds, backoff.firstMilliseconds * 2 ** Math.min(failures, 30));
  return whole * (0.5 + Math.random() / 2);
}
