/** Below the messages: how far the last reply has come, and that the customer is writing. */
import { useEffect, useState } from 'react';
import type { Conversation, Message } from '../../../contract/conversations.ts';
import { useAttended } from '../../lib/attendance.ts';
import { isolated } from '../../lib/bidi.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { fullTime } from '../../lib/time.ts';
import { useCustomerName } from '../customers/index.ts';
import { useReceipt } from './receipt-query.ts';
import classes from './thread-foot.module.css';

export function ThreadFoot(props: {
  id: string;
  customer: Conversation['customer'];
  messages: readonly Message[];
}) {
  return (
    <div className={classes.foot}>
      <HowFar id={props.id} messages={props.messages} />
      <CustomerWriting id={props.id} customer={props.customer} />
    </div>
  );
}

/** Only while the last word is the team's: an answer says more. */
function HowFar({ id, messages }: { id: string; messages: readonly Message[] }) {
  const t = useText('conversations');
  const locale = useLocale();
  const receipt = useReceipt(id);
  const last = messages.findLast(({ note }) => !note);
  if (last?.state !== 'sent' || !receipt) return null;
  const { readUntil, readAt, deliveredUntil } = receipt;
  if (readAt && (readUntil ?? '') >= last.occurredAt) {
    const at = new Date(readAt);
    const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(at);
    return (
      <p className={classes.far} title={fullTime(at, locale)}>
        {t('seenAt', { time })}
      </p>
    );
  }
  return (deliveredUntil ?? '') >= last.occurredAt ? <p className={classes.far}>{t('delivered')}</p> : null;
}

/** Said once to screen readers, however often the customer pauses within a while. */
const quietMs = 30_000;

function CustomerWriting({ id, customer }: { id: string; customer: Conversation['customer'] }) {
  const t = useText('conversations');
  const customerName = useCustomerName();
  const isWriting = useAttended(id)?.isCustomerWriting ?? false;
  const [isSaid, setSaid] = useState(false);
  if (isWriting && !isSaid) setSaid(true);
  useEffect(() => {
    if (isWriting || !isSaid) return;
    const timer = setTimeout(() => setSaid(false), quietMs);
    return () => clearTimeout(timer);
  }, [isWriting, isSaid]);
  const words = t('customerWriting', { name: isolated(customerName(customer)) });
  return (
    <>
      {isWriting && (
        <p className={classes.writing} aria-hidden>
          {words}
        </p>
      )}
      <span className={classes.unseen} role="status">
        {isSaid ? words : ''}
      </span>
    </>
  );
}
