/** Several values in one parameter of an address. */
import { z } from 'zod';

const textLengthMax = 4_000;

/** Values with commas between them, each as `item` says. */
export function commaList<Item extends z.ZodType<unknown, string>>(item: Item, countMax: number) {
  return z
    .string()
    .max(textLengthMax)
    .transform((text) => text.split(','))
    .pipe(z.array(item).min(1).max(countMax));
}
