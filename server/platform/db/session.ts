/** One connection of its own, for an operator's command: no pool, no time limit, and COPY as a stream. */
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { handleOf, type Tx } from './connection.ts';

export type Session = {
  /** Runs statements; transactions are begun and ended by statements. */
  tx: Tx;
  /** What a `copy … to stdout` gives. */
  copyTo: (statement: string) => Readable;
  /** What a `copy … from stdin` takes; `rowCount` once it has finished. */
  copyFrom: (statement: string) => Writable & { rowCount: number };
};

/** Texts of values that every PostgreSQL reads back as the same values, whatever its configuration. */
const settings = [
  "client_encoding = 'UTF8'",
  "timezone = 'UTC'",
  "datestyle = 'ISO, YMD'",
  "intervalstyle = 'postgres'",
  "bytea_output = 'hex'",
  'extra_float_digits = 1',
  'statement_timeout = 0',
  'idle_in_transaction_session_timeout = 0',
];

/**
 * Connects, does `work`, and disconnects; what is under way when `work` fails ends with the connection. `pipeline`: for
 * many statements of the same few texts, which are prepared and sent without waiting for one another; nothing is copied.
 */
export async function withSession<T>(
  url: string,
  work: (session: Session) => Promise<T>,
  { pipeline = false }: { pipeline?: boolean } = {},
): Promise<T> {
  const socket = new Socket();
  const client = new pg.Client({ connectionString: url, pipeline, stream: () => socket });
  // A connection that breaks makes its statements fail; without a listener it would end the process too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(settings.map((setting) => `set ${setting}`).join(';'));
    const result = await work({
      tx: handleOf(client, { prepare: pipeline }),
      copyTo: (statement) => client.query(copyTo(statement)),
      copyFrom: (statement) => client.query(copyFrom(statement)),
    });
    await client.end();
    return result;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}
