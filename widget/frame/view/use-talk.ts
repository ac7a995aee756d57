/** What only a chat with messages has: fetched when there is a message. */
import { useEffect, useState } from 'preact/hooks';

export type Talk = typeof import('./talk.ts');

/** Undefined until it is here. */
export function useTalk(isWanted: boolean): Talk | undefined {
  const [talk, setTalk] = useState<Talk>();
  useEffect(() => {
    if (!isWanted || talk) return;
    // Without it messages are read all the same.
    import('./talk.ts').then(setTalk, () => undefined);
  }, [isWanted, talk]);
  return talk;
}
