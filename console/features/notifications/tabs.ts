/** Which of the tabs speaks, and whether somebody looks at any of them: by locks, which a tab that is closed lets go of. */
import { useEffect, useState } from 'react';

const speaking = 'rapport.speaking';
const looking = 'rapport.looking';

/** Whether this tab is the one that speaks. Without locks each does, and a notification of the same name shows once. */
export function useIsSpeaker(): boolean {
  const [isSpeaker, setSpeaker] = useState(() => !('locks' in navigator));
  useEffect(() => {
    if (!('locks' in navigator)) return undefined;
    const leaving = new AbortController();
    hold(speaking, 'exclusive', leaving.signal, () => setSpeaker(true));
    const stopLooking = holdWhileLooking();
    return () => {
      leaving.abort();
      stopLooking();
    };
  }, []);
  return isSpeaker;
}

/** Whether some tab of the console is in front of somebody. */
export async function isLookedAt(): Promise<boolean> {
  if (!('locks' in navigator)) return document.visibilityState === 'visible' && document.hasFocus();
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === looking);
}

function holdWhileLooking(): () => void {
  let held: AbortController | undefined;
  const look = () => {
    const isLooking = document.visibilityState === 'visible' && document.hasFocus();
    if (isLooking === (held !== undefined)) return;
    held?.abort();
    held = isLooking ? new AbortController() : undefined;
    if (held) hold(looking, 'shared', held.signal, () => undefined);
  };
  look();
  const events = ['focus', 'blur'] as const;
  for (const event of events) addEventListener(event, look);
  document.addEventListener('visibilitychange', look);
  return () => {
    for (const event of events) removeEventListener(event, look);
    document.removeEventListener('visibilitychange', look);
    held?.abort();
  };
}

/** Holds a lock until the signal comes. */
function hold(name: string, mode: LockMode, signal: AbortSignal, got: () => void): void {
  const until = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  navigator.locks
    .request(name, { mode, signal }, () => {
      got();
      return until;
    })
    .catch(() => undefined);
}
