/** A member's socket: admitted by cookie or API key, then the workspace's ledger as it grows. */
import type { IncomingMessage } from 'node:http';
import type { Entry } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import {
  type ClientFrame,
  clientFrame,
  closeCodeFor,
  closeCodes,
  replayBytesMax,
  replayEntriesMax,
} from '../../contract/realtime.ts';
import { callerKinds, type MemberCaller } from '../accounts/index.ts';
import type { Attendance } from '../attendance/index.ts';
import type { Presence } from '../availability/index.ts';
import {
  currentSnapshot,
  type Feed,
  isSeenBy,
  openFeed,
  type PositionedEntry,
  type Tail,
  type TailBatch,
} from '../ledger/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import type { Claim } from '../platform/http/index.ts';
import type { Log } from '../platform/log/index.ts';
import type { Socket, SocketHandlers } from '../platform/realtime/index.ts';
import { createAttending } from './attending.ts';

const missedMax = { entries: replayEntriesMax, bytes: replayBytesMax };

/** Every so many heartbeats the member is asked for again: a session may have run out. */
const heartbeatsPerCheck = 2;

type Deps = {
  db: Db;
  tail: Tail;
  log: Log;
  presence: Pick<Presence, 'enter'>;
  attendance: Attendance;
  /** Calls whenever what the member is told has changed; answers how to stop. */
  onNotified: (memberId: string, ring: () => void) => () => void;
  /** Who opens the socket by its handshake (a cookie, same origin only); undefined: a token must follow. */
  claimOfHandshake: (request: IncomingMessage) => Promise<Claim<MemberCaller> | undefined>;
  claimOfToken: (token: string) => Promise<Claim<MemberCaller>>;
};

/** Opens sockets for members. */
export function memberSockets(deps: Deps): (socket: Socket, request: IncomingMessage) => SocketHandlers {
  return (socket, request) => {
    let claim: Claim<MemberCaller> | undefined;
    let who: MemberCaller | undefined;
    /** What had been committed when the caller was last proven: none of it can end anything. */
    let provenAt = '0:0:';
    let feed: Feed | undefined;
    let closed = false;
    let leave = (): void => undefined;
    let heartbeats = 0;
    const attending = createAttending(deps, socket);
    const refuse = (error: unknown): void => {
      deps.log.debug({ err: error }, 'socket refused');
      socket.close(closeCodeFor(error), 'sign in again');
    };
    const admit = async (next: Claim<MemberCaller>): Promise<void> => {
      [provenAt, who] = await prove(deps.db, next);
      claim = next;
      if (!who.permissions.has('conversations:read')) throw new Problem('not-allowed');
      socket.admit();
      if (!closed) leave = entering(deps, who, () => socket.send('{"type":"notified"}'));
    };
    const onBatch = (batch: TailBatch): void => {
      if (batch.entries.some((entry) => ends(entry, who, provenAt)))
        socket.close(closeCodes.unauthenticated, 'changed');
      else socket.send(entriesFrame(forWho(batch, who)));
    };
    const resume = async (since: string | null): Promise<void> => {
      if (!claim) throw new Problem('not-signed-in');
      if (feed) throw new Error('resume comes once');
      const { workspaceId } = claim;
      const listen = (listener: (batch: TailBatch) => void) => deps.tail.listen(workspaceId, listener);
      feed = await openFeed(deps.db, workspaceId, since, { missedMax, listen, onBatch });
      if (closed) return feed.stop();
      catchUp(socket, feed, who);
      feed.flow();
    };

    // Frames are handled one after another, and none before the handshake has been looked at.
    let queue: Promise<void> = deps.claimOfHandshake(request).then((known) => known && admit(known));
    queue = queue.catch(refuse);
    const handle = async (frame: ClientFrame): Promise<void> => {
      if (closed) return;
      if (frame.type === 'ping') socket.send('{"type":"pong"}');
      else if (frame.type === 'resume') await resume(frame.since);
      else if (frame.type === 'attend') await attending.take(signedIn(who), frame);
      else if (frame.type === 'writing' || claim) throw new Error('who is known stays the same');
      else await admit(await deps.claimOfToken(frame.token));
    };
    return {
      onFrame: (frame) => {
        const parsed = clientFrame.parse(frame);
        queue = queue.then(() => handle(parsed)).catch(refuse);
      },
      onHeartbeat: () => {
        heartbeats += 1;
        if (!claim || heartbeats % heartbeatsPerCheck !== 0) return;
        inWorkspace(deps.db, claim.workspaceId, claim.check).catch((error: unknown) => {
          if (!(error instanceof Problem && error.code === 'unavailable')) refuse(error);
        });
      },
      onClose: () => {
        closed = true;
        leave();
        attending.end();
        feed?.stop();
      },
    };
  };
}

/** @throws Problem `not-signed-in`. */
function signedIn(who: MemberCaller | undefined): MemberCaller {
  if (!who) throw new Problem('not-signed-in');
  return who;
}

/** Who it is, and what had been committed before that was looked up. */
function prove(db: Db, claim: Claim<MemberCaller>): Promise<[string, MemberCaller]> {
  return inWorkspace(db, claim.workspaceId, async (tx) => [await currentSnapshot(tx), await claim.check(tx)]);
}

/** Counts a console as its member's being there; a program that works for a member is not the member. Both hear the bell. */
function entering({ presence, onNotified }: Deps, who: MemberCaller, ring: () => void): () => void {
  const hush = onNotified(who.memberId, ring);
  const gone = who.source === 'console' ? presence.enter(who.workspaceId, who.memberId) : undefined;
  return () => {
    hush();
    gone?.();
  };
}

/** Sends what was missed, or that there is too much of it. */
function catchUp(socket: Socket, { missed, position }: Feed, who: MemberCaller | undefined): void {
  if (missed === undefined || missed.some(isOfItsTime))
    socket.send(JSON.stringify({ type: 'reset', position }));
  else if (missed.length > 0) socket.send(entriesFrame(forWho({ entries: missed, position }, who)));
  socket.send(JSON.stringify({ type: 'ready', position }));
}

/** Who asked what about the own data is told to those who look after it. */
function forWho(batch: TailBatch, who: MemberCaller | undefined): TailBatch {
  if (who?.permissions.has('privacy:manage')) return batch;
  return { ...batch, entries: batch.entries.filter(({ kind }) => !kind.startsWith('privacy.')) };
}

/**
 * Who tells of taking a merge back names the conversations that there were then. Told again, with the merge before it, to
 * somebody who knows of later ones, it would leave these with the wrong customer: fetching anew does not.
 */
function isOfItsTime({ kind }: PositionedEntry): boolean {
  return kind === 'customer.unmerged';
}

function ends(entry: PositionedEntry, who: MemberCaller | undefined, provenAt: string): boolean {
  if (!who || !callerKinds.includes(entry.kind) || isSeenBy(provenAt, entry.position)) return false;
  const { payload } = JSON.parse(entry.json) as Entry & { payload: { memberId?: string; keyId?: string } };
  return (
    payload.memberId === who.memberId ||
    (payload.keyId !== undefined && who.source === `api:${payload.keyId}`)
  );
}

function entriesFrame(batch: TailBatch): string {
  const entries = batch.entries.map((entry) => entry.json).join(',');
  return `{"type":"entries","entries":[${entries}],"position":"${batch.position}"}`;
}
