/**
 * What this tab tells of its member: which conversation is open, whether somebody looks at it, and whether they write. Said
 * when it changes, and again only while somebody writes; somebody who goes through the list says nothing on the way.
 */
import type { Doing } from '../../../contract/attendance.ts';
import type { ClientFrame } from '../../../contract/realtime.ts';
import type { Mode } from './composer-draft.ts';

/** So long a conversation is open before it is told of. */
const restMs = 250;
/** Who has typed nothing for so long has stopped; the server stops believing it a little later. */
const writingMs = 5_000;
/** Nothing touched for so long is idle. */
const idleMs = 120_000;

type World = {
  say(frame: ClientFrame): void;
  now(): number;
  /** Calls later; returns how to call it off. */
  after(ms: number, act: () => void): () => void;
};

export type Attending = ReturnType<typeof createAttending>;

/** A tab at no conversation. */
export function createAttending(world: World) {
  let open: string | null = null;
  let writing: Mode | undefined;
  let isShown = true;
  let isTouched = true;
  let said: { conversationId: string | null; doing: Doing; at: number } | undefined;
  let callOffTelling = () => {};
  let callOffWriting = () => {};
  let callOffIdle = () => {};
  const rest = () => (isShown && isTouched ? 'viewing' : 'idle');
  const doing = (): Doing => (writing === 'note' ? 'noting' : writing === 'reply' ? 'replying' : rest());

  function tell(): void {
    callOffTelling();
    const is = doing();
    const isSame = said?.conversationId === open && (open === null || said.doing === is);
    if (isSame && !(writing && said && world.now() - said.at >= writingMs)) return;
    said = { conversationId: open, doing: is, at: world.now() };
    world.say({ type: 'attend', conversationId: open, doing: is });
  }

  function stopWriting(): void {
    callOffWriting();
    writing = undefined;
    tell();
  }

  function touched(): void {
    callOffIdle();
    callOffIdle = world.after(idleMs, () => {
      isTouched = false;
      tell();
    });
    if (!isTouched) {
      isTouched = true;
      tell();
    }
  }

  return {
    touched,
    stopWriting,
    /** A conversation is open, or none. */
    open(id: string | null): void {
      open = id;
      writing = undefined;
      callOffWriting();
      callOffTelling();
      callOffTelling = world.after(restMs, tell);
    },
    /** Something was typed. */
    typed(mode: Mode): void {
      writing = mode;
      touched();
      callOffWriting();
      callOffWriting = world.after(writingMs, stopWriting);
      tell();
    },
    /** The tab is on screen, or hidden. */
    look(isVisible: boolean): void {
      isShown = isVisible;
      tell();
    },
    /** The server was reached anew: it knows nothing of this tab. */
    again(): void {
      said = undefined;
      tell();
    },
  };
}
