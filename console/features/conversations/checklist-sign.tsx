/** In the list of conversations: how many items of their checklists are ticked. */
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ChecklistProgress } from '../../../contract/checklists.ts';
import { progressQuery } from '../../lib/checklists.ts';
import { useText } from '../../lib/i18n.tsx';
import classes from './conversation-list.module.css';

export function ChecklistSign({ conversationId }: { conversationId: string }) {
  const t = useText('conversations');
  const select = useCallback(
    (all: readonly ChecklistProgress[]) => all.find((one) => one.conversationId === conversationId),
    [conversationId],
  );
  const { data } = useQuery({ ...progressQuery, select });
  if (!data) return null;
  const { done, total } = data;
  const label = t('checklistSign', { done, total });
  return (
    <span className={classes.progress} title={label} role="img" aria-label={label}>
      {done}/{total}
    </span>
  );
}
