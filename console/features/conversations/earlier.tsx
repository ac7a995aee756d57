/** What the customer wrote before, above the open conversation: the same words, on paler paper. */
import { Button, Loader } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { Conversation } from '../../../contract/conversations.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { Time } from '../../ui/time.tsx';
import { Day } from './day.tsx';
import classes from './earlier.module.css';
import { MessageBubble } from './message-bubble.tsx';
import rowClasses from './thread.module.css';
import { threadRows } from './thread-rows.ts';
import type { Earlier, EarlierConversation } from './use-earlier.ts';

export function EarlierConversations({ earlier }: { earlier: Earlier }) {
  const t = useText('conversations');
  const { next, shown, more, retry } = earlier;
  const [askedId, ask] = useState<string>();
  return (
    <>
      {next && (
        <div className={classes.next}>
          <Button
            variant="subtle"
            size="compact-sm"
            color="gray"
            leftSection={<IconHistory size={16} />}
            onClick={() => {
              ask(next.id);
              more();
            }}
          >
            {t('earlier.show')}
            <span className={classes.when}>
              <Time value={next.lastAt} />
            </span>
          </Button>
        </div>
      )}
      {shown.map((one) => (
        <EarlierThread
          key={one.conversation.id}
          {...one}
          isAsked={one.conversation.id === askedId}
          retry={retry}
        />
      ))}
    </>
  );
}

/** `isAsked`: somebody wants to read it now, so its end comes into sight. */
const EarlierThread = memo(function EarlierThread(
  props: EarlierConversation & { isAsked: boolean; retry: () => void },
) {
  const { conversation, thread, hasFailed, isAsked, retry } = props;
  const t = useText('conversations');
  const app = useText('app');
  const { member } = useMe();
  const messages = thread?.messages;
  const rows = useMemo(
    () => threadRows(messages ?? [], [], { memberId: member.id, firstUnread: undefined }),
    [messages, member.id],
  );
  const list = useRef<HTMLOListElement>(null);
  const isThere = messages !== undefined;
  useEffect(() => {
    if (isAsked && isThere) list.current?.lastElementChild?.scrollIntoView({ block: 'center' });
  }, [isAsked, isThere]);
  return (
    <section className={classes.earlier} aria-label={t('earlier.label')}>
      <Head conversation={conversation} />
      {hasFailed ? (
        <Button variant="subtle" size="compact-sm" onClick={retry}>
          {app('tryAgain')}
        </Button>
      ) : (
        (!thread || thread.older !== null) && <Loader size="xs" aria-label={t('older')} />
      )}
      <ol ref={list} className={rowClasses.rows}>
        {rows.map((row) => {
          if (row.type === 'day') return <Day key={row.key} at={row.at} />;
          if (row.type !== 'message') return null;
          return (
            <MessageBubble
              key={row.key}
              message={row.message}
              isFirst={row.isFirst}
              isShown={false}
              customer={conversation.customer}
              channel={conversation.channel}
            />
          );
        })}
      </ol>
    </section>
  );
});

/** When it was and how it ended; leads there. */
function Head({ conversation }: { conversation: Conversation }) {
  const t = useText('conversations');
  const tc = useText('customers');
  return (
    <p className={classes.head}>
      <Link to="/conversations/{-$conversationId}" params={{ conversationId: conversation.id }}>
        {conversation.subject === null ? t('earlier.label') : isolated(conversation.subject)}
      </Link>
      <span>
        {tc(`status.${conversation.status}`)} · <Time value={conversation.lastAt} />
      </span>
    </p>
  );
}
