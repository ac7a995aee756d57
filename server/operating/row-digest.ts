/**
 * The checksum of a table: how many rows, and the sum of their hashes, so that it does not depend on the order in which
 * PostgreSQL gives them.
 */
import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Session } from '../platform/db/index.ts';
import { columnList, type Table } from './catalogue.ts';

export const digest = z.object({ rows: z.int(), sum: z.string().regex(/^[0-9a-f]{16}$/) });
export type Digest = z.infer<typeof digest>;

const newline = 10;
const sumBits = 64;
const sumDigits = 16;

/** Adds up lines that come in pieces of any size. Every line ends with a newline. */
export function createRowDigest(): { add: (chunk: Buffer) => void; end: () => Digest } {
  let rows = 0;
  let sum = 0n;
  let rest: Buffer[] = [];
  const addLine = (line: Buffer): void => {
    rows += 1;
    sum = BigInt.asUintN(sumBits, sum + hash('sha256', line, 'buffer').readBigUInt64BE());
  };
  return {
    add: (chunk) => {
      let start = 0;
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
        const line = chunk.subarray(start, end);
        addLine(rest.length === 0 ? line : Buffer.concat([...rest, line]));
        if (rest.length > 0) rest = [];
        start = end + 1;
      }
      if (start < chunk.length) rest.push(Buffer.from(chunk.subarray(start)));
    },
    end: () => {
      if (rest.length > 0) addLine(Buffer.concat(rest));
      return { rows, sum: sum.toString(16).padStart(sumDigits, '0') };
    },
  };
}

/** What a table gives as COPY text, each row one line. */
export function readRows(session: Session, table: Table): AsyncIterable<Buffer> {
  return session.copyTo(`copy (select ${columnList(table)} from ${table.quoted}) to stdout`);
}

/** The checksum of a table as the session sees it. */
export async function digestOf(session: Session, table: Table): Promise<Digest> {
  const sum = createRowDigest();
  for await (const chunk of readRows(session, table)) sum.add(chunk);
  return sum.end();
}
