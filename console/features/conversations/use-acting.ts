/** What a member does to a conversation from keys, buttons and menus, and where the focus goes afterwards. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Priority } from '../../../contract/conversation-entries.ts';
import type { Conversation } from '../../../contract/conversations.ts';
import { hasOpenItems } from '../../lib/checklists.ts';
import { closingQuery, withReason } from '../../lib/closing.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { failure, offerUndo } from '../../ui/notices.tsx';
import { hasOpenPromise } from '../promises/index.ts';
import { type Assigning, assigning } from './assigning.ts';
import type { ListHandle } from './conversation-list.tsx';
import { shownById } from './state.ts';
import type { Store } from './store.ts';
import type { List } from './use-list.ts';
import { neighbour } from './views.ts';

/** What the conversation pane is asked to do: put the cursor into the composer, or open a menu. */
export type WishKind = 'reply' | 'note' | 'assign' | 'snooze' | 'tag' | 'priority' | 'macro';

export type Acting = Assigning & {
  mayWrite: boolean;
  /** Closes an open conversation, reopens a closed one. */
  closeOrReopen(id: string): void;
  reopen(id: string): void;
  snooze(id: string, until: string | null): void;
  markSpam(id: string): void;
  prioritise(id: string, priority: Priority): void;
  tag(id: string, tagId: string, isOn: boolean): void;
  /** Opens a conversation with something to do in it; the pane takes the wish and clears it. */
  wish: { id: string; what: WishKind } | undefined;
  want(id: string, what: WishKind): void;
  granted(): void;
  /** Closing waits for an answer: something is promised in this conversation, or is to be done. */
  asked: string | undefined;
  answer(isToClose: boolean): void;
};

type Screen = {
  store: Store;
  list: List;
  listHandle: RefObject<ListHandle | null>;
  openId: string | undefined;
  isPhone: boolean;
  open: (id: string | undefined) => void;
};

/** The same object from render to render, until there is a wish: what is drawn with it stays as it is. */
export function useActing(screen: Screen): Acting {
  const [asked, setAsked] = useState<string>();
  const cache = useQueryClient();
  const now = {
    ...screen,
    cache,
    asked,
    t: useText('conversations'),
    app: useText('app'),
    problemText: useProblemText(),
  };
  const latest = useRef(now);
  useLayoutEffect(() => {
    latest.current = now;
  });
  const mayWrite = useMay()('conversations:write');
  const [wish, setWish] = useState<Acting['wish']>();
  return useMemo(
    () => ({ mayWrite, wish, asked, ...actingOn(latest, setWish, setAsked) }),
    [mayWrite, wish, asked],
  );
}

type Now = Screen & {
  cache: QueryClient;
  asked: string | undefined;
  t: ReturnType<typeof useText<'conversations'>>;
  app: ReturnType<typeof useText<'app'>>;
  problemText: (error: unknown) => string;
};

function actingOn(
  latest: RefObject<Now>,
  setWish: (wish: Acting['wish']) => void,
  setAsked: (id: string | undefined) => void,
): Omit<Acting, 'mayWrite' | 'wish' | 'asked'> {
  /** Says why something was taken back, or offers to undo it. */
  const tell = async (act: Promise<void>, undo?: { text: string; act: () => Promise<void> }) => {
    const { app, problemText } = latest.current;
    try {
      await act;
      if (undo) offerUndo({ text: undo.text, label: app('undo'), undo: () => void tell(undo.act()) });
    } catch (error) {
      failure(problemText(error));
    }
  };
  /** The next row takes the place of one that leaves the list. */
  const goOn = (id: string) => {
    const { list, listHandle, openId, isPhone, open } = latest.current;
    if (!list.rows.some((row) => row.id === id)) return;
    const next = neighbour(list.rows, id, 1) ?? neighbour(list.rows, id, -1);
    if (id === openId) open(isPhone ? undefined : next?.id);
    list.moveTo(next?.id);
    listHandle.current?.focusRow(next?.id);
  };
  /** Does what takes a conversation out of the list, and offers to put it back into the state that it was in. */
  const leave = (id: string, act: (store: Store) => Promise<void>, word: Left) => {
    const { store, t } = latest.current;
    const before = shownById(store.state(), id);
    goOn(id);
    void tell(act(store), { text: t(word), act: back(store, before, latest.current.cache) });
  };
  const close = (id: string) =>
    withReason(latest.current.cache, (choice) => leave(id, (store) => store.close(id, choice), 'closed'));
  const reopen = (id: string) => leave(id, (store) => store.reopen(id), 'reopened');
  return {
    closeOrReopen(id) {
      const { store, cache } = latest.current;
      if (shownById(store.state(), id)?.status === 'closed') reopen(id);
      else if (hasOpenPromise(cache, id) || hasOpenItems(cache, id)) setAsked(id);
      else close(id);
    },
    answer(isToClose) {
      const { asked } = latest.current;
      setAsked(undefined);
      if (isToClose && asked !== undefined) close(asked);
    },
    ...assigning(() => latest.current, tell),
    reopen,
    snooze: (id, until) => leave(id, (store) => store.snooze(id, until), 'snoozedNotice'),
    markSpam: (id) => leave(id, (store) => store.markSpam(id), 'spamNotice'),
    prioritise: (id, priority) => void tell(latest.current.store.prioritise(id, priority)),
    tag(id, tagId, isOn) {
      const { store } = latest.current;
      void tell(isOn ? store.tag(id, tagId) : store.untag(id, tagId));
    },
    want(id, what) {
      setWish({ id, what });
      if (id !== latest.current.openId) latest.current.open(id);
    },
    granted: () => setWish(undefined),
  };
}

type Left = 'closed' | 'reopened' | 'snoozedNotice' | 'spamNotice';

/** Puts a conversation back into the state that it was in. */
function back(store: Store, before: Conversation | undefined, cache: QueryClient): () => Promise<void> {
  return async () => {
    if (!before) return;
    const { id, status, spam, snoozedUntil, reasonId } = before;
    if (spam) await store.markSpam(id);
    else if (status === 'closed') await closeAgain(store, id, reasonId, cache);
    else if (status === 'open') await store.reopen(id);
    else if (snoozedUntil === null || Date.parse(snoozedUntil) > Date.now())
      await store.snooze(id, snoozedUntil);
    else await store.reopen(id);
  };
}

/** For the reason that it was closed for; where there was none, and there is to be one, it is asked for. */
async function closeAgain(store: Store, id: string, reasonId: string | null, cache: QueryClient) {
  if (reasonId !== null) return store.close(id, { reasonId });
  if (cache.getQueryData(closingQuery.queryKey)?.asks !== 'required') return store.close(id);
  await new Promise<void>((settle, fail) => {
    withReason(cache, (choice) => void store.close(id, choice).then(settle, fail), settle);
  });
}
