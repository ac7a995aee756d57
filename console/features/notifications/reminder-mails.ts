/** Whether reminders of tasks come by mail as well. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Me } from '../../../contract/accounts.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { meQuery, useMe } from '../../lib/session.ts';
import { failure } from '../../ui/notices.tsx';

export function useReminderMails(): { isOn: boolean; set: (on: boolean) => void } {
  const problemText = useProblemText();
  const me = useMe();
  const cache = useQueryClient();
  const show = (reminderMails: boolean) =>
    cache.setQueryData<Me>(meQuery.queryKey, { ...me, member: { ...me.member, reminderMails } });
  const { mutate } = useMutation({
    mutationFn: (reminderMails: boolean) => call(endpoints.updateMe, { body: { reminderMails } }),
    onMutate: show,
    onError(error, wanted) {
      show(!wanted);
      failure(problemText(error));
    },
  });
  return { isOn: me.member.reminderMails, set: mutate };
}
