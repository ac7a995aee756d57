import { expect, test } from 'vitest';
import { ApiError, NetworkError } from './api.ts';
import { connectionAfter } from './connection.ts';

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
