/** What can be done with the whole conversation, behind one button. What it opens is fetched when it is wanted. */
import { useRef, useState } from 'preact/hooks';
import type { ChatActions, ChatState } from '../chat.ts';
import type { Words } from '../locales/words.ts';
import { MoreIcon } from './icons.tsx';
import type { MenuSheet } from './menu-sheet.tsx';

type Props = { state: ChatState; actions: ChatActions; say: Words };

export function Menu({ state, actions, say }: Props) {
  const [Sheet, setSheet] = useState<{ part: typeof MenuSheet }>();
  const button = useRef<HTMLButtonElement>(null);

  async function toggle() {
    if (Sheet) return setSheet(undefined);
    // Without a network nothing opens, and another click tries again.
    const found = await import('./menu-sheet.tsx').catch(() => undefined);
    if (found) setSheet({ part: found.MenuSheet });
  }
  function leave() {
    setSheet(undefined);
    button.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!Sheet || event.key !== 'Escape') return;
    // The chat itself stays open, also before the sheet has the focus.
    event.stopPropagation();
    leave();
  }

  if (state.messages.length === 0) return null;
  return (
    <>
      <button
        ref={button}
        type="button"
        class="quiet"
        aria-label={say.more}
        aria-expanded={Sheet !== undefined}
        onClick={() => void toggle()}
        onKeyDown={onKeyDown}
      >
        <MoreIcon />
      </button>
      {Sheet && <Sheet.part state={state} actions={actions} name={say.more} you={say.you} leave={leave} />}
    </>
  );
}
