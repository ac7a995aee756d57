/** A connection to a mailbox: opened, watched, and ended when a command takes too long. */
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { codeOf } from './failure.ts';
import type { FollowDeps, Limits, MailboxSettings, Reached } from './settings.ts';

/** A response larger than this ends the connection: of a server that sends whole mails where a part was asked for. */
const literalBytesMax = 48 * 2 ** 20;
/** The UIDs of a folder of two million mails. */
const lineBytesMax = 16 * 2 ** 20;

export type Connection = {
  client: ImapFlow;
  /** Waits for a command; ends the connection when it takes longer than a command may. */
  within<T>(command: Promise<T>): Promise<T>;
  close(): void;
};

/**
 * Connects and signs in. `onNews` is called when the server tells of mail, and when the connection ends; `signal` ends it,
 * also while it is made.
 */
export async function connectTo(
  deps: FollowDeps,
  limits: Limits,
  signal: AbortSignal,
  onNews: () => void,
): Promise<Connection> {
  const { settings } = deps;
  const reached = await inTime(reach(deps), limits.connectMilliseconds);
  const token = deps.accessToken && (await inTime(deps.accessToken(), limits.connectMilliseconds));
  const client = new ImapFlow(optionsOf(settings, reached, token, limits));
  let lost: unknown;
  client.on('error', (error: unknown) => {
    lost ??= error;
  });
  client.on('exists', onNews);
  client.on('close', onNews);
  const end = () => client.close();
  signal.addEventListener('abort', end);
  client.on('close', () => signal.removeEventListener('abort', end));
  const connection: Connection = {
    client,
    within: (command) => within(client, command, limits.commandMilliseconds, () => lost),
    close: () => client.close(),
  };
  try {
    signal.throwIfAborted();
    await within(client, client.connect(), 2 * limits.connectMilliseconds, () => lost);
  } catch (error) {
    client.close();
    throw error;
  }
  return connection;
}

async function reach({ connect, settings: { host, port } }: FollowDeps): Promise<Reached> {
  if (!connect) return { host };
  try {
    return await connect(host, port);
  } catch (cause) {
    const code = codeOf(cause);
    throw Object.assign(new Error('The host was not judged to be reachable.', { cause }), {
      code: code && /^E[A-Z]/.test(code) ? code : 'HostRefused',
    });
  }
}

function optionsOf(
  { host, port, security, user, password }: MailboxSettings,
  reached: Reached,
  accessToken: string | undefined,
  { connectMilliseconds, commandMilliseconds }: Limits,
): ImapFlowOptions {
  const servername = reached.servername ?? (reached.host === host ? undefined : host);
  return {
    host: reached.host,
    port,
    secure: security === 'tls',
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    ...(servername ? { servername } : {}),
    auth: accessToken === undefined ? { user, pass: password } : { user, accessToken },
    tls: { minVersion: 'TLSv1.2', ...reached.tls, ...(servername ? { servername } : {}) },
    clientInfo: { name: 'Rapport' },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: connectMilliseconds,
    greetingTimeout: connectMilliseconds,
    socketTimeout: commandMilliseconds,
    maxLiteralSize: literalBytesMax,
    maxResponseSize: 2 * literalBytesMax,
    maxLineLength: lineBytesMax,
  };
}

async function within<T>(
  client: ImapFlow,
  command: Promise<T>,
  milliseconds: number,
  lost: () => unknown,
): Promise<T> {
  try {
    return await inTime(command, milliseconds, () => client.close());
  } catch (error) {
    // What ended the connection says more than that it has ended.
    throw codeOf(error) === 'NoConnection' ? (lost() ?? error) : error;
  }
}

async function inTime<T>(work: Promise<T>, milliseconds: number, onLate?: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error('There was no answer in time.'), { code: 'ETIMEOUT' }));
      onLate?.();
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
