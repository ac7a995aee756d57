/** The statements that the whole server sends for a request, its caller's proof included. */
import path from 'node:path';
import pg from 'pg';
import { startServer } from '../../server/app/server.ts';
import { loadSecretKey } from '../../server/platform/config/index.ts';
import { createLogger } from '../../server/platform/log/index.ts';
import type { Statement } from './recording.ts';

type Sent = { name?: string; text: string; values?: unknown[] };
/** What a request sent, and what it was answered. */
export type Asked = { statements: Statement[]; answer: unknown };

/** Only a request by a key sends this. */
const proof = 'from api_keys';

/** Serves a data folder's database in this process. Requests are recorded one at a time. */
export async function openRecordingServer(dataDir: string, serverUrl: string) {
  const secretKey = loadSecretKey({ dataDir, secretKey: undefined });
  const server = await startServer({
    config: { port: 0, host: '127.0.0.1', publicUrl: 'http://127.0.0.1', secretKey, dataDir },
    serverUrl,
    log: createLogger({ level: 'error' }),
    distDir: path.join(import.meta.dirname, '../../dist'),
  });
  const { prototype } = pg.Client as unknown as { prototype: { query: (...args: unknown[]) => unknown } };
  const query = prototype.query;
  return {
    ask: async (method: string, address: string, apiKey: string, body?: unknown): Promise<Asked> => {
      const transactions: Sent[][] = [];
      const current = new Map<unknown, Sent[]>();
      prototype.query = function (this: unknown, ...args: unknown[]) {
        const [sent] = args as [string | Sent];
        if (typeof sent === 'string') current.set(this, []);
        else {
          const list = current.get(this) ?? [];
          if (list.length === 0) transactions.push(list);
          current.set(this, list);
          list.push(sent);
        }
        return query.apply(this, args);
      };
      const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
      const sends = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(server.url + address, { method, headers, ...sends });
      prototype.query = query;
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${text}`);
      const own = transactions.find((statements) => statements.some((one) => one.text.includes(proof)));
      if (!own) throw new Error(`${method} ${address}: no statement was recorded.`);
      return { answer: JSON.parse(text), statements: own.map(portable) };
    },
    close: server.close,
  };
}

function portable({ name, text, values }: Sent): Statement {
  const plain = (value: unknown) => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value);
  return { name: name ?? '', text, values: (values ?? []).map(plain) };
}
