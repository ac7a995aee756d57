/** What a visitor hears beside messages: who is writing an answer, and how far the team has read. */
import { memberNames } from '../../accounts/index.ts';
import type { Attendance } from '../../attendance/index.ts';
import { endedByCustomer, teamReadUntil } from '../../conversations/index.ts';
import type { PositionedEntry } from '../../ledger/index.ts';
import { type Db, inWorkspace } from '../../platform/db/index.ts';
import type { Socket } from '../../platform/realtime/index.ts';
import { endingKinds, type Seat } from './hub.ts';
import type { VisitorCaller } from './session.ts';
import { firstName } from './thread.ts';

/** Members who watch read each message as it comes: several are looked up at once. */
const readPauseMilliseconds = 200;

type Deps = { db: Db; attendance: Pick<Attendance, 'at'> };
type Line = { socket: Socket; next: (step: () => unknown) => void };

/** Tells a visitor, and only what the visitor does not know yet. */
export function createSideNews(
  deps: Deps,
  { workspaceId }: VisitorCaller,
  seat: Seat,
  { socket, next }: Line,
) {
  let toldNames = '[]';
  let toldUntil = '';
  let isDue = false;

  async function writing(): Promise<void> {
    const names = JSON.stringify(await namesOf(deps, workspaceId, seat));
    if (names === toldNames) return;
    toldNames = names;
    socket.send(`{"type":"writing","names":${names}}`);
  }

  async function read(): Promise<void> {
    isDue = false;
    const ids = seat.conversations();
    const until = (await inWorkspace(deps.db, workspaceId, (tx) => teamReadUntil(tx, ids))) ?? '';
    if (until <= toldUntil) return;
    toldUntil = until;
    socket.send(JSON.stringify({ type: 'read', until }));
  }

  async function ended(): Promise<void> {
    const ids = seat.conversations();
    const at = await inWorkspace(deps.db, workspaceId, (tx) => endedByCustomer(tx, ids));
    socket.send(JSON.stringify({ type: 'ended', at }));
  }

  function readSoon(): void {
    if (isDue) return;
    isDue = true;
    setTimeout(() => next(read), readPauseMilliseconds).unref();
  }

  return {
    writing,
    readSoon,
    ended,
    /** What happened while nobody listened; who fetches the thread anew is told there how far it is read. */
    async catchUp(missed: readonly PositionedEntry[]): Promise<void> {
      const own = new Set(seat.conversations());
      const here = missed.filter(({ conversationId }) => own.has(conversationId ?? ''));
      if (here.some(({ kind }) => kind === 'conversation.read')) readSoon();
      if (here.some(({ kind }) => endingKinds.includes(kind))) await ended();
      await writing();
    },
  };
}

/** The first names of those who reply. Somebody may write in several of the conversations that are one thread here. */
async function namesOf({ db, attendance }: Deps, workspaceId: string, seat: Seat): Promise<string[]> {
  const there = seat.conversations().flatMap((id) => attendance.at(workspaceId, id).members);
  const replying = there.flatMap(({ memberId, doing }) => (doing === 'replying' ? [memberId] : []));
  const ids = [...new Set(replying)];
  const unknown = ids.filter((id) => !seat.names.has(id));
  if (unknown.length > 0) {
    const found = await inWorkspace(db, workspaceId, (tx) => memberNames(tx, unknown));
    for (const [id, name] of found) seat.names.set(id, name);
  }
  return ids.flatMap((id) => firstName(seat.names.get(id)) ?? []);
}
