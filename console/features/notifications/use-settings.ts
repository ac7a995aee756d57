/** Changing how the member is told: it shows at once, and goes back with a reason when it was refused. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { NotificationSettings } from '../../../contract/notifications.ts';
import { call } from '../../lib/api.ts';
import { notificationSettingsQuery } from '../../lib/notifications.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { failure } from '../../ui/notices.tsx';

export type Change = (part: Partial<NotificationSettings>) => void;
export type Parts = { settings: NotificationSettings; change: Change };

export function useSettings(): Change {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { queryKey } = notificationSettingsQuery;
  const show = (settings: NotificationSettings) =>
    cache.setQueryData(queryKey, (before) => before && { ...before, settings });
  const { mutate } = useMutation({
    // One after another: each says all of it.
    scope: { id: 'notification-settings' },
    mutationFn: (settings: NotificationSettings) =>
      call(endpoints.changeNotificationSettings, { body: settings }),
    onError(error) {
      void cache.invalidateQueries({ queryKey });
      failure(problemText(error));
    },
  });
  return (part) => {
    const before = cache.getQueryData(queryKey);
    if (!before) return;
    const settings = { ...before.settings, ...part };
    show(settings);
    mutate(settings);
  };
}
