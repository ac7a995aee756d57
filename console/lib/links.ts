/**
 * Links in a text that somebody else wrote. Only http, https, mailto and tel become links; what is shown is where the
 * link goes, so a host in look-alike letters appears as punycode, and anything that hides its target stays plain text.
 */

/** A piece of a text: plain, or a link with the words to show for it. */
export type Piece = { text: string; href?: string };

/** Beyond these the rest of a text is plain. */
const linksMax = 200;
const hrefLengthMax = 2_000;

const candidate = /(?:https?:\/\/|mailto:|tel:)[^\s<>"'`\u3000-\u303f\uff00-\uffef]+/gi;
/** Characters that turn writing direction around or are not seen at all. */
const hidden = /[\p{Cc}\p{Cf}]/u;
const trailing = /[.,;:!?*_)\]}…»”’]$/;
const closing: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** Cuts a text into plain pieces and links; joined, the plain text is unchanged. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  let links = 0;
  for (const match of text.matchAll(candidate)) {
    if (links === linksMax) break;
    if (match[0].length > hrefLengthMax) continue;
    const typed = withoutTrailing(match[0]);
    const link = linkOf(typed);
    if (!link) continue;
    links += 1;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push(link);
    end = match.index + typed.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** A safe link to an address, or undefined when it is not one that we link to. */
export function linkOf(typed: string): Required<Piece> | undefined {
  if (hidden.test(typed)) return undefined;
  const url = URL.parse(typed);
  if (!url) return undefined;
  switch (url.protocol) {
    case 'http:':
    case 'https:':
      return webLink(url, typed);
    case 'mailto:':
      return /^mailto:[^\s@]+@[^\s@]+$/i.test(typed) ? { text: typed, href: url.href } : undefined;
    case 'tel:':
      return /^tel:\+?[\d().\s-]{3,}$/i.test(typed) ? { text: typed, href: url.href } : undefined;
    default:
      return undefined;
  }
}

/** The host as it is asked for, the rest as it was typed. A name before the host (`bank.example@…`) is a trick. */
function webLink(url: URL, typed: string): Required<Piece> | undefined {
  if (url.username !== '' || url.password !== '' || !/^https?:\/\/[^/\\]/i.test(typed)) return undefined;
  const rest = typed.replace(/^https?:\/\/[^/\\?#]*/i, '');
  return { text: `${url.protocol}//${url.host}${rest}`, href: url.href };
}

/** Without the punctuation of the sentence around it; a bracket stays when it was opened inside. */
function withoutTrailing(typed: string): string {
  let link = typed;
  while (trailing.test(link)) {
    const last = link.at(-1) ?? '';
    const opening = closing[last];
    if (opening && count(link, opening) >= count(link, last)) break;
    link = link.slice(0, -1);
  }
  return link;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
