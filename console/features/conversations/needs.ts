/** What must be asked of the server next, told from the state alone. */
import type { State } from './state.ts';
import type { ViewKey } from './views.ts';

/** How many single conversations are asked for at once. */
const wantedAtOnceMax = 4;

/** What the member looks at. */
export type Focus = {
  view: ViewKey;
  conversationId: string | undefined;
  /** The rows next to the open one: their messages are fetched before somebody asks. */
  neighbourIds: readonly string[];
};

export type Need =
  | { type: 'list'; view: ViewKey }
  | { type: 'conversation'; id: string }
  | { type: 'messages'; id: string };

/** A need as a key, so that nothing is asked for twice at a time. */
export function keyOfNeed(need: Need): string {
  return need.type === 'list' ? `list ${need.view}` : `${need.type} ${need.id}`;
}

/** What is missing or in doubt, the most visible first. */
export function needsOf(state: State, focus: Focus): Need[] {
  const needs: Need[] = [];
  const open = focus.conversationId;
  if (open !== undefined && !state.missing.has(open)) {
    if (!state.threads.get(open)?.current) needs.push({ type: 'messages', id: open });
    if (!state.conversations.get(open)?.current) needs.push({ type: 'conversation', id: open });
  }
  if (!state.views.get(focus.view)?.current) needs.push({ type: 'list', view: focus.view });
  for (const id of [...state.wanted].slice(0, wantedAtOnceMax)) {
    if (id !== open) needs.push({ type: 'conversation', id });
  }
  for (const id of focus.neighbourIds) {
    if (!state.threads.get(id)?.current) needs.push({ type: 'messages', id });
  }
  return needs;
}
