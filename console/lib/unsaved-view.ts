/** The list of conversations that this browser shows, and setting one that nobody has saved before going there. */
import type { ViewFilter } from '../../contract/view-filter.ts';

export const viewStorageKey = 'rapport.conversations.view';
/** In the place of a view's id. */
export const unsavedId = 'unsaved';

/** Makes the list of conversations begin with those that fit. */
export function keepUnsaved(filter: ViewFilter): void {
  localStorage.setItem(viewStorageKey, JSON.stringify({ id: unsavedId, filter, order: 'newest' }));
}
