/**
 * The socket's language, for members (`/api/v1/realtime`) and visitors (`/api/v1/visitor/realtime`).
 *
 * A client that has fetched its state at a position resumes from it, gets every entry after it in reading order, and
 * remembers the position of the last frame. A dropped connection loses nothing. A member of several workspaces names one
 * by `?workspace=`, where requests have the header `Rapport-Workspace`.
 */
import { z } from 'zod';
import { attended, doing, receipt } from './attendance.ts';
import { entry } from './entries.ts';
import { Problem, type ProblemCode } from './errors.ts';
import { id, position, time } from './ids.ts';
import { visitorMessage, visitorReaction } from './visitor.ts';

export const realtimePath = '/api/v1/realtime';
export const visitorRealtimePath = '/api/v1/visitor/realtime';

/**
 * Answers to reads carry this header: a position such that the answer holds every entry up to it (and perhaps some
 * after it). A reader resumes from it and applies what follows; applying an entry again changes nothing.
 */
export const positionHeader = 'rapport-position';

/** The largest frame that a client may send. */
export const clientFrameBytesMax = 16_384;

/** How many entries, and bytes of them, a resume may replay before the client is told to fetch again. */
export const replayEntriesMax = 1_000;
export const replayBytesMax = 2_097_152;

export const clientFrame = z.discriminatedUnion('type', [
  /** First frame where no cookie speaks: an API key or a visitor token. */
  z.object({ type: z.literal('authenticate'), token: z.string().max(500) }),
  /** Follow from a position; null: from now. */
  z.object({ type: z.literal('resume'), since: position.nullable() }),
  z.object({ type: z.literal('ping') }),
  /**
   * A member's: what this tab does at which conversation; null: at none. The first one asks for who is where besides, of
   * the whole workspace, and for what changes in it from then on.
   */
  z.object({ type: z.literal('attend'), conversationId: id.nullable(), doing }),
  /** A visitor's: whether a message is being written. Said again every few seconds while it is. */
  z.object({ type: z.literal('writing'), isWriting: z.boolean() }),
]);
export type ClientFrame = z.output<typeof clientFrame>;

export const serverFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), position }),
  z.object({ type: z.literal('entries'), entries: z.array(entry), position }),
  z.object({
    type: z.literal('messages'),
    messages: z.array(visitorMessage),
    reactions: z.array(visitorReaction).optional(),
    position,
  }),
  /** Too far behind to replay, or a merge was taken back since: fetch again, then follow from this position. */
  z.object({ type: z.literal('reset'), position }),
  /** The member's notifications changed: fetch them. */
  z.object({ type: z.literal('notified') }),
  z.object({ type: z.literal('pong') }),
  /** To members who attend: who is at these conversations now. Whole: and nobody at any other. */
  z.object({ type: z.literal('attendance'), isWhole: z.boolean(), conversations: z.array(attended) }),
  /** To members who attend: how far a conversation's messages have reached its customer. */
  z.object({ type: z.literal('receipt'), conversationId: id, receipt }),
  /** To a visitor: the first names of those who are writing an answer; none: nobody is. */
  z.object({ type: z.literal('writing'), names: z.array(z.string()) }),
  /** To a visitor: the team has read what was sent up to this time. */
  z.object({ type: z.literal('read'), until: time }),
  /** To a visitor: the conversation was ended by them then, in whatever tab; null: it goes on. */
  z.object({ type: z.literal('ended'), at: time.nullable() }),
  /** A frame was not taken; the socket stays open. */
  z.object({ type: z.literal('refused'), code: z.string(), detail: z.string() }),
]);

/** Close codes of ours: the client signs in again, or waits before it comes back. */
export const closeCodes = { unauthenticated: 4401, tooMany: 4429, restarting: 1012, tryLater: 1013 } as const;

/**
 * How a socket is closed after a failure: only a refusal of the caller says that the session is over; anything else says
 * nothing about it, and the client comes back and tries again.
 */
export function closeCodeFor(error: unknown): number {
  const refusals: ProblemCode[] = ['not-signed-in', 'invalid-token', 'not-allowed'];
  return error instanceof Problem && refusals.includes(error.code)
    ? closeCodes.unauthenticated
    : closeCodes.tryLater;
}
