/** Focus that is lent to what opens for a moment. */
import { type RefObject, useLayoutEffect } from 'react';

/**
 * Takes the focus at once, so that nothing typed meanwhile goes elsewhere, and gives it back as this goes, unless somebody has
 * taken it meanwhile. Menus that open without motion would otherwise remember their own field as what had the focus before, and
 * leave it to nobody: what is typed then acts as shortcuts.
 */
export function useFocusHere(field: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    const place = field.current?.closest('[role="menu"], [role="dialog"]');
    field.current?.focus({ preventScroll: true });
    return () => {
      const now = document.activeElement;
      const isLeft = now === null || now === document.body || place?.contains(now) === true;
      if (isLeft && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [field]);
}
