/** One conversation in the list: who, what was said last, since when they wait, and whose it is. */
import { IconClock, IconNote, IconUsersGroup } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Priority } from '../../../contract/conversation-entries.ts';
import type { Conversation } from '../../../contract/conversations.ts';
import { waitsSince } from '../../../contract/views.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useMe } from '../../lib/session.ts';
import { useMemberName } from '../../lib/team.ts';
import { useTeamName } from '../../lib/teams.ts';
import { fullTime, spanWords } from '../../lib/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useNow } from '../../ui/now.ts';
import { Time } from '../../ui/time.tsx';
import { ChannelName, useCustomerName } from '../customers/index.ts';
import { PromiseSign } from '../promises/index.ts';
import { Tags } from '../tags/index.ts';
import { ChecklistSign } from './checklist-sign.tsx';
import classes from './conversation-list.module.css';
import { HereSign } from './here.tsx';
import { LaterSign } from './later/later-sign.tsx';
import { PriorityIcon } from './priority-icon.tsx';
import { unreadOf } from './views.ts';

type Row = {
  conversation: Conversation;
  /** Pixels from the top of the list. */
  top: number;
  place: { index: number; count: number };
  hasCursor: boolean;
  anticipate: (id: string) => void;
  focused: (id: string) => void;
  /** Undefined for who may not change it. */
  isChosen: boolean | undefined;
  choose: (id: string, isRange: boolean) => void;
};

function Row({ conversation, top, place, hasCursor, anticipate, focused, isChosen, choose }: Row) {
  const t = useText('conversations');
  const bulks = useText('bulks');
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
        data-chosen={isChosen || undefined}
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
            <ChannelName channel={conversation.channel} className={`${classes.meta} ${classes.channel}`} />
            <Waiting since={waitsSince(conversation)} />
            <PromiseSign conversationId={id} />
            {conversation.status !== 'closed' && <ChecklistSign conversationId={id} />}
            <LaterSign conversationId={id} />
            <Urgency priority={conversation.priority} />
            <Tags ids={conversation.tagIds} max={1} />
            <Team id={conversation.teamId} />
            <HereSign conversationId={id} />
            <Assignee id={conversation.assigneeId} />
          </span>
        </span>
      </Link>
      {isChosen !== undefined && (
        <input
          type="checkbox"
          className={classes.choice}
          checked={isChosen}
          tabIndex={hasCursor ? 0 : -1}
          aria-label={bulks('choose', { name: customerName(customer) })}
          onChange={({ nativeEvent }) =>
            choose(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }
        />
      )}
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
    before.isChosen === after.isChosen &&
    before.place.index === after.place.index &&
    before.place.count === after.place.count,
);

function Preview({ conversation: { lastMessage, subject } }: { conversation: Conversation }) {
  const t = useText('conversations');
  const { member } = useMe();
  const memberName = useMemberName();
  const ta = useText('attachments');
  if (!lastMessage) return <span className={classes.preview}>{subject ?? t('noMessages')}</span>;
  const { author, note } = lastMessage;
  const text =
    (lastMessage.deleted ? t('deletedMessage') : lastMessage.text) ||
    (lastMessage.files ? ta('files', { count: lastMessage.files }) : t('erased'));
  const isMine = author.id === member.id;
  const who = author.kind === 'member' ? (isMine ? t('you') : memberName(author.id)) : undefined;
  return (
    <span className={classes.preview} dir={who ? undefined : 'auto'}>
      {note && <IconNote size={14} aria-label={t('note')} />}
      {subject && <bdi className={classes.subject}>{subject} · </bdi>}
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

function Urgency({ priority }: { priority: Priority }) {
  const t = useText('conversations');
  if (priority === 'normal') return null;
  return (
    <PriorityIcon priority={priority} label={t('priorityIs', { priority: t(`priority.${priority}`) })} />
  );
}

function Team({ id }: { id: string | null }) {
  const t = useText('conversations');
  const name = useTeamName()(id);
  if (id === null || name === undefined) return null;
  return (
    <span className={classes.team} title={t('withTeam', { name })}>
      <IconUsersGroup size={14} aria-hidden />
      <span className={classes.hidden}>{t('teams')}</span>
      <bdi>{name}</bdi>
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
