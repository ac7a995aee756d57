/** A visitor who writes: members are told that, and never what. */
import { Problem } from '../../../contract/errors.ts';
import type { Attendance, Seat } from '../../attendance/index.ts';
import { type Db, inWorkspace } from '../../platform/db/index.ts';
import { createLimiter } from '../../platform/limits/index.ts';
import type { Socket } from '../../platform/realtime/index.ts';
import type { VisitorCaller } from './session.ts';
import { writtenTo } from './thread.ts';

const framesPerSocket = { points: 30, seconds: 10 };

/** Begins with nobody who writes. */
export function createWriting(deps: { db: Db; attendance: Pick<Attendance, 'take'> }, socket: Socket) {
  const limiter = createLimiter(framesPerSocket);
  let seat: Seat | undefined;
  let conversationId: string | undefined;
  let isOver = false;

  async function sit(who: VisitorCaller, isWriting: boolean): Promise<void> {
    limiter.take('frames');
    if (!isWriting) {
      conversationId = undefined;
      return seat?.sit(undefined);
    }
    // Looked up when writing begins, and not each time that it is said again.
    conversationId ??= await inWorkspace(deps.db, who.workspaceId, (tx) => writtenTo(tx, who));
    // Before the first message there is no conversation to be seen writing in.
    if (isOver || conversationId === undefined) return;
    seat ??= deps.attendance.take({ workspaceId: who.workspaceId }, socket.silence);
    seat.sit({ conversationId, doing: 'replying' });
  }

  return {
    /** Takes a frame, or says why it is not taken. */
    async take(who: VisitorCaller, isWriting: boolean): Promise<void> {
      try {
        await sit(who, isWriting);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        socket.send(JSON.stringify({ type: 'refused', code: error.code, detail: error.message }));
      }
    },
    end(): void {
      isOver = true;
      seat?.leave();
    },
  };
}
