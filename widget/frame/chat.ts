/** The chat behind the screen: everything that happens comes in here, and what is to be seen comes out as one state. */
import type { Locale } from '../../contract/ids.ts';
import type { InboxFace } from '../../contract/inboxes.ts';
import type { VisitorMessage } from '../../contract/visitor.ts';
import type { Start, ToFrame, ToLoader, Unsent } from '../bridge.ts';
import type { Api } from './api.ts';
import { type Connection, createConnection } from './connection.ts';
import { deliver } from './delivery.ts';
import { readFace } from './face.ts';
import { createFollowedThread, type FollowedThread } from './followed-thread.ts';
import type { Socket } from './live.ts';
import { createOlderPages } from './older-pages.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createSeen } from './seen.ts';
import { createSession, type Session } from './session.ts';
import type { Timer } from './timer.ts';

/** What is on the screen. */
export type ChatState = {
  locale: Locale;
  face: InboxFace | null;
  isOpen: boolean;
  isCompact: boolean;
  /** Messages that the server has, in its order. */
  messages: readonly VisitorMessage[];
  /** Those on their way, which come last. */
  unsent: readonly Unsent[];
  hasOlder: boolean;
  isLoading: boolean;
  isOffline: boolean;
};

/** What a visitor can do. */
export type ChatActions = {
  /** False when too many messages wait already. */
  send(text: string): boolean;
  retry(id: string): void;
  discard(id: string): void;
  loadOlder(): Promise<void>;
  close(): void;
};

type Deps = {
  api: Api;
  openSocket(): Socket;
  /** The browser's language, for the team to know. */
  language: string;
  tell(message: ToLoader): void;
  warn(text: string): void;
  draw(state: ChatState): void;
  timer: Timer;
  /** Whether somebody can be looking, and whether the browser believes in a network. */
  isVisible(): boolean;
  isOnline(): boolean;
};

type Parts = { session: Session; connection: Connection; thread: FollowedThread; outbox: Outbox };

/** Begins with what the loader kept. */
export function createChat(start: Start, deps: Deps) {
  const { api, tell, timer } = deps;
  const { locale } = start;
  const seen = createSeen(start.seen, tell);
  const parts = connectParts(start, deps, update);
  const { session, connection, thread, outbox } = parts;
  const screen = { locale, face: null as InboxFace | null, isOpen: false, isCompact: false };

  function update() {
    const { messages, older } = thread.get();
    dropArrived(outbox, messages);
    seen.look(thread.get(), screen.isOpen && deps.isVisible());
    deps.draw({
      ...screen,
      messages,
      unsent: outbox.items(),
      hasOlder: typeof older === 'string',
      isLoading: session.hasToken() && thread.position() === null,
      isOffline: !deps.isOnline() || connection.isLost() || outbox.isWaiting(),
    });
  }

  function heard(message: ToFrame) {
    switch (message.type) {
      case 'shown':
        screen.isOpen = message.open;
        screen.isCompact = message.compact;
        if (message.open) session.allow();
        if (message.open && !session.hasToken()) connection.restart();
        return update();
      case 'allow':
        session.allow();
        return connection.restart();
      case 'identify':
        session.identify(message.token);
        return connection.restart();
      case 'stored':
        seen.join(message.seen);
        session.join(message.token);
        return update();
      case 'start':
        return;
    }
  }

  return {
    heard,
    actions: actionsOf(outbox, createOlderPages(api, thread), tell),
    begin() {
      update();
      void readFace(api, start.inbox, timer, (found) => {
        screen.face = found;
        update();
      });
      connection.restart();
      outbox.begin();
    },
    /** The network is back, or the visitor. */
    hurry() {
      connection.hurry();
      outbox.hurry();
      update();
    },
    update,
  };
}

function actionsOf(outbox: Outbox, loadOlder: () => Promise<void>, tell: Deps['tell']): ChatActions {
  return {
    send: outbox.add,
    retry: outbox.retry,
    discard: outbox.remove,
    loadOlder,
    close: () => tell({ type: 'close' }),
  };
}

/** A message may come over the socket before its own request is answered. */
function dropArrived(outbox: Outbox, messages: readonly VisitorMessage[]): void {
  const arrived = new Set(messages.map(({ id }) => id));
  for (const { id } of outbox.items()) if (arrived.has(id)) outbox.remove(id);
}

/** The parts know one another: a new token restarts the connection, another person's empties the outbox. */
function connectParts(start: Start, deps: Deps, onChange: () => void): Parts {
  const { api, tell, timer } = deps;
  const thread = createFollowedThread({
    onChange,
    onNews: (message) => tell({ type: 'message', message }),
  });
  const outbox = createOutbox(start.unsent, {
    async send(message) {
      const outcome = await deliver({ api, session, thread, locale: start.locale }, message);
      // Any answer says that the server can be reached again.
      if (outcome.kind === 'sent' && connection.isLost()) connection.hurry();
      return outcome;
    },
    keep: (unsent) => tell({ type: 'keep', unsent }),
    drop: (id) => tell({ type: 'drop', id }),
    onChange,
    timer,
  });
  const session = createSession(start, {
    ...deps,
    hasUnsent: () => outbox.items().some(({ refused }) => refused === undefined),
    onToken(isStranger) {
      if (isStranger) outbox.clear();
      connection.restart();
    },
  });
  const { openSocket } = deps;
  const onReached = () => outbox.hurry();
  const connection = createConnection({ session, api, thread, openSocket, timer, onChange, onReached });
  return { session, connection, thread, outbox };
}
