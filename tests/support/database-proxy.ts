/** A line to PostgreSQL that can be cut: the database is away, and back, without being stopped. */
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';

export type DatabaseProxy = {
  /** The same role and database, over this line. */
  through: (url: string) => string;
  /** Ends all connections and refuses new ones. */
  cut: () => Promise<void>;
  /** Lets nothing through, and says nothing. */
  freeze: () => void;
  restore: () => Promise<void>;
  close: () => Promise<void>;
};

/** Opens a line to the cluster that this URL connects to. */
export async function openDatabaseProxy(serverUrl: string): Promise<DatabaseProxy> {
  const target = addressOf(serverUrl);
  const lines = new Set<[Socket, Socket]>();
  let frozen = false;
  const listener = createServer((near) => {
    const far = connect(target);
    const line: [Socket, Socket] = [near, far];
    lines.add(line);
    for (const end of line) {
      end.on('error', () => undefined);
      end.on('close', () => {
        lines.delete(line);
        for (const other of line) other.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
    if (frozen) for (const end of line) end.pause();
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const endAll = () => {
    for (const line of lines) for (const end of line) end.destroy();
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      listener.close(() => resolve());
      endAll();
    });
  return {
    through: (url) => url.replace(/@[^/]*\//, `@127.0.0.1:${port}/`),
    cut: stop,
    freeze: () => {
      frozen = true;
      for (const line of lines) for (const end of line) end.pause();
    },
    restore: async () => {
      if (!listener.listening) await listen(port);
      if (!frozen) return;
      frozen = false;
      for (const line of lines) for (const end of line) end.resume();
    },
    close: async () => {
      if (listener.listening) await stop();
    },
  };
}

/** A folder with a socket, or a host with a port. */
function addressOf(serverUrl: string): { path: string } | { host: string; port: number } {
  const host = /@([^/]*)\//.exec(serverUrl)?.[1] ?? '';
  const folder = decodeURIComponent(host);
  if (folder.startsWith('/')) return { path: join(folder, '.s.PGSQL.5432') };
  const [name = '', port = '5432'] = host.split(':');
  return { host: name, port: Number(port) };
}
