/** The visitor's part of the API, without cookies, and with every failure sorted by what to do about it. */

import type { Upload } from '../../contract/attachments.ts';
import type { InputOf, OutputOf } from '../../contract/endpoint.ts';
import type { ProblemDetails } from '../../contract/errors.ts';
import type { VisitorPromise } from '../../contract/promises.ts';
import type { VisitorReaction, visitorEndpoints } from '../../contract/visitor.ts';

type Endpoints = typeof visitorEndpoints;
type Body<Name extends keyof Endpoints> = InputOf<Endpoints[Name]>['body'];
type Output<Name extends keyof Endpoints> = OutputOf<Endpoints[Name]>;

export type Failure =
  /** No answer, or the server asks to come later. */
  | { kind: 'later'; waitMilliseconds: number }
  /** The token does not count (any more). */
  | { kind: 'unauthenticated'; why: string }
  | { kind: 'refused'; why: string; status?: number };
export type Answer<T> = { kind: 'done'; value: T } | Failure;

export type Api = ReturnType<typeof connectApi>;

const answerMillisecondsMax = 20_000;
const pageSize = 50;

/** The API at `base`, the address of `/api/v1/` with its last slash. */
export function connectApi(base: string, fetch: typeof globalThis.fetch) {
  async function ask<T>(method: string, path: string, token?: string, body?: unknown): Promise<Answer<T>> {
    const headers: Record<string, string> = {};
    if (token) headers.authorization = `Bearer ${token}`;
    if (body) headers['content-type'] = 'application/json';
    const request: RequestInit = {
      method,
      headers,
      credentials: 'omit',
      signal: AbortSignal.timeout(answerMillisecondsMax),
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    try {
      const response = await fetch(`${base}visitor/${path}`, request);
      if (!response.ok) return await failureOf(response);
      return { kind: 'done', value: response.status === 204 ? undefined : await response.json() };
    } catch {
      // No network, or an answer cut off: the same request can be made again.
      return { kind: 'later', waitMilliseconds: 0 };
    }
  }

  return {
    readFace: (inbox: string) => ask<Output<'readInboxFace'>>('GET', `inboxes/${inbox}`),
    startSession: (body: Body<'startVisitorSession'>) =>
      ask<Output<'startVisitorSession'>>('POST', 'sessions', undefined, body),
    identify: (token: string, identityToken: string) =>
      ask<Output<'identifyVisitor'>>('POST', 'identification', token, { identityToken }),
    listMessages: (token: string, cursor?: string) =>
      ask<Output<'listVisitorMessages'>>(
        'GET',
        `messages?limit=${pageSize}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
        token,
      ),
    introduce: (token: string, body: Body<'introduceVisitor'>) => ask('POST', 'introduction', token, body),
    react: (token: string, reaction: VisitorReaction) => ask('POST', 'reactions', token, reaction),
    end: (token: string) => ask('POST', 'closure', token),
    tellReceipt: (token: string, body: Body<'recordReceipt'>) => ask('POST', 'receipts', token, body),
    listPromises: (token: string) => ask<{ data: VisitorPromise[] }>('GET', 'promises', token),
    signPath: (token: string, id: string) => ask<{ path: string }>('POST', `attachments/${id}/path`, token),
    uploadFile: (token: string, file: File, onShare: (share: number) => void) =>
      send(`${base}visitor/uploads?name=${encodeURIComponent(file.name)}`, token, file, onShare),
    postMessage: (token: string, body: Body<'postVisitorMessage'>) =>
      ask<Output<'postVisitorMessage'>>('POST', 'messages', token, body),
  };
}

/** Only an XMLHttpRequest says how much of a file has gone. */
function send(
  address: string,
  token: string,
  file: File,
  onShare: (share: number) => void,
): Promise<Answer<Upload>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onShare(loaded / total);
    request.onload = async () => {
      const { status, responseText } = request;
      const headers = { 'retry-after': request.getResponseHeader('retry-after') ?? '' };
      const response = new Response(responseText, { status, headers });
      resolve(response.ok ? { kind: 'done', value: await response.json() } : await failureOf(response));
    };
    request.onerror = () => resolve({ kind: 'later', waitMilliseconds: 0 });
    request.send(file);
  });
}

async function failureOf(response: Response): Promise<Failure> {
  const { status } = response;
  if (status >= 500 || status === 408 || status === 429) {
    const seconds = Number(response.headers.get('retry-after'));
    return { kind: 'later', waitMilliseconds: seconds > 0 ? seconds * 1_000 : 0 };
  }
  const problem: Partial<ProblemDetails> = await response.json().catch(() => ({}));
  const why = problem.detail ?? problem.title ?? `${status}`;
  return status === 401 ? { kind: 'unauthenticated', why } : { kind: 'refused', why, status };
}
