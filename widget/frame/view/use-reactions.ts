/** The part by which messages are reacted to: fetched when there is a message. */
import { useEffect, useState } from 'preact/hooks';
import type { Reactions } from './reactions.tsx';

/** Undefined until it is here. */
export function useReactions(isWanted: boolean): typeof Reactions | undefined {
  const [found, setFound] = useState<{ part: typeof Reactions }>();
  useEffect(() => {
    if (!isWanted || found) return;
    // Without it messages are read all the same.
    import('./reactions.tsx').then(
      ({ Reactions: part }) => setFound({ part }),
      () => undefined,
    );
  }, [isWanted, found]);
  return found?.part;
}
