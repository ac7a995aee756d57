/** The customer's earlier conversations, for reading on above this one: one after the other, each when it is come to. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Conversation } from '../../../contract/conversations.ts';
import { conversationsQuery } from '../customers/index.ts';
import { keyOfFurther } from './loading.ts';
import { keyOfNeed } from './needs.ts';
import type { Thread } from './state.ts';
import type { Store } from './store.ts';

type Loaded = {
  /** Undefined while its messages are on their way. */
  thread: Thread | undefined;
  /** Its messages, or older ones, could not be fetched. */
  hasFailed: boolean;
};
export type EarlierConversation = Loaded & { conversation: Conversation };

export type Earlier = {
  /** What is shown, the earliest first. */
  shown: readonly EarlierConversation[];
  /** The one that comes next, further up. */
  next: Conversation | undefined;
  /** Changes whenever something was added above. */
  first: string | undefined;
  /** Older messages of the uppermost one; where it is whole, the one before it. */
  more: () => void;
  retry: () => void;
};

/** `isWhole`: the conversation below is loaded to its beginning. */
export function useEarlier(store: Store, conversation: Conversation, isWhole: boolean): Earlier {
  const { id, openedAt, customer } = conversation;
  const { data } = useQuery({ ...conversationsQuery(customer.id), enabled: isWhole });
  const before = useMemo(
    () => data?.filter((other) => other.id !== id && other.openedAt < openedAt) ?? [],
    [data, id, openedAt],
  );
  const [count, setCount] = useState(0);
  const taken = before.slice(0, count);
  const loaded = useLoaded(
    store,
    taken.map((other) => other.id),
  );
  const uppermost = loaded.at(-1);
  const isUppermostWhole = uppermost === undefined || uppermost.thread?.older === null;
  const more = () => {
    const last = taken.at(-1);
    if (isUppermostWhole && count < before.length) setCount(count + 1);
    else if (last && uppermost?.thread?.older) void store.older(last.id);
  };
  const shown = taken.flatMap((other, at) => {
    const its = loaded[at];
    return its ? [{ conversation: other, ...its }] : [];
  });
  return {
    shown: shown.reverse(),
    next: isUppermostWhole ? before[count] : undefined,
    first: uppermost?.thread?.messages[0]?.id ?? taken.at(-1)?.id,
    more,
    retry: store.retryLoading,
  };
}

/** Their messages, live, as far as they are there. */
function useLoaded(store: Store, ids: readonly string[]): readonly Loaded[] {
  const key = ids.join(' ');
  const last = useRef<readonly Loaded[]>([]);
  const read = useCallback(() => {
    const { threads, failures } = store.state();
    const next = (key === '' ? [] : key.split(' ')).map((id) => ({
      thread: threads.get(id),
      hasFailed: failures.has(keyOfNeed({ type: 'messages', id })) || failures.has(keyOfFurther(id)),
    }));
    if (!areSame(last.current, next)) last.current = next;
    return last.current;
  }, [store, key]);
  useEffect(() => {
    store.readAlong(key === '' ? [] : key.split(' '));
    return () => store.readAlong([]);
  }, [store, key]);
  return useSyncExternalStore(store.subscribe, read);
}

function areSame(before: readonly Loaded[], next: readonly Loaded[]): boolean {
  return (
    before.length === next.length &&
    next.every(
      ({ thread, hasFailed }, at) => before[at]?.thread === thread && before[at]?.hasFailed === hasFailed,
    )
  );
}
