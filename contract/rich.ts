/** Formatted text as it is taken and stored: small, flat, and nothing else. */
import { z } from 'zod';
import {
  hrefLengthMax,
  isSafeHref,
  levelMax,
  linesMax,
  lineTypes,
  normal,
  richText,
  spansMax,
} from './rich-text.ts';

const spanLengthMax = 20_000;
const on = z.literal(true).optional();

const span = z.strictObject({
  text: z
    .string()
    .min(1, 'Leave out what says nothing.')
    .max(spanLengthMax, `Write at most ${spanLengthMax} characters.`)
    .regex(/^[^\r\n]*$/, 'Write each line as a line of its own.'),
  bold: on,
  italic: on,
  strike: on,
  code: on,
  href: z
    .string()
    .max(hrefLengthMax, `An address has at most ${hrefLengthMax} characters.`)
    .refine(isSafeHref, 'Link to an address with http, https, mailto or tel, without a name before the host.')
    .optional(),
});

const line = z.strictObject({
  type: z.enum(lineTypes),
  /** Of `bullet` and `number`: how far in. */
  level: z.int().min(1).max(levelMax).optional(),
  spans: z.array(span).max(spansMax, `A line has at most ${spansMax} spans.`),
});

/** Lines, the first one first. */
export const rich = z.array(line).min(1).max(linesMax, `Write at most ${linesMax} lines.`);

/** Refuses formatting that says something else than the text beside it, or too much. */
export function refuseOther(
  { text = '', rich: lines }: { text?: string | undefined; rich?: z.output<typeof rich> | undefined },
  context: z.RefinementCtx,
): void {
  if (!lines) return;
  const refuse = (path: 'text' | 'rich', message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  const made = richText(normal(lines));
  if (made.length > spanLengthMax)
    refuse('rich', `Write at most ${spanLengthMax} characters, the addresses of links among them.`);
  else if (text !== '' && text !== made)
    refuse('text', 'Leave `text` out beside `rich`: it is made from it.');
}
