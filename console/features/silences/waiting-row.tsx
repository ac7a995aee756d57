/** Somebody who waits: who, what was said, for how long. */
import { IconBellRinging, IconMoonStars } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Waiting } from '../../../contract/silences.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useMemberName } from '../../lib/team.ts';
import { fullTime, spanWords } from '../../lib/time.ts';
import { useTimeZone } from '../../lib/zone.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useNow } from '../../ui/now.ts';
import { ChannelName, useCustomerName } from '../customers/index.ts';
import classes from './silences.module.css';

const minuteMs = 60_000;

/** `hasHours`: how long is told in business hours as well. */
export function WaitingRow({ row, hasHours }: { row: Waiting; hasHours: boolean }) {
  const t = useText('silences');
  const app = useText('app');
  const locale = useLocale();
  const zone = useTimeZone();
  const now = useNow();
  const customerName = useCustomerName();
  const memberName = useMemberName();
  const { customer, waitingSince, assigneeId } = row;
  if (waitingSince === null) return null;
  const since = new Date(waitingSince);
  return (
    <li className={classes.row}>
      <Avatar id={customer.id} name={customer.name} />
      <div className={classes.body}>
        <Link
          to="/conversations/{-$conversationId}"
          params={{ conversationId: row.id }}
          className={classes.name}
        >
          <bdi>{customerName(customer)}</bdi>
        </Link>
        <span className={classes.text} dir="auto">
          {row.lastMessage?.text}
        </span>
        <div className={classes.meta}>
          <ChannelName channel={row.channel} />
          <bdi>{assigneeId === null ? t('nobody') : (memberName(assigneeId) ?? app('unknownMember'))}</bdi>
          {row.status === 'snoozed' && (
            <span className={classes.sign}>
              <IconMoonStars size={14} aria-hidden />
              {t('snoozed')}
            </span>
          )}
          {row.alarmedAt !== null && (
            <span
              className={classes.sign}
              data-alarmed
              title={fullTime(new Date(row.alarmedAt), locale, zone)}
            >
              <IconBellRinging size={14} aria-hidden />
              {t('alarmed')}
            </span>
          )}
        </div>
      </div>
      <time className={classes.time} dateTime={waitingSince} title={fullTime(since, locale, zone)}>
        <strong>{spanWords(now.getTime() - since.getTime(), locale)}</strong>
        {hasHours && <span>{t('waitsOpen', { time: spanWords(row.waitedMinutes * minuteMs, locale) })}</span>}
      </time>
    </li>
  );
}
