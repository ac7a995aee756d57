/** Which view the list shows: remembered by this browser, and followed when somebody changes a saved one. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedView } from '../../../contract/saved-views.ts';
import { type ViewFilter, type ViewOrder, viewOrders } from '../../../contract/view-filter.ts';
import { type StandardView, standardViews } from '../../../contract/views.ts';
import { viewStorageKey as storageKey, unsavedId } from '../../lib/unsaved-view.ts';
import { viewsQuery } from './queries.ts';

export type Chosen = {
  /** A standard view, the id of a saved one, or `unsaved`. */
  id: string;
  filter: ViewFilter;
  order: ViewOrder;
};

export const isStandard = (id: string): id is StandardView => Object.hasOwn(standardViews, id);

/** The view that is shown, and how to show another. */
export function useChosenView(): { chosen: Chosen; choose: (next: Chosen) => void } {
  const [stored, store] = useState(() => chosenFrom(localStorage.getItem(storageKey)));
  const { data } = useQuery(viewsQuery);
  const chosen = current(stored, data);
  return {
    chosen,
    choose(next) {
      localStorage.setItem(storageKey, JSON.stringify(next));
      store(next);
    },
  };
}

/** What was stored, if it is something that this version stores. */
export function chosenFrom(text: string | null): Chosen {
  const fallback: Chosen = { id: 'all', filter: standardViews.all, order: 'newest' };
  try {
    const { id, filter, order } = JSON.parse(text ?? '') as Partial<Chosen>;
    const known = viewOrders.find((one) => one === order);
    const own = id !== undefined && isStandard(id) ? standardViews[id] : filter;
    return typeof id === 'string' && known && own ? { id, filter: own, order: known } : fallback;
  } catch {
    return fallback;
  }
}

/** A saved view as it is now; one that was removed meanwhile is shown no more. */
export function current(stored: Chosen, saved: readonly SavedView[] | undefined): Chosen {
  if (isStandard(stored.id) || stored.id === unsavedId || saved === undefined) return stored;
  const view = saved.find(({ id }) => id === stored.id);
  return view
    ? { ...stored, filter: view.filter }
    : { id: 'all', filter: standardViews.all, order: stored.order };
}
