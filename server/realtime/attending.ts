/** A member's part in who is where: what the own tab does, and what is told of the others. */
import { Problem } from '../../contract/errors.ts';
import type { ClientFrame } from '../../contract/realtime.ts';
import type { MemberCaller } from '../accounts/index.ts';
import type { Attendance, Seat } from '../attendance/index.ts';
import { customerOfConversation } from '../conversations/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import { createLimiter } from '../platform/limits/index.ts';
import type { Socket } from '../platform/realtime/index.ts';

type Attend = Extract<ClientFrame, { type: 'attend' }>;

/** Somebody who goes through a list by a key held down is below it. */
const framesPerSocket = { points: 60, seconds: 10 };

/** Begins with nobody; `end` leaves. */
export function createAttending(deps: { db: Db; attendance: Attendance }, socket: Socket) {
  const limiter = createLimiter(framesPerSocket);
  let seat: Seat | undefined;
  let stopListening: (() => void) | undefined;
  /** Proven to be of this workspace. */
  let known: string | undefined;
  let isOver = false;

  function begin({ workspaceId }: MemberCaller): void {
    stopListening = deps.attendance.listen(workspaceId, {
      attended: (_, conversations) => say({ type: 'attendance', isWhole: false, conversations }),
      receipt: ({ conversationId, receipt }) => say({ type: 'receipt', conversationId, receipt }),
    });
    say({ type: 'attendance', isWhole: true, conversations: deps.attendance.all(workspaceId) });
  }

  function say(frame: object): void {
    socket.send(JSON.stringify(frame));
  }

  async function sit(who: MemberCaller, { conversationId, doing }: Attend): Promise<void> {
    if (!stopListening) begin(who);
    if (conversationId === null) return seat?.sit(undefined);
    requireMay(who, doing);
    if (conversationId !== known) {
      seat?.sit(undefined);
      await inWorkspace(deps.db, who.workspaceId, (tx) => customerOfConversation(tx, conversationId));
      if (isOver) return;
      known = conversationId;
    }
    seat ??= deps.attendance.take(who, socket.silence);
    seat.sit({ conversationId, doing });
  }

  return {
    /** Takes a frame, or says why it is not taken. @throws what nobody can expect. */
    async take(who: MemberCaller, frame: Attend): Promise<void> {
      try {
        limiter.take('frames');
        await sit(who, frame);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        say({ type: 'refused', code: error.code, detail: error.message });
      }
    },
    end(): void {
      isOver = true;
      seat?.leave();
      stopListening?.();
    },
  };
}

/** @throws Problem `not-allowed`. */
function requireMay(who: MemberCaller, doing: Attend['doing']): void {
  if (who.source !== 'console') {
    throw new Problem(
      'not-allowed',
      'A program is not the member for whom it works: name no conversation, and hear who is where.',
    );
  }
  if (doing !== 'idle' && doing !== 'viewing' && !who.permissions.has('conversations:write')) {
    throw new Problem('not-allowed', 'Your role reads conversations and does not write in them.');
  }
}
