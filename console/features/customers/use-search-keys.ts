/** The keys of the search: down into the list, Enter to the best match, Escape to begin anew. */
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';

/**
 * `isCurrent`: the rows in `list` are those of what is written now. Enter waits for them: whoever types fast opens whom
 * they mean, not who stood there a moment before.
 */
export function useSearchKeys(
  list: RefObject<HTMLElement | null>,
  { isCurrent, clear }: { isCurrent: boolean; clear: () => void },
): (event: KeyboardEvent<HTMLInputElement>) => void {
  const [isWaiting, setWaiting] = useState(false);
  const first = () => list.current?.querySelector<HTMLElement>('[data-row]');
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks at the rows when they are there.
  useEffect(() => {
    if (!isWaiting || !isCurrent) return;
    setWaiting(false);
    first()?.click();
  }, [isWaiting, isCurrent]);
  return (event) => {
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case 'Enter':
        event.preventDefault();
        return setWaiting(true);
      case 'ArrowDown':
        event.preventDefault();
        return first()?.focus();
      case 'Escape':
        return clear();
      default:
        setWaiting(false);
    }
  };
}
