/** The product for one file of tests: a server on a database of its own, and a shop on another origin that embeds it. */
import type { CreatedOwner } from '../../../server/accounts/index.ts';
import type { ServerConfig } from '../../../server/app/server.ts';
import { addWorkspace, serveDatabase } from '../../../server/app/testing.ts';
import { createTestDatabase, type TestDatabase } from '../../../server/platform/db/testing.ts';
import { freePort } from '../../support/free-port.ts';
import { type HostPage, serveHostPage } from './host-page.ts';

type Cluster = { adminUrl: string; serverUrl: string };

export type Site = {
  /** The server as browsers see it. */
  url: string;
  /** The shop that shows the widget. */
  shop: string;
  owner: CreatedOwner;
  ownerLogin: Login;
  database: TestDatabase;
  /** Stops the server as SIGTERM does; `start` brings it back at the same address. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
  close: () => Promise<void>;
};

/** Who signs in; without a password it is the one that `addMember` gives. */
export type Login = { email: string; password?: string };

const ownerLogin = { email: 'ana@example.com', password: 'correct horse battery' };

/** A site with one workspace, "Ana’s Bakery", and its owner. */
export async function openSite(cluster: Cluster, config: Reaching = {}): Promise<Site> {
  const server = await openServer(cluster, '127.0.0.1', config);
  const owner = await addWorkspace(server.database.db, 'Ana’s Bakery', ownerLogin);
  const shop = await serveHostPage(`${server.url}/widget.js`, owner.inboxId);
  return {
    ...server,
    shop: shop.url,
    owner,
    ownerLogin,
    close: async () => {
      await shop.close();
      await server.close();
    },
  };
}

/** How it reaches others. */
type Reaching = Pick<
  Partial<ServerConfig>,
  'smtpUrl' | 'mailFrom' | 'reachesPages' | 'mailNetworks' | 'mailResolver'
>;
export type Server = Pick<Site, 'url' | 'database' | 'stop' | 'start' | 'close'>;

/** A server without any workspace. It calls itself by the address that browsers use: at `host`. */
export async function openServer(
  cluster: Cluster,
  host = '127.0.0.1',
  config: Reaching = {},
): Promise<Server> {
  const database = await createTestDatabase(cluster);
  const port = await freePort();
  const url = `http://${host}:${port}`;
  const serve = () => serveDatabase(database, { ...config, port, publicUrl: url, trustProxy: ['loopback'] });
  let running: Awaited<ReturnType<typeof serve>> | undefined = await serve();
  const stop = async () => {
    await running?.close();
    running = undefined;
  };
  return {
    url,
    database,
    stop,
    start: async () => {
      running ??= await serve();
    },
    close: async () => {
      await stop();
      await database.drop();
    },
  };
}

export type { HostPage };
