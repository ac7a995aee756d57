/** One conversation in the list: who, what was said last, since when they wait, and whose it is. */
import { IconClock, IconNote } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Conversation } from '../../../contract/conversations.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { useMemberName } from '../../lib/team.ts';
import { fullTime, spanWords } from '../../lib/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useNow } from '../../ui/now.ts';
import { Time } from '../../ui/time.tsx';
import { ChannelName, useCustomerName } from '../customers/index.ts';
import classes from './conversation-list.module.css';
import { unreadOf } from './views.ts';

type Row = {
  conversation: Conversation;
  /** Pixels from the top of the list. */
  top: number;
  place: { index: number; count: number };
  hasCursor: boolean;
  anticipate: (id: string) => void;
  focused: (id: string) => void;
};

function Row({ conversation, top, place, hasCursor, anticipate, focused }: Row) {
  const t = useText('conversations');
  const customerName = useCustomerName();
  const { id, customer } = conversation;
  const unread = unreadOf(conversation);
  return (
    <li
      className={classes.item}
      style={{ transform: `translateY(${top}px)` }}
      aria-setsize={place.count}
      aria-posinset={place.index + 1}
    >
      <Link
        to="/conversations/{-$conversationId}"
        params={{ conversationId: id }}
        className={classes.row}
        data-row={id}
        data-unread={unread > 0 || undefined}
        tabIndex={hasCursor ? 0 : -1}
        onFocus={() => focused(id)}
        onPointerEnter={() => anticipate(id)}
      >
        <Avatar id={customer.id} name={customer.name} />
        <span className={classes.body}>
          <span className={classes.line}>
            <span className={classes.name} dir="auto">
              {customerName(customer)}
            </span>
            <Time value={conversation.lastAt} className={classes.time} />
          </span>
          <span className={classes.line}>
            <Preview conversation={conversation} />
            {unread > 0 && (
              <span className={classes.count}>
                {unread} <span className={classes.hidden}>{t('unread', { count: unread })}</span>
              </span>
            )}
          </span>
          <span className={classes.line}>
            <ChannelName channel={conversation.channel} className={classes.meta} />
            <Waiting since={conversation.waitingSince} />
            <Assignee id={conversation.assigneeId} />
          </span>
        </span>
      </Link>
    </li>
  );
}

/** A row; drawn anew only when it changes. */
export const ConversationRow = memo(
  Row,
  (before, after) =>
    before.conversation === after.conversation &&
    before.top === after.top &&
    before.hasCursor === after.hasCursor &&
    before.place.index === after.place.index &&
    before.place.count === after.place.count,
);

function Preview({ conversation: { lastMessage, subject } }: { conversation: Conversation }) {
  const t = useText('conversations');
  const { member } = useMe();
  const memberName = useMemberName();
  if (!lastMessage) return <span className={classes.preview}>{subject ?? t('noMessages')}</span>;
  const { author, note } = lastMessage;
  const text = lastMessage.text === '' ? t('erased') : lastMessage.text;
  const isMine = author.id === member.id;
  const who = author.kind === 'member' ? (isMine ? t('you') : memberName(author.id)) : undefined;
  return (
    <span className={classes.preview} dir={who ? undefined : 'auto'}>
      {note && <IconNote size={14} aria-label={t('note')} />}
      {who && <span>{t('previewBy', { name: who })}</span>}
      {who ? <bdi>{text}</bdi> : text}
    </span>
  );
}

/** Since when the customer's last word is unanswered. */
function Waiting({ since }: { since: string | null }) {
  const t = useText('conversations');
  const locale = useLocale();
  const now = useNow();
  if (since === null) return null;
  const time = spanWords(now.getTime() - Date.parse(since), locale);
  return (
    <span className={classes.meta} title={t('waitingSince', { when: fullTime(new Date(since), locale) })}>
      <IconClock size={14} aria-hidden />
      {t('waiting', { time })}
    </span>
  );
}

function Assignee({ id }: { id: string | null }) {
  const t = useText('conversations');
  const app = useText('app');
  const memberName = useMemberName();
  if (id === null) return null;
  const name = memberName(id) ?? app('unknownMember');
  return (
    <span className={classes.assignee} title={t('assignedTo', { name })}>
      <Avatar id={id} name={name} size="small" />
      <span className={classes.hidden}>{t('assignedTo', { name })}</span>
    </span>
  );
}
