/** What a member does to a conversation from keys, buttons and menus, and where the focus goes afterwards. */
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMay } from '../../lib/session.ts';
import { failure, offerUndo } from '../../ui/notices.tsx';
import type { ListHandle } from './conversation-list.tsx';
import { shownById } from './state.ts';
import type { Store } from './store.ts';
import type { List } from './use-list.ts';
import { neighbour } from './views.ts';

/** What the conversation pane is asked to do: put the cursor into the composer, or open the menu. */
type Wish = 'reply' | 'note' | 'assign';

export type Acting = {
  mayWrite: boolean;
  /** Closes an open conversation, reopens a closed one. */
  closeOrReopen(id: string): void;
  assign(id: string, memberId: string | null): void;
  /** Opens a conversation with something to do in it; the pane takes the wish and clears it. */
  wish: { id: string; what: Wish } | undefined;
  want(id: string, what: Wish): void;
  granted(): void;
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
  const now = { ...screen, t: useText('conversations'), app: useText('app'), problemText: useProblemText() };
  const latest = useRef(now);
  useLayoutEffect(() => {
    latest.current = now;
  });
  const mayWrite = useMay()('conversations:write');
  const [wish, setWish] = useState<Acting['wish']>();
  return useMemo(() => ({ mayWrite, wish, ...actingOn(latest, setWish) }), [mayWrite, wish]);
}

type Now = Screen & {
  t: ReturnType<typeof useText<'conversations'>>;
  app: ReturnType<typeof useText<'app'>>;
  problemText: (error: unknown) => string;
};

function actingOn(
  latest: RefObject<Now>,
  setWish: (wish: Acting['wish']) => void,
): Omit<Acting, 'mayWrite' | 'wish'> {
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
  return {
    closeOrReopen(id) {
      const { store, t } = latest.current;
      goOn(id);
      const isClosed = shownById(store.state(), id)?.status === 'closed';
      if (isClosed) void tell(store.reopen(id), { text: t('reopened'), act: () => store.close(id) });
      else void tell(store.close(id), { text: t('closed'), act: () => store.reopen(id) });
    },
    assign: (id, memberId) => void tell(latest.current.store.assign(id, memberId)),
    want(id, what) {
      setWish({ id, what });
      if (id !== latest.current.openId) latest.current.open(id);
    },
    granted: () => setWish(undefined),
  };
}
