/** Keyset paging: `?limit=1–100&cursor=` → `{data, next}`. */
import { z } from 'zod';

export const pageSizeMax = 100;
export const pageSizeDefault = 50;
export const cursorLengthMax = 500;

/** Query of every list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(pageSizeMax).default(pageSizeDefault),
  cursor: z.string().max(cursorLengthMax).optional(),
});

/** Answer of every list; `next` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), next: z.string().nullable() });
}
