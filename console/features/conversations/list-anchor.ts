/** Keeps the rows under the reader's eyes where they are while others move in above them. */
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** So many of the rows on screen decide; one of them may itself have moved away. */
const witnessesMax = 5;

/** By how many places the rows that stood at `index` and below have moved; the middle of what they say. */
export function shiftOf(before: readonly string[], index: number, after: readonly string[]): number {
  const shifts = before
    .slice(index, index + witnessesMax)
    .flatMap((id, offset) => {
      const now = after.indexOf(id);
      return now === -1 ? [] : [now - index - offset];
    })
    .sort((a, b) => a - b);
  return shifts[Math.floor(shifts.length / 2)] ?? 0;
}

/** Moves the list along with its rows. At the top it stays at the top: there one waits for what is new. */
export function useListAnchor(
  scroller: RefObject<HTMLElement | null>,
  ids: readonly string[],
  rowHeight: number,
): void {
  const before = useRef(ids);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && element.scrollTop > 0 && before.current !== ids) {
      const index = Math.floor(element.scrollTop / rowHeight);
      element.scrollTop += shiftOf(before.current, index, ids) * rowHeight;
    }
    before.current = ids;
  }, [scroller, ids, rowHeight]);
}
