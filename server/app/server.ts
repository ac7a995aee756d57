/** The running server: HTTP, sockets and followers on one database. */

import type { IncomingMessage } from 'node:http';
import { clientFrameBytesMax, realtimePath, visitorRealtimePath } from '../../contract/realtime.ts';
import { createAuthenticator } from '../accounts/index.ts';
import { createAttendance } from '../attendance/index.ts';
import { createPresence } from '../availability/index.ts';
import type { EmailDeps } from '../channels/email/index.ts';
import { createVisitorHub, visitorSockets } from '../channels/webchat/index.ts';
import { createTail, createWaker, runFollowers } from '../ledger/index.ts';
import { createBell } from '../notifications/index.ts';
import { createAuth } from '../platform/auth/index.ts';
import { type Db, openDb, openSignals } from '../platform/db/index.ts';
import { createApp } from '../platform/http/index.ts';
import type { Log } from '../platform/log/index.ts';
import { attachSockets } from '../platform/realtime/index.ts';
import type { Getter, Poster } from '../platform/ssrf/index.ts';
import { memberSockets } from '../realtime/index.ts';
import type { RunCommand } from '../samples/index.ts';
import { addressBehind } from './address.ts';
import { followersOf, jobsFor, startClocks, startWork } from './background.ts';
import { registerHealth } from './health.ts';
import { emailDeps, registerEndpoints, signerWith } from './routes.ts';

/** The poll under the wake-ups: what a lost signal costs at most. */
const pollMilliseconds = 1_000;

/** On which servers tell one another who is at which conversation. */
const attendanceChannel = 'rapport_attendance';

const uploadMbDefault = 25;
const bytesPerMb = 2 ** 20;

export type ServerConfig = {
  port: number;
  host: string;
  publicUrl: string;
  /** Where files lie. */
  dataDir: string;
  /** How large a file in a message may be. */
  uploadMbMax?: number | undefined;
  secretKey: string;
  trustProxy?: string[] | undefined;
  metricsToken?: string | undefined;
  smtpUrl?: string | undefined;
  mailFrom?: string | undefined;
  /** How push services are reached; absent: on the public internet alone. Stand-ins of tests are elsewhere. */
  reachesPush?: Poster | undefined;
  /** How pages are reached that messages link to; absent: on the public internet alone. */
  reachesPages?: Getter | undefined;
  /** Ranges in which mailboxes may be beside the public internet. */
  mailNetworks?: readonly string[] | undefined;
  /** Who is asked about senders of mail; absent: the DNS. */
  mailResolver?: EmailDeps['resolver'];
  /** How commands are run that screens call; absent: not at all. */
  runCommand?: RunCommand | undefined;
};

export type RunningServer = {
  /** Where it listens. */
  url: string;
  db: Db;
  /** Answers what has begun, ends sockets and followers, and lets go of the database. */
  close: () => Promise<void>;
};

/** Starts serving. `serverUrl` is the connection of the role that is bound by row-level security. */
export async function startServer(options: {
  config: ServerConfig;
  serverUrl: string;
  log: Log;
  distDir: string;
  now?: () => Date;
}): Promise<RunningServer> {
  const { config, log, serverUrl } = options;
  const now = options.now ?? (() => new Date());
  const db = openDb(serverUrl, { onError: (error) => log.warn({ err: error }, 'database connection lost') });
  const auth = createAuth(config);
  const members = createAuthenticator({ db, auth, publicUrl: config.publicUrl });
  const app = createApp({ log, trustProxy: config.trustProxy ?? false });
  const waker = createWaker(db, { signalsUrl: serverUrl, pollMilliseconds });
  const tail = createTail(db, log, waker);
  const { jobs, mails } = jobsFor(db, config, log, now);
  const email = emailDeps({ ...config, db, log, now });
  const followers = runFollowers(db, log, waker, followersOf(mails, now, email.tokenKey));
  const bell = createBell(db, { signalsUrl: serverUrl });
  const clocks = startClocks({ db, log, now, waker, jobs });
  const presence = createPresence({ db, log });
  const hearing = { presence, onNotified: bell.listen };
  const attendance = createAttendance({ openLine: (on) => openSignals(serverUrl, attendanceChannel, on) });
  const { imports, privacy, mail } = startWork(db, config, log, email);
  registerEndpoints(app, {
    ...config,
    db,
    auth,
    members,
    jobs: mails,
    now,
    attendance,
    distDir: options.distDir,
    fileBytesMax: (config.uploadMbMax ?? uploadMbDefault) * bytesPerMb,
    wakeImports: imports.wake,
    email: { ...email, wake: mail.wake },
  });

  const sockets = attachSockets(app.server, {
    paths: {
      [realtimePath]: memberSockets({ db, tail, log, attendance, ...hearing, ...listening(members) }),
      [visitorRealtimePath]: visitorSockets({
        db,
        hub: createVisitorHub(tail, attendance),
        attendance,
        sign: signerWith(config.secretKey, now),
        log,
        now,
      }),
    },
    frameBytesMax: clientFrameBytesMax,
    addressOf: addressBehind(config.trustProxy),
    log,
  });
  registerHealth(app, { db, log, metricsToken: config.metricsToken, socketCount: sockets.count });

  const url = await app.listen({ port: config.port, host: config.host });
  jobs.resume().catch((error: unknown) => log.warn({ err: error }, 'looking for jobs failed'));
  return {
    url,
    db,
    close: async () => {
      await sockets.close();
      await app.close();
      await Promise.all([followers, presence, attendance, ...clocks].map((one) => one.stop()));
      for (const work of [imports, privacy, mail, jobs]) await work.stop();
      for (const one of [bell, waker, db]) await one.close();
    },
  };
}

/** Who may listen: by the cookie of the handshake, else by a token that follows. */
function listening(members: ReturnType<typeof createAuthenticator>) {
  return {
    claimOfHandshake: async (request: IncomingMessage) =>
      request.headers.cookie === undefined
        ? undefined
        : members.claimOf({ method: 'CONNECT', headers: headersOfHandshake(request) }, 'conversations:read'),
    claimOfToken: async (token: string) => members.claimOfKey(token, 'conversations:read'),
  };
}

/** A browser's socket carries no headers of ours: the chosen workspace stands in its address (`?workspace=`). */
function headersOfHandshake(request: IncomingMessage): IncomingMessage['headers'] {
  const workspace = new URL(request.url ?? '/', 'http://localhost').searchParams.get('workspace');
  return workspace === null ? request.headers : { ...request.headers, 'rapport-workspace': workspace };
}
