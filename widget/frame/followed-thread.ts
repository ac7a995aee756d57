/** The thread of one token with the position up to which it is known. */
import type { VisitorMessage } from '../../contract/visitor.ts';
import {
  addMessages,
  addNewestPage,
  addOlderPage,
  emptyThread,
  type Thread,
  type ThreadPage,
} from './thread.ts';

export type FollowedThread = ReturnType<typeof createFollowedThread>;

type Deps = {
  onChange(): void;
  /** A message of the team that came while the thread was followed. */
  onNews(message: VisitorMessage): void;
};

/** Nobody's thread, empty. */
export function createFollowedThread(deps: Deps) {
  let thread: Thread = emptyThread;
  let owner: string | null = null;
  let position: string | null = null;

  function change(next: Thread, nextPosition: string) {
    const known = new Set(thread.messages.map(({ id }) => id));
    const isFirst = position === null;
    thread = next;
    position = nextPosition;
    const news = next.messages.filter(({ id, from }) => from === 'team' && !known.has(id));
    if (!isFirst) for (const message of news) deps.onNews(message);
    deps.onChange();
  }

  return {
    get: () => thread,
    position: () => position,
    owner: () => owner,
    /** Another token's thread takes the place of this one, empty until its first page is here. */
    turnTo(bearer: string | null) {
      if (bearer === owner) return;
      owner = bearer;
      thread = emptyThread;
      position = null;
      deps.onChange();
    },
    takeNewest: (page: ThreadPage & { position: string }) =>
      change(addNewestPage(thread, page), page.position),
    takeLive: (messages: readonly VisitorMessage[], at: string) => change(addMessages(thread, messages), at),
    takeOlder(page: ThreadPage) {
      thread = addOlderPage(thread, page);
      deps.onChange();
    },
    /** The server's answer to a message of the visitor. The position stays: others may have written before it. */
    takeOwn(message: VisitorMessage) {
      thread = addMessages(thread, [message]);
      deps.onChange();
    },
  };
}
