/** The messages of a conversation, oldest first, with older ones fetched while one scrolls up. */
import { Button, Loader } from '@mantine/core';
import { Fragment, memo, useMemo, useRef } from 'react';
import type { Conversation } from '../../../contract/conversations.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { dayName } from '../../lib/time.ts';
import { useNow } from '../../ui/now.ts';
import { Announcer } from './announcer.tsx';
import { MessageBubble, OutgoingBubble } from './message-bubble.tsx';
import type { Outgoing } from './outbox.ts';
import type { Thread as ThreadState } from './state.ts';
import type { Store } from './store.ts';
import classes from './thread.module.css';
import { type ThreadRow, threadRows } from './thread-rows.ts';
import { useThreadScroll } from './use-thread-scroll.ts';

type Props = {
  id: string;
  customer: Conversation['customer'];
  thread: ThreadState;
  outgoing: readonly Outgoing[];
  firstUnread: string | undefined;
  hasOlderFailed: boolean;
  store: Store;
  takeBack: (key: string) => void;
};

export const Thread = memo(function Thread({
  id,
  customer,
  thread,
  outgoing,
  firstUnread,
  hasOlderFailed,
  store,
  takeBack,
}: Props) {
  const t = useText('conversations');
  const app = useText('app');
  const { member } = useMe();
  const { messages, older } = thread;
  const rows = useMemo(
    () => threadRows(messages, outgoing, { memberId: member.id, firstUnread }),
    [messages, outgoing, member.id, firstUnread],
  );
  const scroller = useRef<HTMLDivElement>(null);
  useThreadScroll(scroller, {
    first: messages[0]?.id,
    last: outgoing.at(-1)?.key ?? messages.at(-1)?.id,
    isOwnLast: outgoing.length > 0,
    nearTop: () => {
      if (older !== null && !hasOlderFailed) void store.older(id);
    },
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section ref={scroller} className={classes.scroller} aria-label={t('messages')} tabIndex={0} data-thread>
      <div className={classes.top}>
        {older !== null &&
          (hasOlderFailed ? (
            <Button variant="subtle" size="compact-sm" onClick={() => void store.older(id)}>
              {app('tryAgain')}
            </Button>
          ) : (
            <Loader size="xs" aria-label={t('older')} />
          ))}
      </div>
      <ol className={classes.rows}>
        {rows.map((row) => (
          <Fragment key={row.key}>
            <Row row={row} customer={customer} retry={store.retry} takeBack={takeBack} />
          </Fragment>
        ))}
      </ol>
      <Announcer messages={messages} customer={customer} />
    </section>
  );
});

function Row({
  row,
  customer,
  retry,
  takeBack,
}: {
  row: ThreadRow;
  customer: Conversation['customer'];
  retry: (key: string) => void;
  takeBack: (key: string) => void;
}) {
  const t = useText('conversations');
  switch (row.type) {
    case 'day':
      return <Day at={row.at} />;
    case 'unread':
      return (
        <li className={classes.unread}>
          <span>{t('newMessages')}</span>
        </li>
      );
    case 'message':
      return <MessageBubble message={row.message} isFirst={row.isFirst} customer={customer} />;
    case 'outgoing':
      return <OutgoingBubble item={row.item} isFirst={row.isFirst} retry={retry} takeBack={takeBack} />;
  }
}

function Day({ at }: { at: string }) {
  const locale = useLocale();
  const now = useNow();
  return (
    <li className={classes.day}>
      <span>{dayName(new Date(at), now, locale)}</span>
    </li>
  );
}
