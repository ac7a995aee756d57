/** Where the visitor writes. Enter sends, Shift and Enter begin a new line, and composing Chinese sends nothing early. */
import { useRef, useState } from 'preact/hooks';
import type { textLengthMax as serverTextLengthMax } from '../../../contract/entries.ts';
import type { ChatActions, ChatState } from '../chat.ts';
import type { Words } from '../locales/words.ts';
import { AttachButton, ChosenFiles, useChosenFiles } from './chosen-files.tsx';
import { SendIcon } from './icons.tsx';
import { useVoice, VoiceButton } from './voice-button.tsx';

const textLengthMax: typeof serverTextLengthMax = 20_000;
const heightPixelsMax = 120;

type Props = { state: ChatState; actions: ChatActions; say: Words };

export function Composer({ state, actions, say }: Props) {
  const chosen = useChosenFiles(state.face?.fileBytesMax ?? 0, say);
  const { voice, begin, leave } = useVoice();
  const field = useRef<HTMLTextAreaElement>(null);
  const [isEmpty, setEmpty] = useState(true);
  const [isFull, setFull] = useState(false);

  function onInput() {
    const area = field.current;
    if (!area) return;
    const isBlank = area.value.trim() === '';
    setEmpty(isBlank);
    actions.typed(isBlank);
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, heightPixelsMax)}px`;
  }

  function send() {
    const area = field.current;
    const { files } = chosen;
    if (!area || (area.value.trim() === '' && files.length === 0)) return;
    const isTaken = actions.send(area.value.trim(), files);
    setFull(!isTaken);
    if (!isTaken) return;
    area.value = '';
    chosen.clear();
    onInput();
    area.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    // 229: some browsers report the Enter that ends a composition without saying that it composes.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  }

  /** Words are meant where words come along. */
  function onPaste(event: ClipboardEvent) {
    const data = event.clipboardData;
    if (!data || data.files.length === 0 || data.getData('text/plain') !== '') return;
    event.preventDefault();
    chosen.add(data.files);
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
      <ChosenFiles chosen={chosen} say={say} />
      {voice && (
        <voice.Voice
          recording={state.recording}
          isOpen={state.isOpen}
          locale={state.locale}
          record={actions.record}
          take={(file) => chosen.add([file])}
          leave={() => {
            leave();
            field.current?.focus();
          }}
        />
      )}
      <AttachButton add={chosen.add} say={say} />
      {!voice && <VoiceButton name={say.voice} begin={begin} />}
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
        onPaste={onPaste}
      />
      <button
        type="submit"
        class="send"
        aria-label={say.send}
        disabled={isEmpty && chosen.files.length === 0}
      >
        <SendIcon />
      </button>
    </form>
  );
}
