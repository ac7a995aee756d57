import { expect, test, vi } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { ApiError, call, NetworkError } from './api.ts';
import { connectionAfter, watchConnection } from './connection.ts';

const refused = (code: 'unavailable' | 'internal' | 'not-found', status: number) =>
  new ApiError({ code, status, title: code });

test('what a call tells of the connection', () => {
  expect(connectionAfter(undefined)).toBe('fine');
  expect(connectionAfter(new NetworkError('x'))).toBe('offline');
  expect(connectionAfter(refused('unavailable', 503))).toBe('away');
  expect(connectionAfter(refused('not-found', 404))).toBe('fine');
  // A bug on the server says nothing about the way to it.
  expect(connectionAfter(refused('internal', 500))).toBeUndefined();
});

test('an answer to what was asked before the connection broke does not mend it', async () => {
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  let isBack = 0;
  const unwatch = watchConnection(() => isBack++);
  const slow = Promise.withResolvers<Response>();
  vi.stubGlobal('fetch', () => slow.promise);
  const early = call(endpoints.readMe);
  await new Promise((done) => setTimeout(done, 2));
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await call(endpoints.readMe).catch(() => undefined);
  await new Promise((done) => setTimeout(done, 2));
  slow.resolve(Response.json({}));
  await early;
  expect(isBack).toBe(0);
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({})));
  await call(endpoints.readMe);
  expect(isBack).toBe(1);
  unwatch();
  vi.unstubAllGlobals();
});
