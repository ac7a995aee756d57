/** The messages of a conversation, oldest first, with older ones fetched while one scrolls up. */
import { Button, Loader } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { Fragment, memo, useMemo, useRef } from 'react';
import type { Conversation } from '../../../contract/conversations.ts';
import { useCommands } from '../../lib/commands.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { part } from '../../ui/part.tsx';
import { Announcer } from './announcer.tsx';
import { useCopyLink } from './copy-link.tsx';
import { Day } from './day.tsx';
import { EarlierConversations } from './earlier.tsx';
import { HeldReply } from './held-reply.tsx';
import { useScheduled } from './later/queries.ts';
import type { PutBack } from './later/use-scheduled-acts.ts';
import { MessageBubble, OutgoingBubble } from './message-bubble.tsx';
import type { Outgoing } from './outbox.ts';
import type { Choosing } from './regroup/choosing.ts';
import type { Thread as ThreadState } from './state.ts';
import type { Store } from './store.ts';
import classes from './thread.module.css';
import { ThreadFoot } from './thread-foot.tsx';
import { type ThreadRow, threadRows } from './thread-rows.ts';
import { useEarlier } from './use-earlier.ts';
import { useShownMessage } from './use-shown-message.ts';
import { useThreadScroll } from './use-thread-scroll.ts';

const ScheduledList = part(() => import('./later/scheduled-list.tsx').then((file) => file.ScheduledList));

type Props = {
  conversation: Conversation;
  messageId: string | undefined;
  thread: ThreadState;
  outgoing: readonly Outgoing[];
  firstUnread: string | undefined;
  hasOlderFailed: boolean;
  store: Store;
  takeBack: (key: string) => void;
  putBack: PutBack;
  /** While messages are chosen. */
  choosing: Choosing | undefined;
};

export const Thread = memo(function Thread({
  conversation,
  messageId,
  thread,
  outgoing,
  firstUnread,
  hasOlderFailed,
  store,
  takeBack,
  putBack,
  choosing,
}: Props) {
  const t = useText('conversations');
  const app = useText('app');
  const { member } = useMe();
  const { id, customer } = conversation;
  const { messages, older } = thread;
  const earlier = useEarlier(store, conversation, older === null);
  const rows = useMemo(
    () => threadRows(messages, outgoing, { memberId: member.id, firstUnread }),
    [messages, outgoing, member.id, firstUnread],
  );
  const scheduled = useScheduled(id);
  const scroller = useRef<HTMLDivElement>(null);
  useThreadScroll(scroller, {
    first: earlier.first ?? messages[0]?.id,
    last: outgoing.at(-1)?.key ?? scheduled.at(-1)?.id ?? messages.at(-1)?.id,
    isOwnLast: outgoing.length > 0 || scheduled.at(-1)?.memberId === member.id,
    nearTop: () => {
      if (older !== null && !hasOlderFailed) void store.older(id);
    },
    pulled: () => {
      if (older === null) earlier.more();
    },
  });
  const shown = useShownMessage(scroller, {
    messageId,
    messages,
    older: hasOlderFailed ? null : older,
    loadOlder: () => void store.older(id),
  });
  const copyLink = useCopyLink();
  useCommands([
    {
      id: 'conversation.link',
      label: t('copyLink'),
      group: 'conversation',
      icon: IconLink,
      run: () => {
        const message = messages.find((one) => one.id === messageId) ?? messages.at(-1);
        if (message) copyLink(message);
      },
    },
  ]);
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
      {shown.isGone && (
        <p className={classes.notHere} role="status">
          {t('messageGone')}
        </p>
      )}
      {shown.isSought && (
        <p className={classes.notHere} data-floating role="status">
          {t('seeking')}
        </p>
      )}
      <EarlierConversations earlier={earlier} />
      <ol className={classes.rows}>
        {rows.map((row) => (
          <Fragment key={row.key}>
            <Row
              row={row}
              customer={customer}
              channel={conversation.channel}
              shownId={messageId}
              store={store}
              takeBack={takeBack}
              choosing={choosing}
            />
          </Fragment>
        ))}
      </ol>
      {scheduled.length > 0 && <ScheduledList messages={scheduled} customer={customer} putBack={putBack} />}
      <ThreadFoot id={id} customer={customer} messages={messages} />
      <Announcer messages={messages} customer={customer} />
    </section>
  );
});

function Row({
  row,
  customer,
  channel,
  store,
  shownId,
  takeBack,
  choosing,
}: {
  row: ThreadRow;
  customer: Conversation['customer'];
  channel: string;
  store: Store;
  shownId: string | undefined;
  takeBack: (key: string) => void;
  choosing: Choosing | undefined;
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
      return (
        <MessageBubble
          message={row.message}
          isFirst={row.isFirst}
          isShown={row.message.id === shownId}
          customer={customer}
          channel={channel}
          isChosen={choosing?.chosen.has(row.message.id)}
          choose={choosing?.toggle}
        />
      );
    case 'outgoing': {
      const { item, isFirst } = row;
      const replies = item.refusal?.replies;
      return replies ? (
        <HeldReply item={item} replies={replies} customer={customer} store={store} takeBack={takeBack} />
      ) : (
        <OutgoingBubble item={item} isFirst={isFirst} retry={store.retry} takeBack={takeBack} />
      );
    }
  }
}
