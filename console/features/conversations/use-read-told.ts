/** Whoever looks at a conversation has read what they were told of it. */
import { useEffect, useEffectEvent } from 'react';
import { useNotifications, useReadNotifications } from '../../lib/notifications.ts';

export function useReadTold(conversationId: string, isDrawn: boolean): void {
  const { data } = useNotifications();
  const read = useReadNotifications();
  const newest = data.find(
    ({ conversation, readAt }) => conversation?.id === conversationId && readAt === null,
  )?.latestAt;
  const look = useEffectEvent(() => {
    const isLooking = document.visibilityState === 'visible' && document.hasFocus();
    if (isDrawn && isLooking && newest !== undefined) void read({ conversationId }).catch(() => undefined);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is newest is when to look again.
  useEffect(() => {
    look();
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [conversationId, isDrawn, newest]);
}
