/** Who is at a conversation just now, and how far its messages have reached the other side. */
import { z } from 'zod';
import { id, time } from './ids.ts';

/** What a member does there, the least first. Idle: it is open, and nobody looks at it or touches anything. */
export const doings = ['idle', 'viewing', 'noting', 'replying'] as const;
export const doing = z.enum(doings);
export type Doing = z.infer<typeof doing>;

/** So long somebody is shown at most after the last sign of life of their browser, or of the server that holds it. */
export const attendanceSecondsMax = 30;

/** So long somebody counts as writing without saying so again. */
export const writingSecondsMax = 15;

/** Everybody who is at one conversation; nobody: they have left. */
export const attended = z.object({
  conversationId: id,
  members: z.array(z.object({ memberId: id, doing })),
  isCustomerWriting: z.boolean(),
});
export type Attended = z.output<typeof attended>;

/** How far the team's messages have reached the customer: when those were sent that arrived last and were read last. */
export const receipt = z.object({
  deliveredUntil: time.nullable(),
  readUntil: time.nullable(),
  /** When the one at `readUntil` was read. */
  readAt: time.nullable(),
});
export type Receipt = z.output<typeof receipt>;

/** Of two tellings of one conversation's receipt what holds: each part only ever moves on, in whatever order they come. */
export function laterReceipt(one: Receipt, other: Receipt): Receipt {
  const isOther = (other.readUntil ?? '') > (one.readUntil ?? '');
  return {
    deliveredUntil: later(one.deliveredUntil, other.deliveredUntil),
    readUntil: isOther ? other.readUntil : one.readUntil,
    readAt: isOther ? other.readAt : one.readAt,
  };
}

function later(one: string | null, other: string | null): string | null {
  return (other ?? '') > (one ?? '') ? other : one;
}
