/** A menu that a key or the palette opens as well: it takes the wish once. */
import { useEffect, useState } from 'react';
import type { Acting, WishKind } from './use-acting.ts';

export function useGranted(
  { wish, granted }: Acting,
  id: string,
  what: WishKind,
): [boolean, (opened: boolean) => void] {
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (wish?.id !== id || wish.what !== what) return;
    setOpened(true);
    granted();
  }, [wish, id, what, granted]);
  return [opened, setOpened];
}
