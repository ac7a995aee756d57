/** COPY FROM for one table after another, fed in pieces. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Problem } from '../../contract/errors.ts';
import type { Session } from '../platform/db/index.ts';
import { columnList, type Table } from './catalogue.ts';

export type Copies = {
  /** Adds rows to a table. Those of one table come in a row. */
  add: (table: string, rows: AsyncIterable<Buffer>) => Promise<void>;
  /** Waits until the last ones are there. */
  end: () => Promise<void>;
};

/** Loads rows, as `readRows` gave them, into these tables. */
export function createCopies(session: Session, tables: readonly Table[]): Copies {
  let current: { table: string; stream: Writable; done: Promise<void> } | undefined;

  const end = async (): Promise<void> => {
    current?.stream.end();
    await current?.done;
    current = undefined;
  };

  const begin = (name: string): NonNullable<typeof current> => {
    const table = tables.find((one) => one.name === name);
    if (!table) throw new Problem('invalid-input', `The backup's header does not name ${name}.`);
    const stream = session.copyFrom(`copy ${table.quoted} (${columnList(table)}) from stdin`);
    const done = finished(stream);
    // It is awaited at the end, and until then fails no one.
    done.catch(() => undefined);
    return { table: name, stream, done };
  };

  return {
    add: async (name, rows) => {
      if (current?.table !== name) {
        await end();
        current = begin(name);
      }
      const { stream, done } = current;
      for await (const chunk of rows) {
        if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done]);
      }
    },
    end,
  };
}
