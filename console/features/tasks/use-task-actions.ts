/** Doing a task and opening it again: seen at once, taken back when it is refused. */
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Reminder, Task } from '../../../contract/tasks.ts';
import { call } from '../../lib/api.ts';
import { isolated } from '../../lib/bidi.ts';
import { useText } from '../../lib/i18n.tsx';
import { useProblemText } from '../../lib/problem-text.ts';
import { remindersQuery } from '../../lib/reminders.ts';
import { failure, offerUndo } from '../../ui/notices.tsx';

type Pages = InfiniteData<{ data: Task[]; next: string | null }>;

export function useTaskActions(): {
  complete: (task: Task) => void;
  reopen: (task: Task) => void;
  see: (reminders: readonly Reminder[]) => void;
} {
  const t = useText('tasks');
  const app = useText('app');
  const cache = useQueryClient();
  const problemText = useProblemText();
  const leave = (id: string) => {
    cache.setQueriesData<Pages>({ queryKey: ['tasks'] }, (lists) => lists && withoutTask(lists, id));
    cache.setQueryData(remindersQuery.queryKey, (all) => all?.filter(({ task }) => task.id !== id));
  };
  const refetch = () =>
    Promise.all(['tasks', 'reminders'].map((key) => cache.invalidateQueries({ queryKey: [key] })));
  const act = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      failure(problemText(error));
    }
    await refetch();
  };
  const reopen = (task: Task) => {
    leave(task.id);
    void act(() => call(endpoints.reopenTask, { params: { id: task.id } }));
  };
  return {
    reopen,
    complete(task) {
      leave(task.id);
      void act(async () => {
        await call(endpoints.completeTask, { params: { id: task.id } });
        const text = t('doneNotice', { what: isolated(task.what) });
        offerUndo({ text, label: app('undo'), undo: () => reopen(task) });
      });
    },
    see(reminders) {
      const ids = reminders.map(({ id }) => id);
      cache.setQueryData(remindersQuery.queryKey, (all) => all?.filter(({ id }) => !ids.includes(id)));
      void act(() => call(endpoints.seeReminders, { body: { ids } }));
    },
  };
}

function withoutTask(lists: Pages, id: string): Pages {
  return {
    ...lists,
    pages: lists.pages.map((page) => ({ ...page, data: page.data.filter((task) => task.id !== id) })),
  };
}
