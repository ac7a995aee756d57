/**
 * What outlives a page, in localStorage below `rapport:<inbox>`; where the browser refuses storage, in memory.
 *
 * Nothing is written before there is a session or an unsent message, and neither comes about before the visitor has
 * opened the widget or the site has told of consent. Each unsent message has a key of its own, so two tabs never
 * overwrite one another's.
 */
import type { Stored, Unsent } from '../bridge.ts';

export type Store = ReturnType<typeof createStore>;

/** Opens the store of an inbox. `onChange` hears of what other tabs wrote. */
export function createStore(inbox: string, onChange: (before: Stored) => void) {
  const key = `rapport:${inbox}`;
  const nothing: Stored = { token: null, seen: null };
  const unsent = new Map<string, Unsent>();
  let stored: Stored = { ...nothing, ...read<Stored>(key) };

  for (const name of names()) {
    const item = read<Unsent>(name);
    if (item?.id) unsent.set(item.id, item);
  }
  addEventListener('storage', (event) => {
    // A null key: everything was cleared.
    if (event.key !== key && event.key) return;
    const before = stored;
    stored = { ...nothing, ...read<Stored>(key) };
    onChange(before);
  });

  function names(): string[] {
    return attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(key))) ?? [];
  }

  return {
    get: () => stored,
    set(change: Partial<Stored>) {
      stored = { ...stored, ...change };
      write(key, stored);
    },
    unsent: () => [...unsent.values()],
    keep(item: Unsent) {
      unsent.set(item.id, item);
      write(`${key}:${item.id}`, item);
    },
    drop(id: string) {
      unsent.delete(id);
      remove(`${key}:${id}`);
    },
    clear() {
      stored = nothing;
      unsent.clear();
      names().forEach(remove);
    },
  };
}

/** Storage may throw on any touch: private windows, blocked cookies, a full disk. Memory goes on without it. */
function attempt<T>(touch: () => T): T | undefined {
  try {
    return touch();
  } catch {
    return undefined;
  }
}

const read = <T>(key: string): T | undefined => attempt(() => JSON.parse(localStorage[key]));

function write(key: string, value: unknown) {
  attempt(() => localStorage.setItem(key, JSON.stringify(value)));
}

function remove(key: string) {
  attempt(() => localStorage.removeItem(key));
}
