/** The whole chat: whose it is, what was said, and where to write. */
import { useEffect, useRef } from 'preact/hooks';
import type { ChatActions, ChatState } from '../chat.ts';
import { words } from '../locales/words.ts';
import { Composer } from './composer.tsx';
import { keepFocusInside } from './focus.ts';
import { CloseIcon } from './icons.tsx';
import { MessageLog } from './message-log.tsx';

export function ChatPanel({ state, actions }: { state: ChatState; actions: ChatActions }) {
  const say = words[state.locale];
  const panel = useRef<HTMLElement>(null);
  const name = state.face?.businessName ?? say.chat;

  useEffect(() => {
    if (!state.isOpen) return;
    // On a phone the keyboard would cover what there is to read: the visitor asks for it by touching the field.
    if (state.isCompact) panel.current?.focus();
    else panel.current?.querySelector('textarea')?.focus();
  }, [state.isOpen, state.isCompact]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return;
    if (event.key === 'Escape') actions.close();
    else if (state.isCompact && panel.current) keepFocusInside(panel.current, event);
  }

  return (
    <main ref={panel} class="panel" tabIndex={-1} aria-label={say.chat} onKeyDown={onKeyDown}>
      <header>
        <span class="mark" aria-hidden="true">
          {Array.from(name)[0]}
        </span>
        <h1 dir="auto">{name}</h1>
        <button type="button" class="quiet" aria-label={say.close} onClick={actions.close}>
          <CloseIcon />
        </button>
      </header>
      <MessageLog state={state} actions={actions} say={say} />
      <p class="notice" role="status">
        {state.isOffline ? say.offline : ''}
      </p>
      <Composer actions={actions} say={say} />
    </main>
  );
}
