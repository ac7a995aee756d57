/**
 * The socket's language, for members (`/api/v1/realtime`) and visitors (`/api/v1/visitor/realtime`).
 *
 * A client that has fetched its state at a position resumes from it, gets every entry after it in reading order, and
 * remembers the position of the last frame. A dropped connection loses nothing. A member of several workspaces names one
 * by `?workspace=`, where requests have the header `Rapport-Workspace`.
 */
import { z } from 'zod';
import { entry } from './entries.ts';
import { Problem, type ProblemCode } from './errors.ts';
import { position } from './ids.ts';
import { visitorMessage } from './visitor.ts';

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
]);
export type ClientFrame = z.output<typeof clientFrame>;

export const serverFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), position }),
  z.object({ type: z.literal('entries'), entries: z.array(entry), position }),
  z.object({ type: z.literal('messages'), messages: z.array(visitorMessage), position }),
  /** Too far behind to replay, or a merge was taken back since: fetch again, then follow from this position. */
  z.object({ type: z.literal('reset'), position }),
  z.object({ type: z.literal('pong') }),
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
