/** One message or note: the customer's on one side, the team's on the other, notes on their own paper. */
import { Button } from '@mantine/core';
import { IconAlertCircle, IconClock, IconLock } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import type { Conversation, Message } from '../../../contract/conversations.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMe } from '../../lib/session.ts';
import { useMemberName } from '../../lib/team.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { LinkedText } from '../../ui/linked-text.tsx';
import { Time } from '../../ui/time.tsx';
import type { Outgoing } from './outbox.ts';
import classes from './thread.module.css';
import { useAuthorName } from './use-author-name.ts';

function Bubble({
  message,
  isFirst,
  customer,
}: {
  message: Message;
  isFirst: boolean;
  customer: Conversation['customer'];
}) {
  const authorName = useAuthorName(customer);
  const memberName = useMemberName();
  const { author, note } = message;
  const t = useText('conversations');
  const isCustomer = author.kind === 'customer';
  const pictureName = isCustomer ? customer.name : (memberName(author.id) ?? null);
  return (
    <Said
      side={isCustomer ? 'theirs' : 'ours'}
      note={note}
      picture={isFirst && <Avatar id={author.id ?? 'system'} name={pictureName} size="small" />}
      by={isFirst && authorName(message)}
      at={message.occurredAt}
    >
      {message.text === '' ? <em>{t('erased')}</em> : <LinkedText text={message.text} />}
    </Said>
  );
}

export const MessageBubble = memo(Bubble);

/** A message on its way: quiet while it is sent, with the reason and two ways on when it was not. */
export function OutgoingBubble({
  item,
  isFirst,
  retry,
  takeBack,
}: {
  item: Outgoing;
  isFirst: boolean;
  retry: (key: string) => void;
  takeBack: (key: string) => void;
}) {
  const t = useText('conversations');
  const problemText = useProblemText();
  const { member } = useMe();
  const { refusal } = item;
  const state = refusal === undefined ? 'sending' : refusal.isUnreached ? 'waiting' : 'failed';
  return (
    <Said
      side="ours"
      note={item.note}
      picture={isFirst && <Avatar id={member.id} name={member.name} size="small" />}
      by={isFirst && t('you')}
      at={refusal === undefined ? undefined : item.writtenAt}
      state={state}
    >
      <LinkedText text={item.text} />
      {refusal && (
        <div className={classes.refused} role="alert">
          <span>
            {refusal.isUnreached ? (
              <IconClock size={16} aria-hidden />
            ) : (
              <IconAlertCircle size={16} aria-hidden />
            )}
            {refusal.isUnreached ? t('waitsForServer') : `${t('notSent')} ${problemText(refusal.error)}`}
          </span>
          <span>
            <Button size="compact-sm" variant="default" onClick={() => retry(item.key)}>
              {t('sendAgain')}
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => takeBack(item.key)}>
              {t('takeBack')}
            </Button>
          </span>
        </div>
      )}
    </Said>
  );
}

function Said(props: {
  side: 'theirs' | 'ours';
  note: boolean;
  picture: ReactNode;
  by: ReactNode;
  at: string | undefined;
  state?: 'sending' | 'waiting' | 'failed';
  children: ReactNode;
}) {
  const t = useText('conversations');
  const { by, note } = props;
  return (
    <li
      className={classes.said}
      data-side={props.side}
      data-note={note || undefined}
      data-first={by ? true : undefined}
      data-state={props.state}
    >
      <span className={classes.picture}>{props.picture}</span>
      <div className={classes.words}>
        {by && (
          <div className={classes.by}>
            <bdi>{by}</bdi>
            {note && (
              <span className={classes.private}>
                <IconLock size={12} aria-hidden />
                {t('noteMark')}
              </span>
            )}
          </div>
        )}
        <div className={classes.bubble}>{props.children}</div>
      </div>
      <span className={classes.at}>
        {props.at === undefined ? t('sending') : <Time value={props.at} as="clock" />}
      </span>
    </li>
  );
}
