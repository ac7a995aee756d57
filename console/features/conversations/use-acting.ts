/** What a member does to a conversation from keys, buttons and menus, and where the focus goes afterwards. */
import { type RefObject, useState } from 'react';
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
export type Wish = 'reply' | 'note' | 'assign';

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

export function useActing(screen: {
  store: Store;
  list: List;
  listHandle: RefObject<ListHandle | null>;
  openId: string | undefined;
  isPhone: boolean;
  open: (id: string | undefined) => void;
}): Acting {
  const { store, list, listHandle, openId, isPhone, open } = screen;
  const t = useText('conversations');
  const app = useText('app');
  const problemText = useProblemText();
  const mayWrite = useMay()('conversations:write');
  const [wish, setWish] = useState<Acting['wish']>();

  const tellRefusal = (act: Promise<void>) => {
    act.catch((error: unknown) => failure(problemText(error)));
  };
  /** The next row takes the place of one that leaves the list. */
  const goOn = (id: string) => {
    if (!list.rows.some((row) => row.id === id)) return;
    const next = neighbour(list.rows, id, 1) ?? neighbour(list.rows, id, -1);
    if (id === openId) open(isPhone ? undefined : next?.id);
    list.moveTo(next?.id);
    listHandle.current?.focusRow(next?.id);
  };
  const close = (id: string) => tellRefusal(store.close(id));
  const reopen = (id: string) => tellRefusal(store.reopen(id));
  return {
    mayWrite,
    closeOrReopen(id) {
      goOn(id);
      if (shownById(store.state(), id)?.status === 'closed') {
        reopen(id);
        offerUndo({ text: t('reopened'), label: app('undo'), undo: () => close(id) });
      } else {
        close(id);
        offerUndo({ text: t('closed'), label: app('undo'), undo: () => reopen(id) });
      }
    },
    assign: (id, memberId) => tellRefusal(store.assign(id, memberId)),
    wish,
    want(id, what) {
      setWish({ id, what });
      if (id !== openId) open(id);
    },
    granted: () => setWish(undefined),
  };
}
