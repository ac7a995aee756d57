/** How a customer and the business have met. */
import { z } from 'zod';
import { entry } from './entries.ts';

/** How far each of the two is counted. */
export const countedTouchesMax = 10_000;

export const touches = z.object({
  /** Inbound and outbound: with one another. */
  direct: z.int(),
  /** What the customer did without turning to anybody. */
  indirect: z.int(),
  /** One of the two, or both, are more than that. */
  isMore: z.boolean(),
  /** The first and the last of all of them; null: there was none. */
  first: entry.nullable(),
  last: entry.nullable(),
});
export type Touches = z.output<typeof touches>;
