/** Half-written texts, kept in this browser so that a reload, a crash or an ended session loses nothing. */
import { useCallback, useState } from 'react';

const prefix = 'rapport.draft.';
/** The oldest go first when there are more. */
const draftsMax = 200;

/** The part of `Storage` that drafts need. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
type Kept = { text: string; at: number };

/** The draft kept under a key; empty when there is none. */
export function readDraft(storage: DraftStorage, key: string): string {
  return parse(storage.getItem(prefix + key))?.text ?? '';
}

/** Keeps a draft; an empty one is forgotten. A full storage loses the draft's copy, never the writing. */
export function keepDraft(storage: DraftStorage, key: string, text: string, now: number): void {
  try {
    if (text.trim() === '') {
      storage.removeItem(prefix + key);
      return;
    }
    storage.setItem(prefix + key, JSON.stringify({ text, at: now } satisfies Kept));
    dropOldest(storage);
  } catch {
    // No room or no permission to store: what is on screen stays on screen.
  }
}

function dropOldest(storage: DraftStorage): void {
  const kept: { key: string; at: number }[] = [];
  for (let index = 0; index < storage.length; index++) {
    const key = storage.key(index);
    if (key?.startsWith(prefix)) kept.push({ key, at: parse(storage.getItem(key))?.at ?? 0 });
  }
  kept.sort((a, b) => a.at - b.at);
  for (const { key } of kept.slice(0, Math.max(0, kept.length - draftsMax))) storage.removeItem(key);
}

function parse(stored: string | null): Kept | undefined {
  try {
    const value: unknown = JSON.parse(stored ?? 'null');
    return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
      ? (value as Kept)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A text that survives: `const [text, setText] = useDraft(`${me.member.id}.reply.${conversationId}`)`. */
export function useDraft(key: string): [text: string, setText: (text: string) => void] {
  const [held, setHeld] = useState(() => ({ key, text: readDraft(localStorage, key) }));
  let current = held;
  if (held.key !== key) {
    current = { key, text: readDraft(localStorage, key) };
    setHeld(current);
  }
  const setText = useCallback(
    (text: string) => {
      setHeld({ key, text });
      keepDraft(localStorage, key, text, Date.now());
    },
    [key],
  );
  return [current.text, setText];
}
