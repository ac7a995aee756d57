/** The chat behind the screen: everything that happens comes in here, and what is to be seen comes out as one state. */
import type { ShownGreeting } from '../../contract/greetings.ts';
import type { Locale } from '../../contract/ids.ts';
import type { InboxFace } from '../../contract/inboxes.ts';
import type { Introduction } from '../../contract/introduction.ts';
import type { VisitorPromise } from '../../contract/promises.ts';
import type { VisitorMessage, VisitorReaction } from '../../contract/visitor.ts';
import type { Recording, Standing, Start, ToFrame, ToLoader, Unsent, Way } from '../bridge.ts';
import type { Api } from './api.ts';
import { type Connection, createConnection } from './connection.ts';
import { deliver } from './delivery.ts';
import { readFace } from './face.ts';
import { createFollowedThread, type FollowedThread } from './followed-thread.ts';
import { createGreeted, type Greeted } from './greeted.ts';
import { createHeldFiles, type HeldFiles } from './held-files.ts';
import type { Socket } from './live.ts';
import { createOlderPages } from './older-pages.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createReceipts } from './receipts.ts';
import { createSeen, type Seen } from './seen.ts';
import { createSession, type Session } from './session.ts';
import type { ThreadPage } from './thread.ts';
import type { Timer } from './timer.ts';
import { createWriting } from './writing.ts';

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
  /** Who is writing an answer, by first name. */
  writing: readonly string[];
  /** The team has read what was sent up to this time; empty: nothing. */
  readUntil: string;
  /** The visitor ended the conversation, and nobody has written since. */
  isEnded: boolean;
  /** There is one to end. */
  canEnd: boolean;
  /** The visitor is new, and has written nothing yet. */
  isNew: boolean;
  /** By which ways the visitor hears of answers; null: not asked yet. */
  ways: Readonly<Record<Way, Standing>> | null;
  /** What the visitor was greeted with, and has not answered. */
  greeting: ShownGreeting | null;
  /** What the visitor says instead of writing; null: nothing. */
  recording: Recording | null;
};

/** What a visitor can do. */
export type ChatActions = {
  /** False when too many messages wait already. */
  send(text: string, files?: readonly File[]): boolean;
  retry(id: string): void;
  discard(id: string): void;
  loadOlder(): Promise<void>;
  /** Something was typed; `isEmpty`: and nothing is left of it. */
  typed(isEmpty: boolean): void;
  close(): void;
  /** What the visitor answered goes along with the first message. */
  introduce(answers: Introduction): void;
  /** Takes a message of the team so, or, with null, in no way any more; shown at once, and taken back when refused. */
  react(reaction: VisitorReaction): Promise<void>;
  /** Ends the conversation; false when the server can't be told just now. */
  end(): Promise<boolean>;
  /** A page of what was said, newest first; undefined when it can't be had just now. */
  page(cursor?: string): Promise<ThreadPage | undefined>;
  /** Asks by which ways the visitor hears of answers, or changes one. */
  way(way?: Way, on?: boolean): void;
  /** Records what the visitor says, until they end or drop it. */
  record(what: 'begin' | 'end' | 'drop'): void;
  /** How far a file is on its way, from 0 to 1. */
  shareOf(key: string): number | undefined;
  /** A path to a file whose own has expired. */
  freshPath(id: string): Promise<string | undefined>;
  /** What the team promised and has not kept yet; undefined when nobody can be asked just now. */
  promises(): Promise<readonly VisitorPromise[] | undefined>;
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

type Screen = Pick<ChatState, 'locale' | 'face' | 'isOpen' | 'isCompact' | 'ways' | 'recording'>;

type Parts = {
  session: Session;
  connection: Connection;
  thread: FollowedThread;
  outbox: Outbox;
  files: HeldFiles;
  greeted: Greeted;
  aside(): Pick<ChatState, 'writing' | 'readUntil' | 'isEnded' | 'canEnd' | 'isNew' | 'greeting'>;
};

/** Begins with what the loader kept. */
export function createChat(start: Start, deps: Deps) {
  const { api, tell, timer } = deps;
  const { locale } = start;
  const seen = createSeen(start.seen, tell);
  const screen: Screen = { locale, face: null, isOpen: false, isCompact: false, ways: null, recording: null };
  const isInSight = () => screen.isOpen && deps.isVisible();
  const parts = connectParts(start, deps, update, (message) =>
    tell({ type: 'message', message, name: screen.face?.businessName ?? '', isInSight: isInSight() }),
  );
  const { session, connection, thread, outbox } = parts;
  const receipts = createReceipts(api, thread);

  function update() {
    const { messages, older } = thread.get();
    dropArrived(outbox, messages);
    const isLooking = isInSight();
    seen.look(thread.get(), isLooking);
    receipts.look(isLooking);
    deps.draw({
      ...screen,
      messages,
      ...parts.aside(),
      unsent: outbox.items(),
      hasOlder: typeof older === 'string',
      isLoading: session.hasToken() && thread.position() === null,
      isOffline: !deps.isOnline() || connection.isLost() || outbox.isWaiting(),
    });
  }

  return {
    heard: hearing(screen, parts, { seen, update }),
    actions: actionsOf(parts, deps),
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

/** What the loader says changes the screen, or whom the session is with. */
function hearing(
  screen: Screen,
  { session, connection, greeted }: Parts,
  { seen, update }: { seen: Seen; update(): void },
) {
  return (message: ToFrame) => {
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
      case 'greet':
        return greeted.greet(message.greeting);
      case 'ways':
        screen.ways = message;
        return update();
      case 'recording':
        screen.recording = message.recording;
        return update();
      case 'start':
        return;
    }
  };
}

function actionsOf(
  { outbox, thread, files, greeted, connection }: Parts,
  { api, tell, timer }: Deps,
): ChatActions {
  const typed = createWriting(connection.writing, timer);
  let introduced: { introduction?: Introduction } = {};
  return {
    typed,
    introduce(answers) {
      introduced = { introduction: answers };
    },
    send(text, chosen = []) {
      typed(true);
      const isTaken = outbox.add(text, files.hold(chosen), () => ({ ...introduced, ...greeted.take() }));
      if (isTaken) introduced = {};
      return isTaken;
    },
    way: (way, on) => tell({ type: 'way', ...(way ? { way, on: on === true } : {}) }),
    record: (what) => tell({ type: 'record', what }),
    shareOf: files.share,
    async react(reaction) {
      const { messageId } = reaction;
      const owner = thread.owner();
      const before = thread.get().messages.find(({ id }) => id === messageId)?.reaction ?? null;
      const take = (emoji: VisitorReaction['emoji']) =>
        thread.takeLive([], thread.position() ?? '', [{ messageId, emoji }]);
      take(reaction.emoji);
      const isDone = owner !== null && (await api.react(owner, reaction)).kind === 'done';
      if (!isDone && thread.owner() === owner) take(before);
    },
    async end() {
      const owner = thread.owner();
      const isDone = owner !== null && (await api.end(owner)).kind === 'done';
      if (isDone && thread.owner() === owner)
        thread.takeEnd(thread.get().messages.at(-1)?.occurredAt ?? null);
      return isDone;
    },
    async page(cursor) {
      const owner = thread.owner();
      const answer = owner === null ? undefined : await api.listMessages(owner, cursor);
      return answer?.kind === 'done' && thread.owner() === owner ? answer.value : undefined;
    },
    async freshPath(id) {
      const owner = thread.owner();
      const answer = owner === null ? undefined : await api.signPath(owner, id);
      return answer?.kind === 'done' ? answer.value.path : undefined;
    },
    async promises() {
      const owner = thread.owner();
      const answer = owner === null ? undefined : await api.listPromises(owner);
      return answer?.kind === 'done' ? answer.value.data : undefined;
    },
    retry: outbox.retry,
    discard: outbox.remove,
    loadOlder: createOlderPages(api, thread),
    close: () => tell({ type: 'close' }),
  };
}

function endOf(thread: FollowedThread, outbox: Outbox): Pick<ChatState, 'isEnded' | 'canEnd'> {
  const isEnded = thread.isEnded();
  const isSettled = thread.get().messages.length > 0 && outbox.items().length === 0;
  return { isEnded, canEnd: isSettled && !isEnded };
}

/** A message may come over the socket before its own request is answered. */
function dropArrived(outbox: Outbox, messages: readonly VisitorMessage[]): void {
  const arrived = new Set(messages.map(({ id }) => id));
  for (const { id } of outbox.items()) if (arrived.has(id)) outbox.remove(id);
}

/** The parts know one another: a new token restarts the connection, another person's empties the outbox. */
function connectParts(
  start: Start,
  deps: Deps,
  onChange: () => void,
  onNews: (message: VisitorMessage) => void,
): Parts {
  const { api, tell, timer } = deps;
  const thread = createFollowedThread({ onChange, onNews });
  const files = createHeldFiles(api, onChange);
  const greeted = createGreeted(start.greeting ?? null, tell, onChange);
  const outbox: Outbox = createOutbox(start.unsent, {
    async send(message) {
      const outcome = await deliver(
        {
          ...{ api, session, thread, files, locale: start.locale },
          change: (changed) => outbox.change(changed),
          onGreeted: greeted.end,
        },
        message,
      );
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
      if (isStranger) {
        outbox.clear();
        greeted.end();
      }
      connection.restart();
    },
  });
  let names: readonly string[] = [];
  const onWriting = (next: readonly string[]) => {
    if (next.length === 0 && names.length === 0) return;
    names = next;
    onChange();
  };
  const connection = createConnection({
    ...deps,
    ...{ session, thread, onChange, onWriting },
    onReached: () => outbox.hurry(),
  });
  return {
    session,
    connection,
    thread,
    outbox,
    files,
    greeted,
    aside: () => ({
      greeting: greeted.get(),
      writing: names,
      readUntil: thread.readUntil(),
      ...endOf(thread, outbox),
      isNew: session.isUnknown() && outbox.items().length === 0,
    }),
  };
}
