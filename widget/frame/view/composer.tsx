/** Where the visitor writes. Enter sends, Shift and Enter begin a new line, and composing Chinese sends nothing early. */
import { useRef, useState } from 'preact/hooks';
import type { textLengthMax as serverTextLengthMax } from '../../../contract/entries.ts';
import type { ChatActions } from '../chat.ts';
import type { Words } from '../locales/words.ts';
import { SendIcon } from './icons.tsx';

const textLengthMax: typeof serverTextLengthMax = 20_000;
const heightPixelsMax = 120;

export function Composer({ actions, say }: { actions: ChatActions; say: Words }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [isEmpty, setEmpty] = useState(true);
  const [isFull, setFull] = useState(false);

  function onInput() {
    const area = field.current;
    if (!area) return;
    setEmpty(area.value.trim() === '');
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, heightPixelsMax)}px`;
  }

  function send() {
    const area = field.current;
    if (!area || area.value.trim() === '') return;
    const isTaken = actions.send(area.value.trim());
    setFull(!isTaken);
    if (!isTaken) return;
    area.value = '';
    onInput();
    area.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    // 229: some browsers report the Enter that ends a composition without saying that it composes.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  }

  function onSubmit(event: Event) {
    event.preventDefault();
    send();
  }

  return (
    <form onSubmit={onSubmit}>
      {isFull && (
        <p class="notice" role="alert">
          {say.full}
        </p>
      )}
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        maxLength={textLengthMax}
        enterkeyhint="send"
        aria-label={say.write}
        placeholder={say.write}
        onInput={onInput}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="send" aria-label={say.send} disabled={isEmpty}>
        <SendIcon />
      </button>
    </form>
  );
}
