/** What a mail server found out about the sender (RFC 8601), read strictly: a header that is odd in any way tells nothing. */

export type AuthenticationResults = {
  /** Who says so, in lower case. */
  server: string;
  results: { method: string; result: string; properties: ReadonlyMap<string, string> }[];
};

const valueCharsMax = 20_000;
const resultsMax = 100;

/** Undefined where it does not follow the grammar: what it says may then be somebody else's words. */
export function parseAuthenticationResults(value: string): AuthenticationResults | undefined {
  if (value.length > valueCharsMax) return undefined;
  const sections = sectionsOf(value);
  const first = sections?.[0]?.[0];
  if (!sections || first === undefined || first.includes('=')) return undefined;
  const results = sections.slice(1).flatMap(([head = '', ...rest]) => {
    const match = /^([a-z0-9-]+)(?:\/\d+)?=([a-z]+)$/i.exec(head);
    if (!match) return [];
    const properties = new Map<string, string>();
    for (const token of rest) {
      const at = token.indexOf('=');
      const name = token.slice(0, at).toLowerCase();
      // The first one counts.
      if (at > 0 && !properties.has(name)) properties.set(name, token.slice(at + 1).toLowerCase());
    }
    return [{ method: (match[1] ?? '').toLowerCase(), result: (match[2] ?? '').toLowerCase(), properties }];
  });
  return { server: first.toLowerCase(), results: results.slice(0, resultsMax) };
}

/** Tokens, section by section: comments are none, and what is quoted ends no section. */
function sectionsOf(value: string): string[][] | undefined {
  const sections: string[][] = [[]];
  let token = '';
  let depth = 0;
  let isQuoted = false;
  const end = () => {
    if (token !== '') sections.at(-1)?.push(token);
    token = '';
  };
  for (let at = 0; at < value.length; at++) {
    const character = value[at] ?? '';
    if ((isQuoted || depth > 0) && character === '\\') {
      at++;
      if (depth === 0) token += value[at] ?? '';
    } else if (isQuoted) {
      if (character === '"') isQuoted = false;
      else token += character;
    } else if (character === '(') {
      if (depth === 0 && !token.endsWith('=')) end();
      depth++;
    } else if (character === ')') {
      if (depth === 0) return undefined;
      depth--;
    } else if (depth > 0) continue;
    else if (character === '"') isQuoted = true;
    else if (character === ';') {
      end();
      sections.push([]);
    } else if (/\s/.test(character)) {
      // White space may stand around the sign between a name and its value.
      if (!token.endsWith('=') && !/^\s*=/.test(value.slice(at, at + 20))) end();
    } else token += character;
  }
  end();
  return isQuoted || depth > 0 ? undefined : sections;
}
