/** The whole chat: whose it is, what was said, and where to write. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatActions, ChatState } from '../chat.ts';
import { expectationOf } from '../expectation.ts';
import { words } from '../locales/words.ts';
import { Composer } from './composer.tsx';
import { keepFocusInside } from './focus.ts';
import { CloseIcon } from './icons.tsx';
import { Menu } from './menu.tsx';
import { MessageLog } from './message-log.tsx';
import { useQuestions } from './questions.ts';
import { useTalk } from './use-talk.ts';

export function ChatPanel({ state, actions }: { state: ChatState; actions: ChatActions }) {
  const say = words[state.locale];
  const panel = useRef<HTMLElement>(null);
  const [isAsked, setAsked] = useState(false);
  const questions = useQuestions(state.isNew && !isAsked ? state.face?.introduction : undefined);
  const talk = useTalk(state.messages.length > 0);
  const name = state.face?.businessName ?? say.chat;

  useEffect(() => {
    if (!state.isOpen) return;
    // On a phone the keyboard would cover what there is to read: the visitor asks for it by touching the field.
    if (state.isCompact && !isAsked) panel.current?.focus();
    else panel.current?.querySelector('textarea')?.focus();
  }, [state.isOpen, state.isCompact, isAsked]);

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
        <div class="who">
          <h1 dir="auto">{name}</h1>
          {state.face && <p>{expectationOf(state.face, state.locale, say)}</p>}
        </div>
        <Menu state={state} actions={actions} say={say} />
        <button type="button" class="quiet" aria-label={say.close} onClick={actions.close}>
          <CloseIcon />
        </button>
      </header>
      <MessageLog state={state} actions={actions} say={say} />
      {talk && <talk.Writing names={state.writing} say={say} />}
      {talk && <talk.Promises state={state} fetch={actions.promises} say={say} />}
      <p class="notice" role="status">
        {state.isOffline ? say.offline : ''}
      </p>
      {questions ? (
        <questions.part
          form={questions.form}
          locale={state.locale}
          isFocused={state.isOpen && !state.isCompact}
          done={(answers) => {
            actions.introduce(answers);
            setAsked(true);
          }}
        />
      ) : (
        <Composer state={state} actions={actions} say={say} />
      )}
    </main>
  );
}
