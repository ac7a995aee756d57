/**
 * Where a conversation stands while it grows: at the end it stays at the end, further up the words under the reader's
 * eyes stay where they are, whether older messages come above or new ones below.
 */
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';

/** So near to the end counts as being there, and so near to the top fetches older messages. */
const endPixelsMax = 40;
const topPixelsMax = 600;

/**
 * `first` and `last` are the ids at the ends; `isOwnLast`: the member has just written, so the end is shown; `nearTop`: the
 * beginning is in sight or nearly; `pulled`: the reader goes on up there.
 */
export function useThreadScroll(
  scroller: RefObject<HTMLDivElement | null>,
  thread: {
    first: string | undefined;
    last: string | undefined;
    isOwnLast: boolean;
    nearTop: () => void;
    pulled: () => void;
  },
): void {
  const { first, last, isOwnLast } = thread;
  const before = useRef<{ first: string | undefined; height: number; isAtEnd: boolean }>(undefined);
  const nearTop = useEffectEvent(thread.nearTop);
  const pulled = useEffectEvent(thread.pulled);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `last` is when the thread has grown below.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const was = before.current;
    if (!was || was.isAtEnd || isOwnLast) element.scrollTop = element.scrollHeight;
    else if (was.first !== first) element.scrollTop += element.scrollHeight - was.height;
    before.current = { first, height: element.scrollHeight, isAtEnd: isAtEnd(element) };
    if (element.scrollTop < topPixelsMax) nearTop();
  }, [scroller, first, last, isOwnLast]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let top = element.scrollTop;
    const onScroll = () => {
      const isUp = element.scrollTop < top;
      // What came below meanwhile takes nobody away from the end: that takes a scroll upwards.
      if (before.current && (isUp || isAtEnd(element))) before.current.isAtEnd = isAtEnd(element);
      top = element.scrollTop;
      if (top >= topPixelsMax) return;
      nearTop();
      if (isUp) pulled();
    };
    /** There may be nothing to scroll yet. */
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY < 0 && element.scrollTop < topPixelsMax) pulled();
    };
    /** The composer grew, the window shrank, or a picture or a card came late: the end stays in sight. */
    const onResize = () => {
      if (before.current?.isAtEnd) element.scrollTop = element.scrollHeight;
    };
    const observer = new ResizeObserver(onResize);
    for (const each of [element, ...element.children]) observer.observe(each);
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [scroller]);
}

function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight <= endPixelsMax;
}
