/** Who does something, and which way it goes. */
import { z } from 'zod';
import { id } from './ids.ts';

export const direction = z.enum(['inbound', 'outbound', 'indirect', 'internal']);
export type Direction = z.infer<typeof direction>;

/**
 * Direct: customer and business with one another, inbound or outbound. Indirect: what the customer does without turning to
 * anybody, as looking at a page. What is internal is neither.
 */
const touches = ['direct', 'indirect'] as const;
export const touch = z.enum(touches);
export type Touch = (typeof touches)[number];
export const touchDirections: Readonly<Record<Touch, readonly Direction[]>> = {
  direct: ['inbound', 'outbound'],
  indirect: ['indirect'],
};

/** Which of the two an entry is; undefined for what is internal. */
export function touchOf(direction: Direction): Touch | undefined {
  return touches.find((one) => touchDirections[one].includes(direction));
}

export const actorKind = z.enum(['customer', 'member', 'system']);
export const actor = z.object({ kind: actorKind, id: id.nullable() });
export type Actor = z.infer<typeof actor>;
