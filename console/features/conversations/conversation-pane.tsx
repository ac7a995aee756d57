/** The middle pane: one conversation, its messages, and the place to answer. */
import { IconMessageOff } from '@tabler/icons-react';
import { useState } from 'react';
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
import { type State, shownById } from './state.ts';
import type { Store } from './store.ts';
import { Thread } from './thread.tsx';
import { firstUnreadOf } from './thread-rows.ts';
import type { Acting } from './use-acting.ts';
import { useMarkRead } from './use-mark-read.ts';

type Pane = {
  id: string;
  state: State;
  store: Store;
  acting: Acting;
  /** Set where the customer is not beside it: shows that pane. */
  showCustomer: (() => void) | undefined;
};

export function ConversationPane(props: Pane) {
  const { id, state, store } = props;
  const t = useText('conversations');
  const conversation = shownById(state, id);
  const error = state.failures.get(`conversation ${id}`);
  if (conversation) return <Open {...props} conversation={conversation} />;
  return (
    <section className={classes.pane} aria-label={t('conversation')}>
      {state.missing.has(id) ? (
        <EmptyState icon={IconMessageOff} title={t('gone')} text={t('goneText')} />
      ) : error === undefined ? (
        <PageSkeleton />
      ) : (
        <ErrorState error={error} retry={store.retryLoading} />
      )}
    </section>
  );
}

function Open({
  id,
  state,
  store,
  acting,
  showCustomer,
  conversation,
}: Pane & { conversation: Conversation }) {
  const t = useText('conversations');
  const thread = state.threads.get(id);
  const firstUnread = useFirstUnread(state, id);
  useMarkRead(store, id, thread !== undefined, conversation.inboundCount);
  const error = state.failures.get(`messages ${id}`);
  const [takenBack, setTakenBack] = useState(0);
  const takeBack = (key: string) => {
    const item = store.takeBack(key);
    if (!item) return;
    draftAgain(localStorage, state.memberId, item, Date.now());
    setTakenBack(takenBack + 1);
    acting.want(id, item.note ? 'note' : 'reply');
  };
  return (
    <section className={classes.pane} aria-label={t('conversation')}>
      <ConversationHeader conversation={conversation} acting={acting} showCustomer={showCustomer} />
      {thread ? (
        <Thread
          conversation={conversation}
          thread={thread}
          outgoing={visibleOutgoing(state.outbox, id)}
          firstUnread={firstUnread}
          hasOlderFailed={state.failures.has(`further ${id}`)}
          store={store}
          takeBack={takeBack}
        />
      ) : (
        <div className={classes.waiting}>
          {error === undefined ? <PageSkeleton /> : <ErrorState error={error} retry={store.retryLoading} />}
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

/** The first message that was unread when the conversation was opened; the line above it stays while it is open. */
function useFirstUnread(state: State, id: string): string | undefined {
  const conversation = shownById(state, id);
  const messages = state.threads.get(id)?.messages;
  const [found, setFound] = useState<{ first: string | undefined }>();
  if (found || !conversation || !messages) return found?.first;
  const first = firstUnreadOf(messages, conversation);
  setFound({ first });
  return first;
}
