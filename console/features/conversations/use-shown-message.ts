/** Goes to the message that a link names: however far up it is, older messages are fetched until it is there. */
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import type { Message } from '../../../contract/conversations.ts';

type Sought = {
  messageId: string | undefined;
  messages: readonly Message[];
  /** Where older messages go on; null where there are none, or none to be had. */
  older: string | null;
  loadOlder: () => void;
};

/** `isSought`: it is not there yet. `isGone`: it is nowhere in this conversation. */
export function useShownMessage(
  scroller: RefObject<HTMLElement | null>,
  { messageId, messages, older, loadOlder }: Sought,
): { isSought: boolean; isGone: boolean } {
  const isHere = messages.some(({ id }) => id === messageId);
  const isSought = messageId !== undefined && !isHere && older !== null;
  const load = useEffectEvent(loadOlder);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks on with each page, of which `older` is the next.
  useEffect(() => {
    if (!isSought) return;
    // The page before is put away in this turn; until then no other is asked for.
    const timer = setTimeout(load);
    return () => clearTimeout(timer);
  }, [isSought, older]);
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (!isHere || messageId === undefined || shown.current === messageId) return;
    shown.current = messageId;
    const message = scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`);
    message?.scrollIntoView({ block: 'center' });
    message?.focus({ preventScroll: true });
  }, [scroller, isHere, messageId]);
  return { isSought, isGone: messageId !== undefined && !isHere && older === null };
}
