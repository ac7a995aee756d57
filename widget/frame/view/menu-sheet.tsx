/** Keeping the conversation as a text, and ending it, which is asked once. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatActions, ChatState } from '../chat.ts';
import { type MenuWords, menuWords } from '../locales/menu-words.ts';
import { fetchWhole, transcriptOf } from '../transcript.ts';
import { saveText } from './save-text.ts';
import { Ways } from './ways.tsx';

type Props = { state: ChatState; actions: ChatActions; name: string; you: string; leave(): void };

export function MenuSheet({ state, actions, name, you, leave }: Props) {
  const say = menuWords[state.locale];
  const [shown, setShown] = useState<'menu' | 'question' | 'failed'>('menu');
  const sheet = useRef<HTMLElement>(null);
  const text = { menu: name, question: say.endQuestion, failed: say.failed }[shown];

  useEffect(() => {
    if (shown) sheet.current?.focus();
  }, [shown]);
  useEffect(() => {
    // Whoever turns to something else has no use for it.
    const look = ({ target }: Event) => {
      // Beside it in the header is the button that closes it as well.
      if (!sheet.current?.parentElement?.contains(target as Node)) leave();
    };
    addEventListener('pointerdown', look);
    return () => removeEventListener('pointerdown', look);
  }, [leave]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    // The chat itself stays open.
    event.stopPropagation();
    leave();
  }
  const attempt = async (work: () => Promise<boolean>) => ((await work()) ? leave() : setShown('failed'));

  return (
    <section ref={sheet} class="menu" tabIndex={-1} aria-label={text} onKeyDown={onKeyDown}>
      {shown !== 'menu' && <p>{text}</p>}
      {shown !== 'question' && (
        <button type="button" onClick={() => void attempt(() => save(state, actions, say, you))}>
          {say.transcript}
        </button>
      )}
      {shown !== 'question' && <Ways ways={state.ways} change={actions.way} say={say} />}
      {shown !== 'question' && state.canEnd && (
        <button type="button" onClick={() => setShown('question')}>
          {say.end}
        </button>
      )}
      {shown === 'question' && (
        <button type="button" onClick={() => void attempt(actions.end)}>
          {say.end}
        </button>
      )}
      {shown !== 'menu' && (
        <button type="button" onClick={leave}>
          {say.cancel}
        </button>
      )}
    </section>
  );
}

async function save(state: ChatState, actions: ChatActions, say: MenuWords, you: string): Promise<boolean> {
  const thread = await fetchWhole(actions.page);
  if (!thread) return false;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const businessName = state.face?.businessName ?? '';
  saveText(
    `${say.file}.txt`,
    transcriptOf(thread, { locale: state.locale, say, you, businessName, timeZone }),
  );
  return true;
}
