/** The middle pane: one conversation, its messages, and the place to answer. */
import { Button } from '@mantine/core';
import { IconMessageOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useCallback, useMemo, useState } from 'react';
import type { Conversation } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageSkeleton } from '../../ui/skeletons.tsx';
import { Composer } from './composer.tsx';
import { draftAgain } from './composer-draft.ts';
import { ConversationHeader } from './conversation-header.tsx';
import classes from './conversation-pane.module.css';
import { visibleOutgoing } from './outbox.ts';
import { ReadOnly } from './read-only.tsx';
import type { Store } from './store.ts';
import { Thread } from './thread.tsx';
import { firstUnreadOf } from './thread-rows.ts';
import type { Acting } from './use-acting.ts';
import { useMarkRead } from './use-mark-read.ts';
import { type PaneState, usePane } from './use-pane.ts';

type Pane = {
  id: string;
  store: Store;
  acting: Acting;
  /** Set where the customer is not beside it: shows that pane. */
  showCustomer: (() => void) | undefined;
};

export const ConversationPane = memo(function ConversationPane(props: Pane) {
  const { id, store } = props;
  const t = useText('conversations');
  const pane = usePane(store, id);
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
  const outgoing = useMemo(() => visibleOutgoing(outbox, id), [outbox, id]);
  const [takenBack, takeBack] = useTakeBack(id, store, acting);
  return (
    <section className={classes.pane} aria-label={t('conversation')}>
      <ConversationHeader conversation={conversation} acting={acting} showCustomer={props.showCustomer} />
      {thread ? (
        <Thread
          id={id}
          customer={conversation.customer}
          thread={thread}
          outgoing={outgoing}
          firstUnread={firstUnread}
          hasOlderFailed={hasOlderFailed}
          store={store}
          takeBack={takeBack}
        />
      ) : (
        <div className={classes.waiting}>
          <Missing error={messagesError} store={store} />
        </div>
      )}
      {acting.mayWrite ? (
        <Composer key={takenBack} conversation={conversation} store={store} acting={acting} />
      ) : (
        <ReadOnly />
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

/** Takes an unsent message back into the composer, which begins anew with it. */
function useTakeBack(
  id: string,
  store: Store,
  { want }: Acting,
): [count: number, take: (key: string) => void] {
  const [count, setCount] = useState(0);
  const take = useCallback(
    (key: string) => {
      const item = store.takeBack(key);
      if (!item) return;
      draftAgain(localStorage, store.state().memberId, item, Date.now());
      setCount((before) => before + 1);
      want(id, item.note ? 'note' : 'reply');
    },
    [id, store, want],
  );
  return [count, take];
}
