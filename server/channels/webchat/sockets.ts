/** A visitor's socket: admitted by its token, then the messages of its own thread as they come. */
import { isMessageChange } from '../../../contract/apply.ts';
import type { Entry } from '../../../contract/entries.ts';
import { Problem } from '../../../contract/errors.ts';
import type { Reaction } from '../../../contract/reactions.ts';
import {
  type ClientFrame,
  clientFrame,
  closeCodeFor,
  closeCodes,
  replayBytesMax,
  replayEntriesMax,
} from '../../../contract/realtime.ts';
import type { VisitorMessage, VisitorReaction } from '../../../contract/visitor.ts';
import { memberNames } from '../../accounts/index.ts';
import type { Attendance } from '../../attendance/index.ts';
import { asShown, reactionsTo, type Shown, shownById } from '../../conversations/index.ts';
import { currentPosition, type Feed, openFeed, rootOf, type TailBatch } from '../../ledger/index.ts';
import { type Db, inWorkspace, type Tx } from '../../platform/db/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Socket, SocketHandlers } from '../../platform/realtime/index.ts';
import type { Listener, Seat, View, VisitorHub } from './hub.ts';
import { reactionsIn } from './reactions.ts';
import { type VisitorCaller, visibleCustomers, visitorOf, workspaceOfToken } from './session.ts';
import { createSideNews } from './side-news.ts';
import { authorsOf, type Sign, visibleConversations, visibleKinds, visitorMessage } from './thread.ts';
import { createWriting } from './writing.ts';

const missedMax = { entries: replayEntriesMax, bytes: replayBytesMax };

type Deps = { db: Db; hub: VisitorHub; attendance: Attendance; sign: Sign; log: Log; now: () => Date };

/** Opens sockets for visitors. */
export function visitorSockets(deps: Deps): (socket: Socket) => SocketHandlers {
  return (socket) => {
    let who: VisitorCaller | undefined;
    let proof = '';
    let feed: Feed | undefined;
    let closed = false;
    let queue: Promise<void> = Promise.resolve();
    const writing = createWriting(deps, socket);
    const refuse = (error: unknown): void => {
      deps.log.debug({ err: error }, 'socket refused');
      socket.close(closeCodeFor(error), 'start a new session');
    };
    /** One thing after another, so that frames leave in order. */
    const next = (step: () => unknown): void => {
      queue = queue.then(step).then(() => undefined, refuse);
    };
    const tell = (caller: VisitorCaller, seat: Seat, batch: TailBatch): void =>
      next(async () => say(socket, await toldOf(deps, caller, seat, batch), batch.position));
    const admit = async (token: string): Promise<void> => {
      const workspaceId = workspaceOfToken(token);
      who = await inWorkspace(deps.db, workspaceId, (tx) => visitorOf(tx, workspaceId, token));
      proof = token;
      socket.admit();
    };
    const resume = async (since: string | null): Promise<void> => {
      if (!who) throw new Problem('not-signed-in');
      if (feed) throw new Error('resume comes once');
      const caller = who;
      const { seat, news } = await sitDown(deps, { caller, proof, socket, next });
      feed = await openFeed(deps.db, caller.workspaceId, since, {
        missedMax,
        listen: seat.listen,
        onBatch: (batch) => tell(caller, seat, batch),
      });
      if (closed) return feed.stop();
      const { position, missed } = feed;
      const own = missed?.filter(seat.hears) ?? [];
      if (missed?.some(seat.isJoined) ?? true) socket.send(JSON.stringify({ type: 'reset', position }));
      if (own.length > 0) tell(caller, seat, { entries: own, position });
      next(() => socket.send(JSON.stringify({ type: 'ready', position })));
      next(() => news.catchUp(missed ?? []));
      feed.flow();
    };
    const handle = async (frame: ClientFrame): Promise<void> => {
      if (closed) return;
      if (frame.type === 'ping') socket.send('{"type":"pong"}');
      else if (frame.type === 'resume') await resume(frame.since);
      else if (frame.type === 'writing') await writing.take(signedIn(who), frame.isWriting);
      else if (frame.type === 'attend' || who) throw new Error('who is known stays the same');
      else await admit(frame.token);
    };
    return {
      onFrame: (frame) => {
        const parsed = clientFrame.parse(frame);
        next(() => handle(parsed));
      },
      onHeartbeat: () => {
        if (who && who.expiresAt < deps.now().getTime()) socket.close(closeCodes.unauthenticated, 'expired');
      },
      onClose: () => {
        closed = true;
        writing.end();
        feed?.stop();
      },
    };
  };
}

/** Of what is nothing to see, nothing is said. */
function say(socket: Socket, told: Told, position: string): void {
  if (told.messages.length === 0 && !told.reactions?.length) return;
  socket.send(JSON.stringify({ type: 'messages', ...told, position }));
}

type Told = { messages: readonly VisitorMessage[]; reactions?: readonly VisitorReaction[] };
type Visit = { caller: VisitorCaller; proof: string; socket: Socket; next: (step: () => unknown) => void };

/** Takes a place in the hub, and says what is done with what is heard there. */
async function sitDown(deps: Deps, { caller, proof, socket, next }: Visit) {
  const seat = await takeSeat(deps, caller, proof, {
    // Somebody signed the session out, or its customer was joined with another: the thread to see may be another.
    onChange: () => next(() => lookAgain(deps, caller, proof, seat, socket)),
    onSplit: () => next(() => startOver(deps, caller, proof, seat, socket)),
    onWriting: () => next(() => news.writing()),
    onRead: () => next(() => news.readSoon()),
    onEnded: () => next(() => news.ended()),
  });
  const news = createSideNews(deps, caller, seat, { socket, next });
  return { seat, news };
}

/** @throws Problem `not-signed-in`. */
function signedIn(who: VisitorCaller | undefined): VisitorCaller {
  if (!who) throw new Problem('not-signed-in');
  return who;
}

/**
 * A place in the hub for a session: its conversations in its inbox. What the session sees is looked up again once it
 * listens, so that a conversation which opens in between is heard of either way.
 */
async function takeSeat(
  deps: Deps,
  who: VisitorCaller,
  token: string,
  on: Omit<Listener, 'who' | 'onBatch'>,
) {
  let forward: (batch: TailBatch) => void = () => undefined;
  const { workspaceId } = who;
  const view = () =>
    inWorkspace(deps.db, workspaceId, async (tx) => viewOf(tx, await visitorOf(tx, workspaceId, token)));
  const first = await view();
  const seat = await deps.hub.join({ who, onBatch: (batch) => forward(batch), ...on });
  seat.widen(first);
  try {
    seat.widen(await view());
  } catch (error) {
    seat.leave();
    throw error;
  }
  return {
    ...seat,
    listen: async (onBatch: (batch: TailBatch) => void) => {
      forward = onBatch;
      return seat.leave;
    },
  };
}

async function viewOf(tx: Tx, who: VisitorCaller): Promise<View> {
  return {
    customerIds: await visibleCustomers(tx, who),
    conversationIds: await visibleConversations(tx, who),
    ownerIds: [who.customerId, await rootOf(tx, who.customerId)],
  };
}

/** Ends the socket of a session that is over; where the session sees more than before, its thread is fetched again. */
async function lookAgain(
  deps: Deps,
  { workspaceId }: VisitorCaller,
  token: string,
  seat: Seat,
  socket: Socket,
): Promise<void> {
  const { view, position } = await inWorkspace(deps.db, workspaceId, async (tx) => ({
    position: await currentPosition(tx),
    view: await viewOf(tx, await visitorOf(tx, workspaceId, token)),
  }));
  if (seat.widen(view)) socket.send(JSON.stringify({ type: 'reset', position }));
}

/** The session sees other conversations than before, and maybe fewer: its thread is fetched again. */
async function startOver(
  deps: Deps,
  { workspaceId }: VisitorCaller,
  token: string,
  seat: Seat,
  socket: Socket,
): Promise<void> {
  const look = () =>
    inWorkspace(deps.db, workspaceId, async (tx) => ({
      position: await currentPosition(tx),
      view: await viewOf(tx, await visitorOf(tx, workspaceId, token)),
    }));
  seat.clear();
  seat.widen((await look()).view);
  // Once more, as it listens now: what opened in between is heard of either way.
  const { view, position } = await look();
  seat.widen(view);
  socket.send(JSON.stringify({ type: 'reset', position }));
}

/** What entries say to their visitor: messages, and how some were taken. */
async function toldOf(deps: Deps, who: VisitorCaller, seat: Seat, batch: TailBatch): Promise<Told> {
  // When its turn comes the thread may be another than when it was heard.
  const own = { ...batch, entries: batch.entries.filter(seat.hears) };
  if (own.entries.length === 0) return { messages: [] };
  const messages = await messagesOf(deps, who, seat.names, own);
  return { messages, ...(await reactionsIn(deps.db, who, own)) };
}

type Seen = { entries: readonly Shown[]; reactions?: ReadonlyMap<string, Reaction> };

/**
 * The messages of a batch as they are shown, with those that it says were changed: notes are not among them. What takes the
 * place of another says how it was taken.
 */
async function shownIn(db: Db, workspaceId: string, batch: TailBatch): Promise<Seen> {
  const entries = batch.entries.map((entry) => JSON.parse(entry.json) as Entry);
  const changes = entries.filter(isMessageChange).filter(({ payload }) => !payload.note);
  // Who writes and nothing else costs no question.
  if (changes.length === 0) return { entries };
  const messages = entries.filter(({ kind }) => visibleKinds.includes(kind));
  const told = new Set(messages.map(({ id }) => id));
  const others = changes.map(({ payload }) => payload.messageId).filter((id) => !told.has(id));
  return inWorkspace(db, workspaceId, async (tx) => ({
    entries: [...(await asShown(tx, messages)), ...(await shownById(tx, [...new Set(others)]))],
    reactions: await reactionsTo(tx, [...told, ...others]),
  }));
}

/** Entries as their visitor sees them. Names that are not known yet are looked up, and remembered. */
async function messagesOf(
  { db, sign }: Pick<Deps, 'db' | 'sign'>,
  who: VisitorCaller,
  names: Map<string, string>,
  batch: TailBatch,
): Promise<VisitorMessage[]> {
  const { entries, reactions } = await shownIn(db, who.workspaceId, batch);
  const unknown = authorsOf(entries).filter((id) => !names.has(id));
  if (unknown.length > 0) {
    const found = await inWorkspace(db, who.workspaceId, (tx) => memberNames(tx, unknown));
    for (const [id, name] of found) names.set(id, name);
  }
  return entries.flatMap((entry) => visitorMessage(entry, names, sign, reactions?.get(entry.id)) ?? []);
}
