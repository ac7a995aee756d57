/** Checklists of conversations: fetched here, for lists, panels and closing all ask how far they are. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ChecklistTemplate } from '../../contract/checklist-entries.ts';
import type { Checklist, ChecklistProgress } from '../../contract/checklists.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { call } from './api.ts';

/** How far the conversations are that have checklists and are not closed. */
export const progressQuery = queryOptions({
  queryKey: ['checklists', 'progress'],
  queryFn: async ({ signal }): Promise<ChecklistProgress[]> =>
    (await call(endpoints.listChecklistProgress, {}, { signal })).data,
  staleTime: 60_000,
});

/** The checklists of a conversation. */
export function checklistsOfQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['checklists', 'of', conversationId],
    queryFn: async ({ signal }): Promise<Checklist[]> =>
      (await call(endpoints.listChecklists, { query: { conversationId } }, { signal })).data,
  });
}

/** The templates by name, archived ones too. */
export const templatesQuery = queryOptions({
  queryKey: ['checklist-templates'],
  queryFn: async ({ signal }): Promise<ChecklistTemplate[]> =>
    (await call(endpoints.listChecklistTemplates, {}, { signal })).data,
  staleTime: 300_000,
});

/** How many items of these are ticked, of how many. */
export function progressOf(checklists: readonly Checklist[]): { done: number; total: number } {
  const items = checklists.flatMap((checklist) => checklist.items);
  return { done: items.filter(({ doneAt }) => doneAt !== null).length, total: items.length };
}

/** Whether something is left to tick in a conversation, as far as it was fetched. */
export function hasOpenItems(cache: QueryClient, conversationId: string): boolean {
  const own = cache.getQueryData(checklistsOfQuery(conversationId).queryKey);
  const all = cache.getQueryData(progressQuery.queryKey) ?? [];
  const progress = own ? progressOf(own) : all.find((one) => one.conversationId === conversationId);
  return progress !== undefined && progress.done < progress.total;
}
