/**
 * Which parts are the text, which the HTML, and which are files: the algorithm of RFC 8621, section 4.1.4, so that a
 * mail shows here what it shows elsewhere.
 */
import type { MimePart } from './mime-parts.ts';

export type BodyStructure = { text: MimePart[]; html: MimePart[]; files: MimePart[] };

type Lists = { text: MimePart[] | null; html: MimePart[] | null; files: Set<MimePart> };

const isMultipart = (part: MimePart) => part.type.startsWith('multipart/') && part.children.length > 0;
const isMedia = (part: MimePart) => /^(?:image|audio|video)\//.test(part.type);
/** What claims to have parts and has none is shown as the text that it is. */
const isPlain = (part: MimePart) => part.type === 'text/plain' || part.type.startsWith('multipart/');
const isHtml = (part: MimePart) => part.type === 'text/html';

/** The lists, each in the order of the mail. Pictures within the text are among the files. */
export function structureOf(root: MimePart): BodyStructure {
  const text: MimePart[] = [];
  const html: MimePart[] = [];
  const files = new Set<MimePart>();
  sort([root], 'mixed', false, { text, html, files });
  for (const part of [...text, ...html]) if (!isPlain(part) && !isHtml(part)) files.add(part);
  return { text, html, files: leavesOf(root).filter((part) => files.has(part)) };
}

/** In the order of the mail. */
function leavesOf(part: MimePart): MimePart[] {
  return part.children.length > 0 ? part.children.flatMap(leavesOf) : [part];
}

function sort(parts: MimePart[], kind: string, inAlternative: boolean, given: Lists): void {
  const lists = { ...given };
  const textLength = lists.text?.length ?? -1;
  const htmlLength = lists.html?.length ?? -1;
  for (const [index, part] of parts.entries()) {
    if (isMultipart(part)) {
      const sub = part.type.slice('multipart/'.length);
      sort(part.children, sub, inAlternative || sub === 'alternative', lists);
    } else if (!isInline(part, kind, index)) {
      lists.files.add(part);
    } else if (kind === 'alternative') {
      if (isPlain(part)) lists.text?.push(part);
      else if (isHtml(part)) lists.html?.push(part);
      else lists.files.add(part);
    } else {
      if (inAlternative && isPlain(part)) lists.html = null;
      if (inAlternative && isHtml(part)) lists.text = null;
      lists.text?.push(part);
      lists.html?.push(part);
      if ((!lists.text || !lists.html) && isMedia(part)) lists.files.add(part);
    }
  }
  if (kind !== 'alternative' || !lists.text || !lists.html) return;
  const addedText = lists.text.slice(textLength);
  const addedHtml = lists.html.slice(htmlLength);
  if (addedText.length === 0) lists.text.push(...addedHtml);
  if (addedHtml.length === 0) lists.html.push(...addedText);
}

function isInline(part: MimePart, kind: string, index: number): boolean {
  if (part.disposition === 'attachment' || !(isPlain(part) || isHtml(part) || isMedia(part))) return false;
  return index === 0 || (kind !== 'related' && (isMedia(part) || part.name === ''));
}
