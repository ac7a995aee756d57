/** Who does something, and which way it goes. */
import { z } from 'zod';
import { id } from './ids.ts';

export const direction = z.enum(['inbound', 'outbound', 'indirect', 'internal']);
export type Direction = z.infer<typeof direction>;

export const actorKind = z.enum(['customer', 'member', 'system']);
export const actor = z.object({ kind: actorKind, id: id.nullable() });
export type Actor = z.infer<typeof actor>;
