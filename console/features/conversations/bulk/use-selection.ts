/** The chosen rows of the list that is shown; another list begins with none. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useMay } from '../../../lib/session.ts';
import type { List } from '../use-list.ts';
import type { ViewKey } from '../views.ts';
import { nothing, remaining, type Selection, toggled } from './selection.ts';

export type Selecting = {
  mayWrite: boolean;
  selection: Selection;
  /** Whether anything is chosen. */
  isActive: boolean;
  has(id: string): boolean;
  /** The same function from render to render: rows are drawn with it. */
  toggle(id: string, isRange: boolean): void;
  /** By the key, where shift makes it a range. */
  toggleByKey(id: string): void;
  chooseWhole(): void;
  clear(): void;
};

export function useSelection({ rows, view }: Pick<List, 'rows' | 'view'>): Selecting {
  const mayWrite = useMay()('conversations:write');
  const [kept, keep] = useState<{ view: ViewKey; selection: Selection }>({ view, selection: nothing });
  const selection = kept.view === view ? remaining(kept.selection, rows) : nothing;
  const latest = useRef({ rows, view, selection });
  useLayoutEffect(() => {
    latest.current = { rows, view, selection };
  });
  const toggle = useCallback((id: string, isRange: boolean) => {
    const now = latest.current;
    keep({ view: now.view, selection: toggled(now.selection, now.rows, id, isRange) });
  }, []);
  const isShift = useShift();
  return {
    mayWrite,
    selection,
    isActive: mayWrite && (selection.isWhole || selection.ids.size > 0),
    has: (id) => selection.isWhole || selection.ids.has(id),
    toggle,
    toggleByKey: (id) => toggle(id, isShift.current),
    chooseWhole: () => keep({ view, selection: { ...nothing, isWhole: true } }),
    clear: () => keep({ view, selection: nothing }),
  };
}

/** Whether shift is held: commands hear of the key alone. */
function useShift() {
  const isShift = useRef(false);
  useEffect(() => {
    const note = (event: KeyboardEvent) => {
      isShift.current = event.shiftKey;
    };
    window.addEventListener('keydown', note, { capture: true });
    window.addEventListener('keyup', note, { capture: true });
    return () => {
      window.removeEventListener('keydown', note, { capture: true });
      window.removeEventListener('keyup', note, { capture: true });
    };
  }, []);
  return isShift;
}
