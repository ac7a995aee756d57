import { afterEach, expect, test, vi } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { ApiError, call, NetworkError, urlOf, watchCalls } from './api.ts';

/** The far side of the socket: answers one request and keeps what was asked. */
function answer(response: () => Response | Promise<Response>): { asked: Request[] } {
  const asked: Request[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push(new Request(new URL(url, 'http://console.example'), init));
    return Promise.resolve().then(response);
  });
  return { asked };
}

afterEach(() => vi.unstubAllGlobals());

test('fills in the path and leaves out absent query values', () => {
  expect(urlOf(endpoints.changeRole, { params: { id: 'a/b?c' } })).toBe('/api/v1/members/a%2Fb%3Fc/role');
  const query = { status: 'open', assignee: undefined, limit: 20 };
  expect(urlOf(endpoints.listConversations, { query })).toBe('/api/v1/conversations?status=open&limit=20');
  expect(() => urlOf(endpoints.changeRole, {})).toThrow('needs the parameter id');
});

test('sends JSON with the idempotency key and answers what was sent back', async () => {
  const { asked } = answer(() => Response.json({ status: 'signed-in' }));
  const body = { email: 'ana@example.com', password: 'x' };
  const result = await call(endpoints.signIn, { body }, { idempotencyKey: 'once' });
  expect(result).toEqual({ status: 'signed-in' });
  expect(asked[0]?.method).toBe('POST');
  expect(asked[0]?.headers.get('idempotency-key')).toBe('once');
  expect(asked[0]?.headers.get('content-type')).toBe('application/json');
  expect(await asked[0]?.json()).toEqual(body);
});

test('a request without a body claims none', async () => {
  const { asked } = answer(() => new Response(null, { status: 204 }));
  expect(await call(endpoints.signOut)).toBeUndefined();
  expect(asked[0]?.headers.has('content-type')).toBe(false);
});

test('names the workspace that was chosen', async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'w-2' });
  const { asked } = answer(() => Response.json({}));
  await call(endpoints.readMe);
  expect(asked[0]?.headers.get('rapport-workspace')).toBe('w-2');
});

test('a refusal keeps its code and the fields that were wrong', async () => {
  const problem = {
    type: 'urn:rapport:problem:invalid-input',
    title: 'The request is not valid',
    status: 400,
    code: 'invalid-input',
    errors: [{ path: 'body.email', message: 'Write a mail address.' }],
  };
  answer(() => Response.json(problem, { status: 400 }));
  const error = await call(endpoints.readMe).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: 'invalid-input', status: 400, errors: problem.errors });
});

test.each([
  [502, 'unavailable'],
  [503, 'unavailable'],
  [404, 'internal'],
  [500, 'internal'],
])('an answer %i that is not ours counts as %s', async (status, code) => {
  answer(() => new Response('<html>proxy</html>', { status }));
  await expect(call(endpoints.readMe)).rejects.toMatchObject({ name: 'ApiError', code });
});

test('no answer is a NetworkError; an abort of the caller passes through', async () => {
  answer(() => Promise.reject(new TypeError('fetch failed')));
  await expect(call(endpoints.readMe)).rejects.toBeInstanceOf(NetworkError);
  const controller = new AbortController();
  answer(() => {
    controller.abort();
    throw controller.signal.reason;
  });
  const aborted = call(endpoints.readMe, {}, { signal: controller.signal });
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
});

test('watchers hear of every end, and no longer than they want', async () => {
  const heard: unknown[] = [];
  const unwatch = watchCalls((failure) => heard.push(failure));
  answer(() => Response.json({}));
  await call(endpoints.readMe);
  answer(() => new Response('', { status: 503 }));
  await call(endpoints.readMe).catch(() => {});
  unwatch();
  await call(endpoints.readMe).catch(() => {});
  expect(heard).toEqual([undefined, expect.objectContaining({ code: 'unavailable' })]);
});
