/** The thread of one token with the position up to which it is known. */
import type { VisitorMessage, VisitorReaction } from '../../contract/visitor.ts';
import {
  addLive,
  addMessages,
  addNewestPage,
  addOlderPage,
  addReactions,
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
  let readUntil = '';
  let endedAt = '';

  /** Only ever further on: tellings may overtake one another. */
  function takeRead(until: string | null) {
    if (until === null || until <= readUntil) return;
    readUntil = until;
    deps.onChange();
  }

  function change(next: Thread, nextPosition: string) {
    const known = new Set(thread.messages.map(({ id }) => id));
    const isFirst = position === null;
    thread = next;
    position = nextPosition;
    const isNews = ({ id, from, greeting, changed }: VisitorMessage) =>
      from === 'team' && !greeting && !known.has(id) && !changed?.isDeleted;
    const news = next.messages.filter(isNews);
    if (!isFirst) for (const message of news) deps.onNews(message);
    deps.onChange();
  }

  return {
    get: () => thread,
    position: () => position,
    owner: () => owner,
    /** The team has read what was sent up to this time. */
    readUntil: () => readUntil,
    takeRead,
    /** Whether the visitor ended the conversation, and nobody has written since. */
    isEnded: () => endedAt !== '' && endedAt >= (thread.messages.at(-1)?.occurredAt ?? ''),
    /** The visitor ended it then, after all that was said; null: it goes on. */
    takeEnd(at: string | null) {
      endedAt = at ?? '';
      deps.onChange();
    },
    /** Another token's thread takes the place of this one, empty until its first page is here. */
    turnTo(bearer: string | null) {
      if (bearer === owner) return;
      owner = bearer;
      thread = emptyThread;
      position = null;
      readUntil = '';
      endedAt = '';
      deps.onChange();
    },
    takeNewest(page: ThreadPage & { position: string; readUntil: string | null; endedAt: string | null }) {
      takeRead(page.readUntil);
      endedAt = page.endedAt ?? '';
      change(addNewestPage(thread, page), page.position);
    },
    takeLive: (messages: readonly VisitorMessage[], at: string, reactions: readonly VisitorReaction[] = []) =>
      change(addReactions(addLive(thread, messages), reactions), at),
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
