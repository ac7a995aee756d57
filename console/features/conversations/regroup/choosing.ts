/** Choosing messages of the open conversation, to move them into one of their own. */
import { useCallback, useMemo, useState } from 'react';

export type Choosing = {
  chosen: ReadonlySet<string>;
  toggle: (messageId: string) => void;
};

/** Undefined while nobody chooses. */
export function useChoosing(): [Choosing | undefined, (isOn: boolean) => void] {
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const toggle = useCallback((messageId: string) => {
    setChosen((before = new Set()) => {
      const after = new Set(before);
      if (!after.delete(messageId)) after.add(messageId);
      return after;
    });
  }, []);
  const turn = useCallback((isOn: boolean) => setChosen(isOn ? new Set() : undefined), []);
  return [useMemo(() => chosen && { chosen, toggle }, [chosen, toggle]), turn];
}
