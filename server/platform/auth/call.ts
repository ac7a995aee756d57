/** Calls into the library, and its refusals as values. */
import type { Tx } from '../db/index.ts';
import { joining } from './database.ts';
import type { Library } from './library.ts';

/** The library, loaded when first needed. */
export type Lazy = () => Promise<Library>;

type Answer<T> = { response: T; setCookies: string[] } | { refused: string };

/**
 * Runs one call in the transaction. `refused` is the library's code for an expected failure; anything else that goes
 * wrong is thrown.
 */
export async function runLibrary<T>(
  tx: Tx,
  library: Lazy,
  call: (api: Library['api']) => Promise<{ headers: Headers; response: T }>,
): Promise<Answer<T>> {
  const { api } = await library();
  try {
    const { headers, response } = await joining(tx, () => call(api));
    return { response, setCookies: headers.getSetCookie() };
  } catch (error) {
    const code = refusalOf(error);
    if (code === undefined) throw error;
    return { refused: code };
  }
}

const serverErrorMin = 500;

function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'APIError') return undefined;
  const { statusCode, body } = error as { statusCode?: number; body?: { code?: string } };
  if (statusCode === undefined || statusCode >= serverErrorMin) return undefined;
  return body?.code ?? 'REFUSED';
}
