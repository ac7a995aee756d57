/** In the list of conversations: that something is to be sent there later, or was held. */
import { IconCalendarTime, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ScheduledCount } from '../../../../contract/scheduled.ts';
import { useText } from '../../../lib/i18n.tsx';
import classes from './later.module.css';
import { countsQuery } from './queries.ts';

export function LaterSign({ conversationId }: { conversationId: string }) {
  const t = useText('later');
  const select = useCallback(
    (all: readonly ScheduledCount[]) => all.find((one) => one.conversationId === conversationId),
    [conversationId],
  );
  const { data } = useQuery({ ...countsQuery, select });
  if (!data) return null;
  const { count, held, drafts } = data;
  const isDraft = held === 0 && drafts === count;
  const label =
    held > 0
      ? t('signHeld', { count: held })
      : isDraft
        ? t('signDraft', { count })
        : t('sign', { count: count - drafts });
  const Icon = isDraft ? IconUsers : IconCalendarTime;
  return (
    <span className={classes.sign} data-held={held > 0 || undefined} title={label}>
      <Icon size={14} role="img" aria-label={label} />
    </span>
  );
}
