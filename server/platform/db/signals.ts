/** NOTIFY and LISTEN on a connection of their own: between processes, never inside a transaction that writes. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const reconnectMilliseconds = 1_000;
/** A database that accepts and says nothing must not keep the program from ending. */
const connectMilliseconds = 5_000;

export type Signals = { send: (payload: string) => Promise<void>; close: () => Promise<void> };

/**
 * Listens on `channel`, for as long as it takes to reach the database; a signal that gets lost is lost. `onListening` is
 * called each time that it listens anew.
 */
export function openSignals(
  url: string,
  channel: string,
  { onSignal, onListening }: { onSignal: (payload: string) => void; onListening: () => void },
): Signals {
  let client: pg.Client | undefined;
  let closed = false;
  const connect = async (): Promise<void> => {
    while (!closed) {
      const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMilliseconds });
      const lost = new Promise<void>((resolve) => {
        next.on('error', () => resolve());
        next.on('end', () => resolve());
      });
      try {
        await next.connect();
        next.on('notification', (message) => onSignal(message.payload ?? ''));
        await next.query(`listen ${pg.escapeIdentifier(channel)}`);
        // Closed meanwhile: nobody would end this connection.
        if (!closed) {
          client = next;
          onListening();
          await lost;
        }
      } catch {
        // The database is away: the pause below, then another try.
      }
      client = undefined;
      await next.end().catch(() => undefined);
      if (!closed) await sleep(reconnectMilliseconds, undefined, { ref: false });
    }
  };
  const running = connect();
  return {
    send: async (payload) => {
      await client?.query('select pg_notify($1, $2)', [channel, payload]).catch(() => undefined);
    },
    close: async () => {
      closed = true;
      await client?.end().catch(() => undefined);
      await running;
    },
  };
}
