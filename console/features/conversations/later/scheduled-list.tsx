/** What is to be sent later, below what was said: when, by whom, and what can be done about it. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCalendarTime, IconLock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Conversation } from '../../../../contract/conversations.ts';
import type { ScheduledMessage } from '../../../../contract/scheduled.ts';
import { isolated } from '../../../lib/bidi.ts';
import { useLocale, useText } from '../../../lib/i18n.tsx';
import { useMay, useMe } from '../../../lib/session.ts';
import { useMemberName } from '../../../lib/team.ts';
import { useTimeZone } from '../../../lib/zone.ts';
import { useCustomerName } from '../../customers/index.ts';
import { Attachments } from '../attachments.tsx';
import { Words } from '../message-words.tsx';
import { cityOf, showsSame } from './choices.ts';
import classes from './later.module.css';
import { SharedDraft } from './shared-draft.tsx';
import { TimeDialog } from './time-dialog.tsx';
import { type PutBack, type ScheduledActs, useScheduledActs } from './use-scheduled-acts.ts';

type Customer = Conversation['customer'];

export function ScheduledList(props: {
  messages: readonly ScheduledMessage[];
  customer: Customer;
  putBack: PutBack;
}) {
  const t = useText('later');
  const areDrafts = props.messages.every(({ held }) => held === 'draft');
  return (
    <ul className={classes.list} aria-label={t(areDrafts ? 'drafts' : 'waiting')}>
      {props.messages.map((message) => (
        <li
          key={message.id}
          className={classes.one}
          data-note={message.note || undefined}
          data-held={(message.held !== null && message.held !== 'draft') || undefined}
        >
          <One message={message} customer={props.customer} putBack={props.putBack} />
        </li>
      ))}
    </ul>
  );
}

function One({
  message,
  customer,
  putBack,
}: {
  message: ScheduledMessage;
  customer: Customer;
  putBack: PutBack;
}) {
  const { text, rich, mentions, attachments, held, undo, memberId } = message;
  const t = useText('later');
  const name = isolated(useCustomerName()(customer));
  const mayWrite = useMay()('conversations:write');
  const { member } = useMe();
  const acts = useScheduledActs(message, putBack);
  if (held === 'draft') return <SharedDraft message={message} customer={customer} acts={acts} />;
  const isUndoing = undo && held === null;
  return (
    <>
      {isUndoing ? <Soon message={message} /> : <When message={message} />}
      {text !== '' && <Words text={text} rich={rich} mentions={mentions} />}
      {attachments && <Attachments files={attachments} />}
      {held !== null && (
        <p className={classes.why} role="alert">
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            <strong>{t('held')}</strong> {t(`held.${held}`, { name })}
          </span>
        </p>
      )}
      {held === null && message.unlessCustomerWrites && (
        <p className={classes.hint}>{t('unlessHint', { name })}</p>
      )}
      {mayWrite &&
        (isUndoing ? (
          memberId === member.id && <Undo message={message} acts={acts} />
        ) : (
          <Ways message={message} customer={customer} acts={acts} />
        ))}
    </>
  );
}

/** By whom, on one's own clock, and on the one that it was said for where that shows something else. */
function When({ message: { sendAt, said, note, memberId, held } }: { message: ScheduledMessage }) {
  const t = useText('later');
  const app = useText('app');
  const locale = useLocale();
  const own = useTimeZone();
  const { member } = useMe();
  const memberName = useMemberName();
  const at = new Date(sendAt);
  const words = (timeZone: string) =>
    new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
    }).format(at);
  const isOwn = memberId === member.id;
  const does = held !== null ? 'meant' : note ? 'notes' : 'sends';
  const word = isOwn ? (`${does}You` as const) : does;
  const name = isolated(memberName(memberId) ?? app('unknownMember'));
  return (
    <p className={classes.when}>
      {note ? <IconLock size={14} aria-hidden /> : <IconCalendarTime size={14} aria-hidden />}
      <time dateTime={sendAt}>{t(word, { name, when: words(own) })}</time>
      {said && !showsSame(at, said.timeZone, own) && (
        <span>· {t('there', { time: words(said.timeZone), zone: cityOf(said.timeZone) })}</span>
      )}
    </p>
  );
}

function Soon({ message: { memberId } }: { message: ScheduledMessage }) {
  const t = useText('later');
  const app = useText('app');
  const { member } = useMe();
  const memberName = useMemberName();
  if (memberId === member.id) return null;
  return (
    <p className={classes.when}>
      {t('soon', { name: isolated(memberName(memberId) ?? app('unknownMember')) })}
    </p>
  );
}

const secondMs = 1_000;

/** Counted from when it came, as the two clocks may differ. */
function useSecondsLeft({ scheduledAt, sendAt }: ScheduledMessage): number {
  const [began] = useState(() => Date.now());
  const [now, setNow] = useState(began);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), secondMs / 4);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((Date.parse(sendAt) - Date.parse(scheduledAt) - (now - began)) / secondMs));
}

function Undo({ message, acts }: { message: ScheduledMessage; acts: ScheduledActs }) {
  const t = useText('later');
  const seconds = useSecondsLeft(message);
  if (seconds === 0) return <p className={classes.hint}>{t('sending')}</p>;
  return (
    <div className={classes.ways}>
      <Button
        size="compact-sm"
        variant="subtle"
        loading={acts.isBusy}
        aria-label={t('undoLabel', { seconds })}
        onClick={acts.edit}
      >
        {t('undo', { seconds })}
      </Button>
    </div>
  );
}

function Ways(props: { message: ScheduledMessage; customer: Customer; acts: ScheduledActs }) {
  const { message, customer, acts } = props;
  const t = useText('later');
  const { member } = useMe();
  const [isMoving, setMoving] = useState(false);
  const isGone = message.held === 'author-left' || message.held === 'no-right';
  const way = { size: 'compact-xs', variant: 'subtle', disabled: acts.isBusy } as const;
  return (
    <div className={classes.ways}>
      <Button {...way} onClick={acts.sendNow}>
        {t('now')}
      </Button>
      {message.memberId === member.id && (
        <Button {...way} onClick={acts.edit}>
          {t('edit')}
        </Button>
      )}
      {!isGone && (
        <Button {...way} onClick={() => setMoving(true)}>
          {t('change')}
        </Button>
      )}
      <Button {...way} color="gray" onClick={acts.cancel}>
        {t('cancel')}
      </Button>
      {isMoving && (
        <TimeDialog
          conversation={{ id: message.conversationId, customer }}
          title={t('dialogChange')}
          label={t('save')}
          said={message.said ?? undefined}
          choose={(said) => {
            setMoving(false);
            acts.move(said);
          }}
          close={() => setMoving(false)}
        />
      )}
    </div>
  );
}
