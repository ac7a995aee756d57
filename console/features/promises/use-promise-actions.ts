/** Keeping a promise: gone from the open ones at once, back when it is refused. */
import { useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { CustomerPromise, PromiseReminder } from '../../../contract/promises.ts';
import { call } from '../../lib/api.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { promiseRemindersQuery } from '../../lib/reminders.ts';
import { failure, notice } from '../../ui/notices.tsx';

export function usePromiseActions(): {
  keep: (promise: CustomerPromise) => void;
  see: (reminders: readonly PromiseReminder[]) => void;
} {
  const t = useText('promises');
  const cache = useQueryClient();
  const problemText = useProblemText();
  const act = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      failure(problemText(error));
    }
    await Promise.all(
      ['promises', 'promise-reminders'].map((key) => cache.invalidateQueries({ queryKey: [key] })),
    );
  };
  const forget = (gone: (reminder: PromiseReminder) => boolean) =>
    cache.setQueryData(promiseRemindersQuery.queryKey, (all) => all?.filter((one) => !gone(one)));
  return {
    keep({ id }) {
      forget(({ promise }) => promise.id === id);
      void act(async () => {
        const { state, what } = await call(endpoints.keepPromise, { params: { id } });
        notice(t(state === 'late' ? 'lateNotice' : 'keptNotice', { what: isolated(what) }));
      });
    },
    see(reminders) {
      const ids = reminders.map(({ id }) => id);
      forget(({ id }) => ids.includes(id));
      void act(() => call(endpoints.seePromiseReminders, { body: { ids } }));
    },
  };
}
