/** Lists of which only the server knows what stands in them: when they are asked for again. */
import type { EntryKind } from '../../../contract/entries.ts';
import { comparePositions } from '../../../contract/ids.ts';
import type { State } from './state.ts';
import type { ViewKey } from './views.ts';

/** Whether an entry of this kind may bring a conversation into such a list, or out of it. */
export function mayMove(kind: EntryKind): boolean {
  return /^(conversation\.(?!read)|message\.(received|sent)|segment\.(entered|left)|customer\.|profile\.)/.test(
    kind,
  );
}

/** The state with these lists in doubt: they go on being shown until the server has answered again. */
export function doubted(state: State, isMeant: (key: ViewKey) => boolean): State {
  if (![...state.views].some(([key, view]) => view.current && isMeant(key))) return state;
  const views = [...state.views].map(
    ([key, view]) => [key, isMeant(key) ? { ...view, current: false } : view] as const,
  );
  return { ...state, views: new Map(views) };
}

/** Whether something happened after a position that may have changed what stands in such a list. */
export function hasMoved({ stream }: State, position: string): boolean {
  return (
    stream?.entries.some((entry) => mayMove(entry.kind) && comparePositions(entry.position, position) > 0) ??
    false
  );
}
