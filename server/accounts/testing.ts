/** Accounts on a database of their own, behind real HTTP handling, and a client with a cookie jar. */

import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Endpoint } from '../../contract/endpoint.ts';
import { apiPrefix } from '../../contract/endpoints.ts';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { newId, readAudit } from '../ledger/index.ts';
import { type Auth, createAuth } from '../platform/auth/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import { createApp, registerRoutes } from '../platform/http/index.ts';
import { createLogger } from '../platform/log/index.ts';
import {
  type AccountConfig,
  accountRoutes,
  type CreatedOwner,
  type CreateFirstInbox,
  createAuthenticator,
  createOwner,
  createSignInLimits,
  type MemberCaller,
} from './index.ts';
import { record } from './record.ts';

export { makeKeySecret } from './key-secret.ts';

export const testSecretKey = 'a secret key for tests, long enough to be one';
export const testPublicUrl = 'https://rapport.example';
export const ownerLogin = { email: 'ana@example.com', password: 'correct horse battery' };

/** Channels are of a higher floor: this inbox exists in the ledger alone. */
export const firstInbox: CreateFirstInbox = async (tx, who, workspace) => {
  const inboxId = newId();
  await record(tx, who, 'inbox.created', { inboxId, name: workspace.name, channel: 'webchat' });
  return { inboxId, identitySecret: 'identity secret' };
};

export type Accounts = {
  app: FastifyInstance;
  db: Db;
  auth: Auth;
  database: TestDatabase;
  /** What the server logged. */
  logged: () => string;
  createOwner: (workspaceName: string, login?: { email: string; password: string }) => Promise<CreatedOwner>;
  close: () => Promise<void>;
};

/** Starts them; limits are off unless they are given. */
export async function startAccounts(
  cluster: { adminUrl: string; serverUrl: string },
  given: Partial<AccountConfig> | ((db: Db) => Partial<AccountConfig>) = {},
): Promise<Accounts> {
  const database = await createTestDatabase(cluster);
  const { db } = database;
  const config = typeof given === 'function' ? given(db) : given;
  const lines: string[] = [];
  const log = createLogger({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const secretKey = testSecretKey;
  const publicUrl = config.publicUrl ?? testPublicUrl;
  const auth = createAuth({ secretKey, publicUrl });
  const app = createApp({ log, trustProxy: false });
  const members = createAuthenticator({ db, auth, publicUrl });
  const limits = createSignInLimits({ perMinute: 10_000 });
  const routes = accountRoutes({
    auth,
    secretKey,
    publicUrl,
    jobs: undefined,
    createFirstInbox: firstInbox,
    onMemberRemoved: [],
    limits,
    ...config,
  });
  registerRoutes<MemberCaller>(app, apiPrefix, routes, {
    db,
    authenticate: {
      claimOf: (request, access) => members.claimOf(request, access as Parameters<typeof members.claimOf>[1]),
      callerIdOf: (who) => who.memberId,
    },
  });
  await app.ready();
  return {
    app,
    db,
    auth,
    database,
    logged: () => lines.join(''),
    createOwner: (workspaceName, login = ownerLogin) =>
      createOwner(db, { auth, createFirstInbox: firstInbox }, { workspaceName, ...login }),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

export type Asks = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** `undefined` takes away what a browser would send. */
  headers?: Record<string, string | undefined>;
  key?: string;
  address?: string;
};

export type Browser = {
  cookies: Map<string, string>;
  /** Asks an endpoint as a page of ours does, with the cookies that it was given. */
  ask: (endpoint: Endpoint, asks?: Asks) => Promise<LightMyRequestResponse>;
};

/** A browser with its cookies, or somebody with a key. */
export function browser({ app }: Pick<Accounts, 'app'>): Browser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    ask: async (endpoint, asks = {}) => {
      const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => asks.params?.[name] ?? '');
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await app.inject({
        method: endpoint.method,
        url: `${apiPrefix}${path}?${new URLSearchParams(asks.query)}`,
        remoteAddress: asks.address ?? '127.0.0.1',
        headers: given({
          host: 'rapport.example',
          'sec-fetch-site': endpoint.method === 'GET' ? undefined : 'same-origin',
          cookie: cookie || undefined,
          authorization: asks.key && `Bearer ${asks.key}`,
          ...asks.headers,
        }),
        ...(asks.body === undefined ? {} : { payload: asks.body as object }),
      });
      for (const set of response.cookies) {
        if (set.value === '' || set.maxAge === 0) cookies.delete(set.name);
        else cookies.set(set.name, encodeURIComponent(set.value));
      }
      return response;
    },
  };
}

function given(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

/** The workspace's audit entries of these kinds, newest first. */
export async function audit<K extends EntryKind>(
  db: Db,
  workspaceId: string,
  ...kinds: K[]
): Promise<Entry<K>[]> {
  const { data } = await inWorkspace(db, workspaceId, (tx) => readAudit(tx, { limit: 100, kinds }));
  return data.map((json) => JSON.parse(json) as Entry<K>);
}
