/** Changing checklists: what was done shows at once, and what is refused is said. */
import { useQueryClient } from '@tanstack/react-query';
import type { Checklist } from '../../../contract/checklists.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { checklistsOfQuery } from '../../lib/checklists.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useMe } from '../../lib/session.ts';
import { failure } from '../../ui/notices.tsx';

type Item = Checklist['items'][number];

export function useChecklistActs(conversationId: string) {
  const cache = useQueryClient();
  const problemText = useProblemText();
  const { member: me } = useMe();
  const { queryKey } = checklistsOfQuery(conversationId);
  /** Shows a change before it is confirmed; afterwards what the server says holds. */
  const act = async (work: () => Promise<unknown>, show?: (all: Checklist[]) => Checklist[]) => {
    // An answer that is on its way still says what was so before.
    await cache.cancelQueries({ queryKey });
    if (show) cache.setQueryData(queryKey, (all) => all && show(all));
    let isDone = true;
    try {
      await work();
    } catch (error) {
      isDone = false;
      failure(problemText(error));
    }
    await cache.invalidateQueries({ queryKey: ['checklists'] });
    return isDone;
  };
  const items = (id: string, change: (all: Item[]) => Item[]) => (all: Checklist[]) =>
    all.map((one) => (one.id === id ? { ...one, items: change(one.items) } : one));
  return {
    add: (body: { templateId: string } | { name: string }) =>
      act(() => call(endpoints.addChecklist, { body: { conversationId, ...body } })),
    rename: ({ id }: Checklist, name: string) =>
      act(
        () => call(endpoints.changeChecklist, { params: { id }, body: { name } }),
        (all) => all.map((one) => (one.id === id ? { ...one, name } : one)),
      ),
    remove: ({ id }: Checklist) =>
      act(
        () => call(endpoints.removeChecklist, { params: { id } }),
        (all) => all.filter((one) => one.id !== id),
      ),
    addItem: ({ id }: Checklist, text: string) =>
      act(() => call(endpoints.addChecklistItem, { params: { id }, body: { text } })),
    tick({ id: listId }: Checklist, { id }: Item, isDone: boolean) {
      const said = isDone
        ? { doneAt: new Date().toISOString(), doneBy: { kind: 'member' as const, id: me.id } }
        : { doneAt: null, doneBy: null };
      return act(
        () => call(isDone ? endpoints.tickChecklistItem : endpoints.untickChecklistItem, { params: { id } }),
        items(listId, (all) => all.map((one) => (one.id === id ? { ...one, ...said } : one))),
      );
    },
    changeItem: ({ id: listId }: Checklist, { id }: Item, text: string) =>
      act(
        () => call(endpoints.changeChecklistItem, { params: { id }, body: { text } }),
        items(listId, (all) => all.map((one) => (one.id === id ? { ...one, text } : one))),
      ),
    removeItem: ({ id: listId }: Checklist, { id }: Item) =>
      act(
        () => call(endpoints.removeChecklistItem, { params: { id } }),
        items(listId, (all) => all.filter((one) => one.id !== id)),
      ),
    /** Moves an item by one place, up (-1) or down (1). */
    move({ id, items: before }: Checklist, at: number, by: -1 | 1) {
      const moved = before[at];
      if (!moved || before[at + by] === undefined) return;
      const after = before.toSpliced(at, 1).toSpliced(at + by, 0, moved);
      const body = { itemIds: after.map((item) => item.id) };
      return act(
        () => call(endpoints.changeChecklist, { params: { id }, body }),
        items(id, () => after),
      );
    },
  };
}
export type ChecklistActs = ReturnType<typeof useChecklistActs>;
