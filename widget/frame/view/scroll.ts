/** Where the log is scrolled to, kept sensible while it grows at either end. */

/** How near to an end counts as there. */
const nearPixels = 60;

export type Scroll = {
  isAtEnd: boolean;
  fromEnd: number;
  first: string | undefined;
  last: string | undefined;
};

export const scrollAtEnd: Scroll = { isAtEnd: true, fromEnd: 0, first: undefined, last: undefined };

type Shown = { first: string | undefined; last: string | undefined; isOwnLast: boolean };

/** After a change: stays at the end, shows what one has written, and keeps in view what older messages pushed down. */
export function settle(area: HTMLElement, before: Scroll, shown: Shown): Scroll {
  const isWritten = shown.last !== before.last && shown.isOwnLast;
  if (before.isAtEnd || isWritten) area.scrollTop = area.scrollHeight;
  else if (shown.first !== before.first) area.scrollTop = area.scrollHeight - before.fromEnd;
  return { ...measure(area), first: shown.first, last: shown.last };
}

/** Where it stands now. */
export function measure(area: HTMLElement): Pick<Scroll, 'isAtEnd' | 'fromEnd'> {
  const fromEnd = area.scrollHeight - area.scrollTop;
  return { isAtEnd: fromEnd - area.clientHeight < nearPixels, fromEnd };
}

/** Whether the oldest loaded message is about to come into view. */
export function isNearStart(area: HTMLElement): boolean {
  return area.scrollTop < nearPixels;
}
