/** A whole server for tests, on a database of its own, with an owner; and the small client they speak to it with. */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Endpoint, OutputOf, RequestOf } from '../../contract/endpoint.ts';
import { apiPrefix } from '../../contract/endpoints.ts';
import { type CreatedOwner, createOwner } from '../accounts/index.ts';
import { createAuth } from '../platform/auth/index.ts';
import type { Db } from '../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/db/testing.ts';
import { createLogger } from '../platform/log/index.ts';
import { allRoutes, emailDeps, firstInboxWith } from './routes.ts';
import { type RunningServer, type ServerConfig, startServer } from './server.ts';

const secretKey = 'a secret key for tests, long enough to be one';
const ownerPassword = 'correct horse battery';

export type TestServer = {
  url: string;
  /** The server's own pool. */
  db: Db;
  database: TestDatabase;
  owner: CreatedOwner;
  ownerLogin: { email: string; password: string };
  /** Where its files lie. */
  dataDir: string;
  close: () => Promise<void>;
};

/** Starts a server on a free port, with one workspace. */
export async function startTestServer(
  cluster: { adminUrl: string; serverUrl: string },
  config: Partial<ServerConfig> = {},
  now?: () => Date,
): Promise<TestServer> {
  const database = await createTestDatabase(cluster);
  const server = await serveDatabase(database, config, now);
  const ownerLogin = { email: 'owner@example.com', password: ownerPassword };
  const owner = await addWorkspace(server.db, 'First', ownerLogin);
  return {
    url: server.url,
    db: server.db,
    database,
    owner,
    ownerLogin,
    dataDir: filesOf(database),
    close: async () => {
      await server.close();
      await database.drop();
      await rm(filesOf(database), { recursive: true, force: true });
    },
  };
}

/** Starts a server on a test database as it is: without a workspace, or once more after it was stopped. */
export async function serveDatabase(
  database: TestDatabase,
  config: Partial<ServerConfig> = {},
  now?: () => Date,
): Promise<RunningServer> {
  return startServer({
    config: {
      port: 0,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:4100',
      secretKey,
      dataDir: filesOf(database),
      // Nobody outside is asked.
      mailResolver: nowhere,
      ...config,
    },
    serverUrl: database.serverUrl,
    log: createLogger({ level: 'silent' }),
    distDir: path.join(import.meta.dirname, '../../dist'),
    ...(now ? { now } : {}),
  });
}

async function nowhere(): Promise<never> {
  throw Object.assign(new Error('There is no such name.'), { code: 'ENOTFOUND' });
}

/** Where a test server's files lie. */
function filesOf(database: TestDatabase): string {
  return path.join(tmpdir(), `rapport-files-${new URL(database.serverUrl).pathname.slice(1)}`);
}

/** Another workspace on a test server, with its owner. */
export async function addWorkspace(
  db: Db,
  workspaceName: string,
  login: { email: string; password: string },
): Promise<CreatedOwner> {
  const auth = createAuth({ secretKey, publicUrl: 'http://localhost:4100' });
  return createOwner(db, { auth, createFirstInbox: firstInboxWith(secretKey) }, { workspaceName, ...login });
}

export type Answer<E extends Endpoint> = { status: number; headers: Headers; body: OutputOf<E> };

/** Calls an endpoint of the contract as the holder of a key or visitor token. Every status is an answer. */
export async function request<E extends Endpoint>(
  url: string,
  token: string | undefined,
  endpoint: E,
  input: RequestOf<E> & { headers?: Record<string, string> },
): Promise<Answer<E>> {
  const { params = {}, query = {}, body, headers = {} } = input as Record<string, Record<string, string>>;
  const pathname = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
  );
  const response = await fetch(`${url}${apiPrefix}${pathname}?${search}`, {
    method: endpoint.method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // A file is answered as it is.
  const isFile = response.headers.has('content-disposition');
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? undefined : isFile ? text : JSON.parse(text)) as OutputOf<E>,
  };
}

/** The endpoints that the program has routes for. */
export function routedEndpoints(): Endpoint[] {
  const publicUrl = 'http://localhost:4100';
  const deps = {
    auth: createAuth({ secretKey, publicUrl }),
    secretKey,
    publicUrl,
    jobs: undefined,
    dataDir: tmpdir(),
    fileBytesMax: 2 ** 20,
    wakeImports: () => undefined,
    attendance: { tellReceipt: () => undefined },
  };
  const now = () => new Date();
  const log = createLogger({ level: 'silent' });
  // Their endpoints alone are looked at: there is no database to call.
  const mail = emailDeps({ db: undefined as never, dataDir: tmpdir(), secretKey, log, now });
  return allRoutes({ ...deps, now, email: { ...mail, wake: () => undefined } }).map(
    ({ endpoint }) => endpoint,
  );
}
