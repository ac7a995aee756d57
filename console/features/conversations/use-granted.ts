/** A menu that a key or the palette opens as well: it takes the wish once. */
import { useLayoutEffect, useState } from 'react';
import type { Acting, WishKind } from './use-acting.ts';

export function useGranted(
  { wish, granted }: Acting,
  id: string,
  what: WishKind,
): [boolean, (opened: boolean) => void] {
  const [opened, setOpened] = useState(false);
  // At once: what is typed until it is open would be taken for keys.
  useLayoutEffect(() => {
    if (wish?.id !== id || wish.what !== what) return;
    setOpened(true);
    granted();
  }, [wish, id, what, granted]);
  return [opened, setOpened];
}
