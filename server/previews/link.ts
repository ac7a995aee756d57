/** The first web link in a text, as whoever reads it is shown it. */
const candidate = /https?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uffef]+/i;
/** Characters that turn writing direction around, are not seen at all, or mean something else to others. */
const hidden = /[\p{Cc}\p{Cf}\\]/u;
const trailing = /[.,;:!?*_)\]}…»”’]+$/;
const lengthMax = 2_000;

/** Undefined where there is none that is fetched: addresses with a name or a password are a trick. */
export function firstLink(text: string): URL | undefined {
  const [found] = candidate.exec(text) ?? [];
  if (found === undefined || found.length > lengthMax || hidden.test(found)) return undefined;
  const url = URL.parse(withoutTrailing(found));
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  // What stands behind it is the browser's business alone.
  url.hash = '';
  return url;
}

/** Without the punctuation of the sentence; a closing bracket stays when it was opened inside. */
function withoutTrailing(found: string): string {
  const end = trailing.exec(found)?.[0] ?? '';
  const bare = found.slice(0, found.length - end.length);
  return end.startsWith(')') && bare.split('(').length > bare.split(')').length ? `${bare})` : bare;
}
