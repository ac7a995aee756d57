/** The console's way to the API: one call, typed by the contract's endpoints. */
import type { Endpoint, OutputOf, RequestOf } from '../../contract/endpoint.ts';
import type { ProblemCode, ProblemDetails } from '../../contract/errors.ts';

const apiPrefix = '/api/v1';

/** After this long without an answer a call counts as lost. */
const callMsMax = 30_000;

/** A refusal by the server, with its stable code and, for invalid input, the fields that were wrong. */
export class ApiError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string | undefined;
  readonly errors: NonNullable<ProblemDetails['errors']>;
  readonly replies: NonNullable<ProblemDetails['replies']>;

  constructor(problem: Pick<ProblemDetails, 'code' | 'status' | 'title' | 'detail' | 'errors' | 'replies'>) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
    this.code = problem.code;
    this.status = problem.status;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.replies = problem.replies ?? [];
  }
}

/** No answer came: no network, or the server is not reachable. */
export class NetworkError extends Error {
  constructor(cause: unknown) {
    super('The server did not answer.', { cause });
    this.name = 'NetworkError';
  }
}

export type CallOptions = {
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
  /** A part of a file, in place of a body of JSON. */
  bytes?: Blob | undefined;
};

type Arguments<E extends Endpoint> =
  Record<never, never> extends RequestOf<E>
    ? [request?: RequestOf<E>, options?: CallOptions]
    : [request: RequestOf<E>, options?: CallOptions];

/**
 * Calls an endpoint: `call(endpoints.assignConversation, { params: { id }, body: { memberId } })`.
 * Throws `ApiError` when refused, `NetworkError` when no answer came; an abort of the caller's signal passes through.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  ...[request, options]: Arguments<E>
): Promise<OutputOf<E>> {
  const { answer } = await ask(endpoint, (request ?? {}) as Parts, options ?? {});
  return answer as OutputOf<E>;
}

/**
 * Calls an endpoint and says at which reading position it was answered: every entry up to there is in the answer, those
 * after it come (perhaps once more) by the socket.
 */
export async function callWithPosition<E extends Endpoint>(
  endpoint: E,
  ...[request, options]: Arguments<E>
): Promise<{ answer: OutputOf<E>; position: string }> {
  const { answer, position } = await ask(endpoint, (request ?? {}) as Parts, options ?? {});
  if (position === null) throw new TypeError(`${endpoint.name} answered without a position.`);
  return { answer: answer as OutputOf<E>, position };
}

type Answer = { answer: unknown; position: string | null };

async function ask(endpoint: Endpoint, request: Parts, options: CallOptions): Promise<Answer> {
  const begunAt = performance.now();
  try {
    const answer = await send(endpoint, request, options);
    tell(undefined, begunAt);
    return answer;
  } catch (error) {
    if (error instanceof ApiError || error instanceof NetworkError) tell(error, begunAt);
    throw error;
  }
}

type Parts = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };

async function send(endpoint: Endpoint, request: Parts, options: CallOptions): Promise<Answer> {
  const timeout = AbortSignal.timeout(callMsMax);
  const init: RequestInit = {
    method: endpoint.method,
    headers: headersOf(request, options),
    credentials: 'same-origin',
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
  };
  if (request.body !== undefined) init.body = JSON.stringify(request.body);
  if (options.bytes !== undefined) init.body = options.bytes;
  try {
    const response = await fetch(urlOf(endpoint, request), init);
    const text = await response.text();
    if (!response.ok) throw refusal(response.status, text);
    const position = response.headers.get('rapport-position');
    return { answer: text === '' ? undefined : JSON.parse(text), position };
  } catch (error) {
    if (error instanceof ApiError || options.signal?.aborted) throw error;
    throw new NetworkError(error);
  }
}

/** The headers of a request of ours. */
export function headersOf(request: Parts, options: CallOptions): Record<string, string> {
  const workspace = chosenWorkspace();
  return {
    accept: 'application/json',
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(options.bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
    ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
    ...(workspace ? { 'rapport-workspace': workspace } : {}),
  };
}

/** Fetches what an endpoint answers as a file. @throws ApiError, NetworkError */
export async function callForFile(endpoint: Endpoint, request: Parts): Promise<Blob> {
  const init = { headers: headersOf(request, {}), credentials: 'same-origin' } as const;
  const response = await fetch(urlOf(endpoint, request), init).catch((error: unknown) => {
    throw new NetworkError(error);
  });
  if (!response.ok) throw refusal(response.status, await response.text());
  return response.blob();
}

/** The address of a request: path parameters filled in and escaped, absent query values left out. */
export function urlOf(endpoint: Endpoint, request: Parts): string {
  const path = endpoint.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = request.params?.[name];
    if (value === undefined) throw new TypeError(`${endpoint.name} needs the parameter ${name}.`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return `${apiPrefix}${path}${query.size > 0 ? `?${query}` : ''}`;
}

/** A refusal, also where something between us and the server answered in its own words. */
export function refusal(status: number, text: string): ApiError {
  try {
    const body = JSON.parse(text) as ProblemDetails;
    if (typeof body.code === 'string') return new ApiError({ ...body, status });
  } catch {
    // Not ours: judged by its status below.
  }
  const away = status === 502 || status === 503 || status === 504;
  return new ApiError({ code: away ? 'unavailable' : 'internal', status, title: `HTTP ${status}` });
}

/** `begunAt`: when the call began, in milliseconds of `performance.now()`. */
type Watcher = (failure: ApiError | NetworkError | undefined, begunAt: number) => void;
const watchers = new Set<Watcher>();

/** Hears of every call's end (`undefined`: answered), for banners and the end of a session. */
export function watchCalls(watcher: Watcher): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function tell(failure: ApiError | NetworkError | undefined, begunAt: number): void {
  for (const watcher of watchers) watcher(failure, begunAt);
}

const workspaceKey = 'rapport.workspace';

/** The workspace that a member of several chose to work in. */
export function chosenWorkspace(): string | undefined {
  return globalThis.localStorage?.getItem(workspaceKey) ?? undefined;
}

/** Remembers the choice of a workspace; `undefined` forgets it. */
export function chooseWorkspace(id: string | undefined): void {
  if (id === undefined) globalThis.localStorage?.removeItem(workspaceKey);
  else globalThis.localStorage?.setItem(workspaceKey, id);
}
