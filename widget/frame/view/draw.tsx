/** Puts the state on the screen, at most once a turn. */
import { render } from 'preact';
import type { ChatActions, ChatState } from '../chat.ts';
import { ChatPanel } from './chat-panel.tsx';

let latest: ChatState | undefined;

/** Draws soon. */
export function drawChat(state: ChatState, actions: ChatActions): void {
  const isDue = latest !== undefined;
  latest = state;
  if (isDue) return;
  queueMicrotask(() => {
    const now = latest ?? state;
    latest = undefined;
    document.documentElement.lang = now.locale;
    if (now.face) document.documentElement.style.setProperty('--accent', now.face.color);
    render(<ChatPanel state={now} actions={actions} />, document.body);
  });
}
