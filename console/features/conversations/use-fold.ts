/** What somebody has written since they were blocked: folded away until a member wants to see it. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Block } from '../../../contract/blocks.ts';
import type { Conversation, Message } from '../../../contract/conversations.ts';
import { blockQuery } from './blocking.ts';
import type { Thread } from './state.ts';

export type Fold = {
  /** Undefined: nobody is blocked here. */
  block: Block | undefined;
  /** How many messages of this conversation are folded, or would be. */
  count: number;
  isOpen: boolean;
  toggle(): void;
};

/** `messageId`: a link leads to it, so nothing is folded. */
export function useFold(
  { customer, spam }: Conversation,
  thread: Thread | undefined,
  messageId: string | undefined,
): { fold: Fold; shown: Thread | undefined } {
  // Whoever is blocked has no conversation that is not spam.
  const { data } = useQuery({ ...blockQuery(customer.id), enabled: spam });
  const [isOpen, open] = useState(messageId !== undefined);
  const block = spam && data?.since ? data : undefined;
  const since = block?.since ?? undefined;
  const kept = useMemo(() => unfolded(thread?.messages ?? [], since), [thread?.messages, since]);
  const count = (thread?.messages.length ?? 0) - kept.length;
  const folded = useMemo(() => thread && { ...thread, messages: kept }, [thread, kept]);
  return {
    fold: { block, count, isOpen, toggle: () => open(!isOpen) },
    shown: isOpen || count === 0 ? thread : folded,
  };
}

/** Messages but for those that the customer has written from a moment on. */
export function unfolded(messages: readonly Message[], since: string | undefined): readonly Message[] {
  if (since === undefined) return messages;
  return messages.filter(({ state, occurredAt }) => state !== 'received' || occurredAt < since);
}
