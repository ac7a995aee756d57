/** What the team promised: above the place to write, on the visitor's own clock, until it is kept. */
import { useEffect, useState } from 'preact/hooks';
import type { VisitorPromise } from '../../../contract/promises.ts';
import type { ChatActions, ChatState } from '../chat.ts';
import type { Words } from '../locales/words.ts';
import { promiseTime } from '../promise-time.ts';

/** How long something kept or moved may stand as it was. */
const lookMilliseconds = 30_000;

type Props = { state: ChatState; fetch: ChatActions['promises']; say: Words };

export function Promises({ state: { isOpen, messages, locale }, fetch, say }: Props) {
  const [promises, setPromises] = useState<readonly VisitorPromise[]>([]);
  // What is promised is mostly said as well.
  const said = messages.filter(({ from }) => from === 'team').length;

  const isTalk = messages.length > 0;

  useEffect(() => {
    if (!isOpen || !isTalk || said < 0) return;
    let isOver = false;
    const look = async () => {
      const found = await fetch();
      if (found && !isOver) setPromises(found);
    };
    void look();
    const timer = setInterval(() => void look(), lookMilliseconds);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [isOpen, isTalk, said, fetch]);

  if (promises.length === 0) return null;
  return (
    <ul class="promises" aria-label={say.promised}>
      {promises.map(({ id, what, due, late }) => (
        <li key={id}>
          {say.promised} <bdi>{what}</bdi>
          <small>{late ? say.promisedLate : say.promisedBy(promiseTime(due, locale))}</small>
        </li>
      ))}
    </ul>
  );
}
