/** Moving through a list by keyboard: rows are links marked `data-row`, and not all of them are drawn. */
import { type RefObject, useEffect, useEffectEvent } from 'react';

/** How long a row is waited for before the focus stays where it is. */
const framesMax = 20;

/**
 * Arrow keys go from row to row, also for those who turned single keys off. Answers how to focus a row: it is scrolled
 * to, and focused as soon as it is drawn.
 */
export function useRowFocus(
  scroller: RefObject<HTMLElement | null>,
  list: { ids: readonly string[]; current: string | undefined; scrollTo: (index: number) => void },
): (id: string | undefined) => void {
  const { ids, current, scrollTo } = list;
  const focusRow = (id: string | undefined) => {
    const index = id === undefined ? -1 : ids.indexOf(id);
    if (index !== -1) scrollTo(index);
    let frames = 0;
    // At once when it is drawn: the next key press may follow before the next frame, and means this row.
    const attempt = () => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id ?? '')}"]`);
      row?.focus({ preventScroll: true });
      if (!(row && document.activeElement === row) && ++frames < framesMax) requestAnimationFrame(attempt);
    };
    attempt();
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const steps = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = current === undefined ? ids[0] : ids[ids.indexOf(current) + steps];
    if (steps === 0 || next === undefined) return;
    event.preventDefault();
    focusRow(next);
  });
  useEffect(() => {
    const element = scroller.current;
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    element?.addEventListener('keydown', listener);
    return () => element?.removeEventListener('keydown', listener);
  }, [scroller]);
  return focusRow;
}
