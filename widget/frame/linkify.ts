/** Finds the links in a text that a stranger may have written. Pure; what it gives is drawn as text nodes and plain links. */
export type Part = { text: string; href?: string /** Where in the text it begins. */; at: number };

/** Known schemes only. Stops at spaces, quotes, brackets, CJK punctuation, and signs that turn the reading direction. */
const link =
  /(?:https?:\/\/|mailto:|tel:)[^\s<>"'`{}|\\^，。；：！？、（）《》“”‘’\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gi;
/** What ends a sentence rather than an address. */
const sentenceEnds = '.,;:!?)]*_~';

/** The text in parts; those with `href` are links. Nothing is lost: the parts' texts, or what they stand for, are the text. */
export function linkify(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(link)) {
    const found = withoutSentenceEnd(match[0]);
    const part = partOf(found);
    if (!part) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), at: end });
    parts.push({ ...part, at: match.index });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), at: end });
  return parts;
}

function withoutSentenceEnd(found: string): string {
  let length = found.length;
  while (length > 0 && sentenceEnds.includes(found.charAt(length - 1))) length -= 1;
  return found.slice(0, length);
}

/** The link as it is shown: a host in other letters appears as the punycode that it is, so that none poses as another. */
function partOf(found: string): Omit<Part, 'at'> | undefined {
  if (!URL.canParse(found)) return undefined;
  const url = new URL(found);
  // `https://bank.example@evil.example` shows one host and opens another.
  if (url.username !== '' || url.password !== '') return undefined;
  if (!/^https?:$/.test(url.protocol)) return { text: found, href: url.href };
  const hostTyped = found.replace(/^[^/]*\/\//, '').split(/[/?#]/, 1)[0] ?? '';
  return { text: found.replace(hostTyped, () => url.host || hostTyped), href: url.href };
}
