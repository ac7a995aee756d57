import type { Ask } from '../bridge.ts';

/** Requests to `/api/v1/visitor/…` of the server at `base`. */
export function askServer(base: string): Ask {
  return (method, path, token, body) =>
    fetch(`${base}api/v1/visitor/${path}`, {
      method,
      keepalive: true,
      credentials: 'omit',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => undefined);
}
