/** Where a conversation stands, apart from being open: closed, spam, put off, and how urgent. */
import { Badge } from '@mantine/core';
import type { Conversation } from '../../../contract/conversations.ts';
import { useReasonName } from '../../lib/closing.ts';
import { useLocale, useText } from '../../lib/i18n.tsx';
import { useTimeZone } from '../../lib/zone.ts';
import { PriorityIcon } from './priority-icon.tsx';

export function Standing({ conversation }: { conversation: Conversation }) {
  const t = useText('conversations');
  const locale = useLocale();
  const timeZone = useTimeZone();
  const { status, spam, snoozedUntil, priority, reasonId } = conversation;
  const when = (at: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
      new Date(at),
    );
  const reason = useReasonName(reasonId);
  const snoozed = snoozedUntil === null ? t('snoozedReply') : t('snoozedUntil', { when: when(snoozedUntil) });
  return (
    <>
      {spam && (
        <Badge size="sm" variant="light" color="red">
          {t('isSpam')}
        </Badge>
      )}
      {status === 'closed' && !spam && (
        <Badge size="sm" variant="light" color="gray">
          {reason === undefined ? t('isClosed') : t('isClosedFor', { reason })}
        </Badge>
      )}
      {status === 'snoozed' && (
        <Badge size="sm" variant="light" color="gray">
          {snoozed}
        </Badge>
      )}
      {priority !== 'normal' && (
        <PriorityIcon priority={priority} label={t('priorityIs', { priority: t(`priority.${priority}`) })} />
      )}
    </>
  );
}
