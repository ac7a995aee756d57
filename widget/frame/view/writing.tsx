/** That the team is writing an answer. */
import { useEffect, useState } from 'preact/hooks';
import type { Words } from '../locales/words.ts';

/** Whoever pauses within it is not told of again. */
const quietMilliseconds = 30_000;

type Props = { names: readonly string[]; say: Words };

/** Shown while it is so; said to screen readers once, however often somebody pauses. */
export function Writing({ names, say }: Props) {
  const words = names.length > 0 ? say.writing(names.join(', ')) : '';
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (words) return setSaid(words);
    const timer = setTimeout(() => setSaid(''), quietMilliseconds);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <>
      {words && (
        <p class="writing" aria-hidden="true" dir="auto">
          {words}
        </p>
      )}
      <span class="unseen" role="status">
        {said}
      </span>
    </>
  );
}
