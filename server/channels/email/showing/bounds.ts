/** How much of a page is read at all, so that the time it takes grows with its length and no faster. */
import { Parser } from 'htmlparser2';

export const pageCharsMax = 2 * 1_024 * 1_024;
const tagsMax = 100_000;
/** Of tags that stay open. The parser looks through all of them at each end; those that are shown are far fewer. */
const depthMax = 2_000;
const pieceChars = 16_384;

/** Its beginning, as far as it keeps the bounds. */
export function bounded(html: string): string {
  const text = html.slice(0, pageCharsMax);
  let depth = 0;
  let tags = 0;
  let end: number | undefined;
  const parser = new Parser({
    onopentagname: () => {
      depth += 1;
      tags += 1;
      if (depth > depthMax || tags > tagsMax) end ??= parser.startIndex;
    },
    onclosetag: () => {
      depth -= 1;
    },
  });
  for (let at = 0; at < text.length; at += pieceChars) {
    parser.write(text.slice(at, at + pieceChars));
    if (end !== undefined) return text.slice(0, end);
  }
  return text;
}
