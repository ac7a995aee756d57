/** A cursor is its row's sort key as base64url JSON. It grants nothing: the query's own workspace binds what it reads. */
import { z } from 'zod';
import { Problem } from '../../../contract/errors.ts';

/** The cursor that stands behind a row with this sort key. */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The sort key of a cursor, checked part by part. @throws Problem `invalid-input` for one that we did not make. */
export function decodeCursor<const Parts extends readonly z.ZodType<string>[]>(
  cursor: string | undefined,
  parts: Parts,
): { [K in keyof Parts]: string } | undefined {
  if (cursor === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return z.tuple(parts as unknown as [z.ZodType<string>]).parse(value) as unknown as {
      [K in keyof Parts]: string;
    };
  } catch {
    throw new Problem('invalid-input', 'The cursor is not one that a list answered. Begin without one.');
  }
}
