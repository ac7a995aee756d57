/** One message or note: the customer's on one side, the team's on the other, notes on their own paper. */
import { Button, Checkbox } from '@mantine/core';
import { IconAlertCircle, IconClock, IconLock } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import type { Conversation, Message } from '../../../contract/conversations.ts';
import { ApiError } from '../../lib/api.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMe } from '../../lib/session.ts';
import { useMemberName } from '../../lib/team.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Time } from '../../ui/time.tsx';
import { DeliveryState, MailBesides } from '../mail/index.ts';
import { LostFile, type OutgoingFile } from './attached.ts';
import { AttachedList } from './attached-list.tsx';
import { Attachments } from './attachments.tsx';
import { MessageBody } from './changing/message-body.tsx';
import { MessageMenu } from './changing/message-menu.tsx';
import { useFiles } from './composer-files.tsx';
import { CopyLink } from './copy-link.tsx';
import { LinkedPage } from './linked-page.tsx';
import { MessageReaction } from './message-reaction.tsx';
import { Words } from './message-words.tsx';
import type { Outgoing } from './outbox.ts';
import classes from './thread.module.css';
import { useAuthorName } from './use-author-name.ts';

function Bubble({
  message,
  isFirst,
  isShown,
  customer,
  channel,
  isChosen,
  choose,
}: {
  message: Message;
  /** Of its conversation. */
  channel: string;
  isFirst: boolean;
  /** A link leads to it. */
  isShown: boolean;
  customer: Conversation['customer'];
  /** While messages are chosen. */
  isChosen?: boolean | undefined;
  choose?: ((messageId: string) => void) | undefined;
}) {
  const authorName = useAuthorName(customer);
  const memberName = useMemberName();
  const { author, note } = message;
  const isCustomer = author.kind === 'customer';
  const pictureName = isCustomer ? customer.name : (memberName(author.id) ?? null);
  return (
    <Said
      side={isCustomer ? 'theirs' : 'ours'}
      note={note}
      picture={isFirst && <Avatar id={author.id ?? 'system'} name={pictureName} size="small" />}
      by={isFirst && authorName(message)}
      at={message.occurredAt}
      choice={choose && <Choice isChosen={isChosen === true} toggle={() => choose(message.id)} />}
      linked={{ message, isShown }}
    >
      <MessageBody message={message}>
        <Content message={message} />
        <LinkedPage message={message} />
        {message.mail && <MailBesides mail={message.mail} />}
      </MessageBody>
      {channel === 'email' && message.state === 'sent' && <DeliveryState message={message} />}
    </Said>
  );
}

function Choice({ isChosen, toggle }: { isChosen: boolean; toggle: () => void }) {
  const t = useText('regroup');
  return (
    <Checkbox
      className={classes.choice}
      checked={isChosen}
      onChange={toggle}
      aria-label={t('split.message')}
    />
  );
}

/** Neither words nor files are left of a message that was erased. */
function Content({ message }: { message: Message }) {
  const { text, rich, attachments: files, mentions, mail } = message;
  const t = useText('conversations');
  if (text === '' && !files && !mail) return <em>{t('erased')}</em>;
  return (
    <>
      {text !== '' && <Words text={text} rich={rich} mentions={mentions} />}
      {files && <Attachments files={files} />}
    </>
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
  const reasonOf = useReason();
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
      {item.text !== '' && <Words text={item.text} rich={item.rich} mentions={item.mentions} />}
      {item.files && <OnTheirWay files={item.files} />}
      {refusal && (
        <div className={classes.refused} role="alert">
          <span>
            {refusal.isUnreached ? (
              <IconClock size={16} aria-hidden />
            ) : (
              <IconAlertCircle size={16} aria-hidden />
            )}
            {refusal.isUnreached ? t('waitsForServer') : `${t('notSent')} ${reasonOf(refusal.error)}`}
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

/** Why a message was not sent. */
function useReason(): (error: unknown) => string {
  const problemText = useProblemText();
  const t = useText('attachments');
  return (error) => {
    if (error instanceof LostFile) return t('lost');
    return error instanceof ApiError && error.code === 'expired' ? t('gone') : problemText(error);
  };
}

/** The files of a message that is sent; names alone where a reload has lost the rest. */
function OnTheirWay({ files }: { files: readonly OutgoingFile[] }) {
  const there = useFiles(files.map(({ key }) => key));
  if (there.length > 0) return <AttachedList files={there} />;
  return files.map(({ key, name }) => <bdi key={key}>{name}</bdi>);
}

function Said(props: {
  side: 'theirs' | 'ours';
  note: boolean;
  picture: ReactNode;
  by: ReactNode;
  at: string | undefined;
  state?: 'sending' | 'waiting' | 'failed';
  choice?: ReactNode;
  linked?: { message: Message; isShown: boolean };
  children: ReactNode;
}) {
  const t = useText('conversations');
  const { by, note, linked } = props;
  return (
    <li
      className={classes.said}
      data-side={props.side}
      data-note={note || undefined}
      data-first={by ? true : undefined}
      data-state={props.state}
      data-message={linked?.message.id}
      data-shown={linked?.isShown || undefined}
      tabIndex={linked?.isShown ? -1 : undefined}
    >
      {props.choice}
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
        {linked && <CopyLink message={linked.message} />}
        {linked && !note && <MessageReaction message={linked.message} />}
        {linked && <MessageMenu message={linked.message} />}
        {props.at === undefined ? t('sending') : <Time value={props.at} as="clock" />}
      </span>
    </li>
  );
}
