/** The middle pane: one conversation, its messages, and the place to answer. */
import { Button } from '@mantine/core';
import { IconMessageOff } from '@tabler/icons-react';
import { Link, Navigate } from '@tanstack/react-router';
import { memo, useCallback, useMemo, useState } from 'react';
import type { Action } from '../../../contract/actions.ts';
import type { Conversation } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import { ConversationPromises } from '../promises/index.ts';
import { BlockBar } from './block-bar.tsx';
import { MessageChanging } from './changing/message-changing.tsx';
import { Composer } from './composer.tsx';
import { draftAgain, takenAgain } from './composer-draft.ts';
import { ConversationHeader } from './conversation-header.tsx';
import classes from './conversation-pane.module.css';
import type { PutBack } from './later/use-scheduled-acts.ts';
import { visibleOutgoing } from './outbox.ts';
import { ReadOnly } from './read-only.tsx';
import { useChoosing } from './regroup/choosing.ts';
import { RegroupDialog } from './regroup/regroup-dialog.tsx';
import type { RegroupWish } from './regroup/regroup-items.tsx';
import { RelatedBar } from './regroup/related-bar.tsx';
import { SplitBar } from './regroup/split-bar.tsx';
import type { Store } from './store.ts';
import { TagBar } from './tag-bar.tsx';
import { Thread } from './thread.tsx';
import { firstUnreadOf } from './thread-rows.ts';
import type { Acting } from './use-acting.ts';
import { useFold } from './use-fold.ts';
import { useMarkRead } from './use-mark-read.ts';
import { type PaneState, usePane } from './use-pane.ts';
import { useReadTold } from './use-read-told.ts';

type Pane = {
  id: string;
  /** The message that a link leads to. */
  messageId: string | undefined;
  store: Store;
  acting: Acting;
  /** Set where the customer is not beside it: shows that pane. */
  showCustomer: (() => void) | undefined;
};

export const ConversationPane = memo(function ConversationPane(props: Pane) {
  const { id, store } = props;
  const t = useText('conversations');
  const pane = usePane(store, id);
  if (pane.conversation?.mergedInto) {
    const params = { conversationId: pane.conversation.mergedInto };
    return <Navigate to="/conversations/{-$conversationId}" params={params} replace />;
  }
  if (pane.conversation) return <Open {...props} pane={pane} conversation={pane.conversation} />;
  return (
    <section className={classes.pane} aria-label={t('conversation')}>
      {pane.isMissing ? (
        <EmptyState
          icon={IconMessageOff}
          title={t('gone')}
          text={t('goneText')}
          action={
            <Button component={Link} to="/conversations" variant="default">
              {t('back')}
            </Button>
          }
        />
      ) : (
        <Missing error={pane.error} store={store} />
      )}
    </section>
  );
});

function Open(props: Pane & { pane: PaneState; conversation: Conversation }) {
  const { id, store, acting, conversation } = props;
  const { thread, outbox, messagesError, hasOlderFailed } = props.pane;
  const t = useText('conversations');
  const firstUnread = useFirstUnread(props.pane);
  useMarkRead(store, id, thread !== undefined, conversation.inboundCount);
  useReadTold(id, thread !== undefined);
  const { fold, shown } = useFold(conversation, thread, props.messageId);
  const outgoing = useMemo(() => visibleOutgoing(outbox, id), [outbox, id]);
  const { takenBack, takeBack, putBack } = useTakeBack(id, store, acting);
  const [choosing, choose] = useChoosing();
  const [dialog, setDialog] = useState<'merge' | 'link'>();
  const regroup = (what: RegroupWish) => (what === 'split' ? choose(true) : setDialog(what));
  return (
    <section className={classes.pane} aria-label={t('conversation')}>
      <ConversationHeader
        conversation={conversation}
        acting={acting}
        regroup={regroup}
        showCustomer={props.showCustomer}
      />
      <BlockBar customerId={conversation.customer.id} fold={fold} mayWrite={acting.mayWrite} />
      <TagBar conversation={conversation} acting={acting} />
      <RelatedBar conversation={conversation} />
      <MessageChanging store={store} conversation={conversation} messages={shown?.messages}>
        {shown ? (
          <Thread
            conversation={conversation}
            messageId={props.messageId}
            thread={shown}
            outgoing={outgoing}
            firstUnread={firstUnread}
            hasOlderFailed={hasOlderFailed}
            store={store}
            takeBack={takeBack}
            putBack={putBack}
            choosing={choosing}
          />
        ) : (
          <div className={classes.waiting}>
            <Missing error={messagesError} store={store} />
          </div>
        )}
        <ConversationPromises conversationId={id} />
        {choosing ? (
          <SplitBar id={id} choosing={choosing} close={() => choose(false)} />
        ) : acting.mayWrite ? (
          <Composer
            key={takenBack.count}
            conversation={conversation}
            store={store}
            acting={acting}
            actions={takenBack.actions}
          />
        ) : (
          <ReadOnly />
        )}
      </MessageChanging>
      {dialog && (
        <RegroupDialog what={dialog} conversation={conversation} close={() => setDialog(undefined)} />
      )}
    </section>
  );
}

/** What is not here yet: on its way, or why it is not. */
function Missing({ error, store }: { error: unknown; store: Store }) {
  return error === undefined ? <PageSkeleton /> : <ErrorState error={error} retry={store.retryLoading} />;
}

/** The first message that was unread when the conversation was opened; the line above it stays while it is open. */
function useFirstUnread({ conversation, thread }: PaneState): string | undefined {
  const [found, setFound] = useState<{ first: string | undefined }>();
  if (found || !conversation || !thread) return found?.first;
  const first = firstUnreadOf(thread.messages, conversation);
  setFound({ first });
  return first;
}

/** Takes a message that was not sent, or not yet, back into the composer, which begins anew with it. */
function useTakeBack(id: string, store: Store, { want }: Acting) {
  const [takenBack, setTakenBack] = useState<{ count: number; actions: readonly Action[] }>({
    count: 0,
    actions: [],
  });
  const begin = useCallback(
    (note: boolean, actions: readonly Action[]) => {
      setTakenBack(({ count }) => ({ count: count + 1, actions }));
      want(id, note ? 'note' : 'reply');
    },
    [id, want],
  );
  const takeBack = useCallback(
    (key: string) => {
      const item = store.takeBack(key);
      if (!item) return;
      draftAgain(localStorage, store.state().memberId, item, Date.now());
      begin(item.note, item.actions ?? []);
    },
    [store, begin],
  );
  const putBack = useCallback<PutBack>(
    (conversationId, taken) => {
      takenAgain(localStorage, store.state().memberId, conversationId, taken);
      if (conversationId === id) begin(taken.note, taken.actions);
    },
    [id, store, begin],
  );
  return { takenBack, takeBack, putBack };
}
