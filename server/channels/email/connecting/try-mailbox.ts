/** Tries a mailbox step by step: each says whether it works, and what is wrong if it does not. Nothing is read, sent or kept. */
import {
  type MailboxStep,
  type MailboxTrial,
  type MailServer,
  mailboxSteps,
  type TriedStep,
} from '../../../../contract/email.ts';
import { type Failed, faultOf, type Part } from './faults.ts';
import type { Reach, Reached } from './reach.ts';

/** For each step; a server that takes as long at every one of them is cut off at `sideMilliseconds`. */
const stepMilliseconds = 10_000;
const sideMilliseconds = 25_000;
const foldersMax = 200;

export type TryDeps = {
  reach: Reach;
  /** Authorities that are trusted beside those of the system. */
  ca?: string;
  stepMilliseconds?: number;
};
export type Wanted = {
  receiving: (MailServer & { folder: string }) | null;
  sending: MailServer | null;
};

type Side = { done: readonly Part[]; failed?: Failed; messages?: number; folders?: string[] };

/** Tries both sides at once. Never throws: what went wrong is the answer. */
export async function tryMailbox(wanted: Wanted, password: string, deps: TryDeps): Promise<MailboxTrial> {
  const [receiving, sending] = await Promise.all([
    wanted.receiving && tryReceiving(wanted.receiving, password, deps),
    wanted.sending && trySending(wanted.sending, password, deps),
  ]);
  return {
    steps: mailboxSteps.flatMap((step) => {
      const [server, side] = step.startsWith('receiving')
        ? [wanted.receiving, receiving]
        : [wanted.sending, sending];
      return server && side ? stepOf(step, side, server.security === 'none') : [];
    }),
    messages: receiving?.messages ?? null,
    folders: receiving?.folders ?? [],
  };
}

/** Where nothing is to be encrypted, that is no step. */
function stepOf(step: MailboxStep, side: Side, isPlain: boolean): TriedStep {
  const part = step.slice(step.indexOf('-') + 1);
  if (side.failed?.at === part)
    return { step, state: 'failed', fault: side.failed.fault, said: side.failed.said };
  const isDone = side.done.some((one) => one === part) && !(isPlain && part === 'secure');
  return { step, state: isDone ? 'ok' : 'skipped', fault: null, said: null };
}

const beforeSignIn: readonly Part[] = ['host', 'connect', 'secure'];
/** What has worked when a step failed: all before it. */
const before: Readonly<Record<Part, readonly Part[]>> = {
  host: [],
  connect: ['host'],
  secure: ['host', 'connect'],
  'sign-in': beforeSignIn,
  folder: [...beforeSignIn, 'sign-in'],
};

async function tryReceiving(
  server: NonNullable<Wanted['receiving']>,
  password: string,
  deps: TryDeps,
): Promise<Side> {
  let client: Awaited<ReturnType<typeof imapClient>> | undefined;
  try {
    const reached = await deps.reach(server.host, server.port);
    client = await imapClient(server, reached, password, deps);
    // Whoever waits hears of it; without a listener it would end the process.
    client.on('error', () => undefined);
    await inTime(client.connect());
  } catch (error) {
    client?.close();
    return failedSide(error, server, password);
  }
  const done = [...beforeSignIn, 'sign-in'] as const;
  try {
    const folders = (await inTime(client.list())).map(({ path }) => path).slice(0, foldersMax);
    const status = await inTime(client.status(server.folder, { messages: true }));
    if (status === false) return { done, failed: { at: 'folder', fault: 'no-folder', said: null }, folders };
    return { done: [...done, 'folder'], messages: status.messages ?? 0, folders };
  } catch (error) {
    const { said } = faultOf(error, server.security, [password]);
    const folders = await inTime(client.list()).catch(() => []);
    return {
      done,
      failed: { at: 'folder', fault: 'no-folder', said },
      folders: folders.map(({ path }) => path).slice(0, foldersMax),
    };
  } finally {
    client.close();
  }
}

function failedSide(error: unknown, server: MailServer, password: string): Side {
  const secrets = [password, `\0${server.user}\0${password}`];
  const failed = faultOf(error, server.security, secrets);
  return { done: before[failed.at], failed };
}

async function imapClient(server: MailServer, { address, servername }: Reached, pass: string, deps: TryDeps) {
  const { ImapFlow } = await import('imapflow');
  const milliseconds = deps.stepMilliseconds ?? stepMilliseconds;
  return new ImapFlow({
    host: address,
    port: server.port,
    secure: server.security === 'tls',
    ...(server.security === 'tls' ? {} : { doSTARTTLS: server.security === 'starttls' }),
    ...(servername === '' ? {} : { servername }),
    tls: { ...(servername === '' ? {} : { servername }), ...(deps.ca === undefined ? {} : { ca: deps.ca }) },
    auth: { user: server.user, pass },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: milliseconds,
    greetingTimeout: milliseconds,
    // Longer than the greeting may take, so that it is known which of them did not come.
    socketTimeout: milliseconds * 2,
  });
}

async function trySending(server: MailServer, password: string, deps: TryDeps): Promise<Side> {
  const { createTransport } = await import('nodemailer');
  let close: (() => void) | undefined;
  try {
    const { address, servername } = await deps.reach(server.host, server.port);
    const milliseconds = deps.stepMilliseconds ?? stepMilliseconds;
    const heard = listener();
    const transport = createTransport({
      debug: true,
      logger: heard.logger,
      host: address,
      port: server.port,
      secure: server.security === 'tls',
      requireTLS: server.security === 'starttls',
      ignoreTLS: server.security === 'none',
      tls: { servername, ...(deps.ca === undefined ? {} : { ca: deps.ca }) },
      auth: { user: server.user, pass: password },
      connectionTimeout: milliseconds,
      greetingTimeout: milliseconds,
      socketTimeout: milliseconds * 2,
    });
    close = () => transport.close();
    await inTime(transport.verify());
    if (heard.hasSignedIn()) return { done: [...beforeSignIn, 'sign-in'] };
    return { done: beforeSignIn, failed: { at: 'sign-in', fault: 'no-sign-in', said: null } };
  } catch (error) {
    return failedSide(error, server, password);
  } finally {
    close?.();
  }
}

/** Hears whether anybody signed in: the library goes on without where the server offers no way. It keeps nothing of what is said. */
function listener() {
  let hasSignedIn = false;
  const quiet = () => undefined;
  const hear = ({ tnx }: { tnx?: string }, said?: unknown) => {
    if (tnx === 'client' && typeof said === 'string' && said.startsWith('AUTH ')) hasSignedIn = true;
  };
  const others = { info: quiet, warn: quiet, error: quiet, fatal: quiet };
  return { logger: { level: quiet, trace: hear, debug: hear, ...others }, hasSignedIn: () => hasSignedIn };
}

/** @throws an error of code `ETIMEDOUT` when it takes too long. */
async function inTime<T>(wish: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error('No answer in time.'), { code: 'ETIMEDOUT' });
    timer = setTimeout(() => reject(error), sideMilliseconds);
  });
  return Promise.race([wish, late]).finally(() => clearTimeout(timer));
}
