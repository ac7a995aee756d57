/** The messages that the server does not have yet, oldest first; every change is kept by the loader. */
import type { Unsent, UnsentFile } from '../bridge.ts';
import { randomId } from '../random-id.ts';

type Deps = { keep(message: Unsent): void; drop(id: string): void; onChange(): void; now(): number };

/** Goes on from what was kept. */
export function createUnsentList(kept: readonly Unsent[], { keep, drop, onChange, now }: Deps) {
  let items = [...kept].sort((a, b) => a.at - b.at);

  const has = (id: string) => items.some((item) => item.id === id);
  /** After every other message, whatever the clock says. */
  const at = () => Math.max(now(), (items.at(-1)?.at ?? 0) + 1);

  function put(message: Unsent) {
    items = [...items.filter(({ id }) => id !== message.id), message].sort((a, b) => a.at - b.at);
    keep(message);
    onChange();
  }

  return {
    items: (): readonly Unsent[] => items,
    /** The next that is to be sent. */
    next: () => items.find(({ refused }) => refused === undefined),
    add: (text: string, files: readonly UnsentFile[], along: Pick<Unsent, 'introduction' | 'greeting'>) =>
      put({
        id: randomId(),
        text,
        at: at(),
        ...(files.length > 0 ? { files } : {}),
        ...along,
      }),
    /** What is known of a message's files has changed. */
    change(message: Unsent) {
      if (has(message.id)) put(message);
    },
    setAside(message: Unsent, why: string) {
      if (has(message.id)) put({ ...message, refused: why });
    },
    /** Makes the last one of a message that was set aside. */
    takeBack(id: string) {
      const message = items.find((item) => item.id === id);
      if (!message) return;
      const { refused: _, ...again } = message;
      put({ ...again, at: at() });
    },
    remove(id: string) {
      if (!has(id)) return;
      items = items.filter((item) => item.id !== id);
      drop(id);
      onChange();
    },
  };
}
