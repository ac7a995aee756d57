/** A typed client of the API, for programs: `createClient({ baseUrl, apiKey }).call('listCustomers', {…})`. */
import { type Operations, operations } from './operations.generated.ts';

type Operation = keyof Operations;
type Given<T> = keyof T extends never ? unknown : T;

/** What an operation takes: parameters of the path, the query, the body, whichever it has. */
export type Request<Name extends Operation> = (Operations[Name]['params'] extends Record<string, never>
  ? unknown
  : { params: Operations[Name]['params'] }) &
  (Record<string, never> extends Operations[Name]['query']
    ? { query?: Given<Operations[Name]['query']> }
    : unknown) &
  (Operations[Name]['body'] extends undefined
    ? unknown
    : undefined extends Operations[Name]['body']
      ? { body?: Operations[Name]['body'] }
      : { body: Operations[Name]['body'] }) & {
    /** Makes a repeated request answer what the first one answered. */
    idempotencyKey?: string;
    signal?: AbortSignal;
  };

/** A refused request: its stable code, and what to do. */
export class RequestRefused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, problem: { code?: string; detail?: string; title?: string }) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.name = 'RequestRefused';
    this.status = status;
    this.code = problem.code ?? 'internal';
  }
}

export type Client = {
  /** Calls an operation. @throws RequestRefused when the server says no; TypeError when it can't be reached. */
  call: <Name extends Operation>(name: Name, request: Request<Name>) => Promise<Operations[Name]['output']>;
};

/** A client that acts for the member whose key it holds. */
export function createClient(options: { baseUrl: string; apiKey: string }): Client {
  return {
    call: async (name, request) => {
      const { method, path } = operations[name];
      const { params, query, body, idempotencyKey, signal } = request as {
        params?: Record<string, string>;
        query?: Record<string, string | number | boolean | undefined>;
        body?: unknown;
        idempotencyKey?: string;
        signal?: AbortSignal;
      };
      const url = new URL(`/api/v1${fill(path, params)}`, options.baseUrl);
      for (const [key, value] of Object.entries(query ?? {})) {
        if (value !== undefined) url.searchParams.set(key, String(value));
      }
      const response = await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${options.apiKey}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      });
      const text = await response.text();
      if (!response.ok) throw new RequestRefused(response.status, asProblem(text));
      return text === '' ? undefined : JSON.parse(text);
    },
  };
}

function fill(path: string, params: Record<string, string> = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** The body of a refusal; a proxy in between may have answered something that is no problem document. */
function asProblem(text: string): { code?: string; detail?: string; title?: string } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
