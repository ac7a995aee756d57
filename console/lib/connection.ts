/** Whether the server can be reached: what the banners say, and when to fetch again. */
import { useSyncExternalStore } from 'react';
import { ApiError, NetworkError, watchCalls } from './api.ts';

const askMs = 3_000;

/** `offline`: no network. `away`: the server is there, its database is not. */
export type Connection = 'fine' | 'offline' | 'away';

let connection: Connection = 'fine';
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function become(next: Connection): void {
  if (next === connection) return;
  connection = next;
  for (const listener of listeners) listener();
}

/** What a call's end says about the connection; `undefined` when it says nothing. */
export function connectionAfter(failure: ApiError | NetworkError | undefined): Connection | undefined {
  if (failure instanceof NetworkError) return 'offline';
  if (failure instanceof ApiError && failure.code === 'unavailable') return 'away';
  if (failure instanceof ApiError && failure.status >= 500) return undefined;
  return 'fine';
}

/** Starts to listen to calls and to the browser. `back` is called when all is well again: fetch what was missed. */
export function watchConnection(back: () => void): () => void {
  let lostAt = Number.NEGATIVE_INFINITY;
  const judge = (next: Connection | undefined, begunAt: number) => {
    if (next === undefined) return;
    // An answer that was on its way when the connection broke says nothing about now.
    if (next === 'fine' && begunAt < lostAt) return;
    if (next !== 'fine') lostAt = performance.now();
    const wasFine = connection === 'fine';
    become(next);
    if (next !== 'fine') askLater();
    else if (!wasFine) back();
  };
  const askNow = () => {
    const begunAt = performance.now();
    void ask().then((next) => judge(next, begunAt));
  };
  const askLater = () => {
    clearTimeout(timer);
    timer = setTimeout(askNow, askMs);
  };
  const offline = () => judge('offline', performance.now());
  addEventListener('offline', offline);
  addEventListener('online', askNow);
  const unwatch = watchCalls((failure, begunAt) => judge(connectionAfter(failure), begunAt));
  return () => {
    unwatch();
    removeEventListener('offline', offline);
    removeEventListener('online', askNow);
    clearTimeout(timer);
  };
}

/** Asks the server whether it is ready; it answers with one word and needs no session. */
async function ask(): Promise<Connection> {
  try {
    const response = await fetch('/readyz', { cache: 'no-store' });
    return response.ok ? 'fine' : 'away';
  } catch {
    return 'offline';
  }
}

/** The state of the connection, kept current. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => connection,
  );
}
