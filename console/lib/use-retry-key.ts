/** The idempotency key of a form: the same while the same is sent again, so that trying again can't double it. */
import { useRef } from 'react';
import { randomId } from './random-id.ts';

/** Answers the key for what is about to be sent. */
export function useRetryKey(): (body: unknown) => string {
  const last = useRef<{ body: string; key: string }>(undefined);
  return (body) => {
    const text = JSON.stringify(body);
    if (last.current?.body !== text) last.current = { body: text, key: randomId() };
    return last.current.key;
  };
}
