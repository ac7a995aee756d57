/** As much of SQL's grammar as the laws need: words without comments and literals, and whole statements. */

export type Word = { text: string; quoted: boolean; at: number };

const lexeme =
  /--[^\n]*|\/\*[\s\S]*?\*\/|[eE]?'(?:[^']|'')*'|\$([A-Za-z_]\w*|)\$[\s\S]*?\$\1\$|"(?:[^"]|"")*"|[A-Za-z_][\w$]*|\$\d+[\w$]*|\S/g;

/** Identifiers, keywords and signs; unquoted ones in lower case, as PostgreSQL reads them. */
export function words(sql: string): Word[] {
  const found: Word[] = [];
  for (const match of sql.matchAll(lexeme)) {
    const text = match[0];
    if (/^(--|\/\*|[eE]?'|\$[A-Za-z_$])/.test(text)) continue;
    const quoted = text.startsWith('"') && text.length > 1;
    found.push({ text: quoted ? text.slice(1, -1) : text.toLowerCase(), quoted, at: match.index });
  }
  return found;
}

/** Cuts a script at the semicolons that end statements. `line` is where the statement's first word is. */
export function statements(script: string): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  let start = 0;
  const cut = (end: number) => {
    const first = words(script.slice(start, end))[0];
    if (first === undefined) return;
    found.push({
      text: script.slice(start + first.at, end),
      line: script.slice(0, start + first.at).split('\n').length,
    });
  };
  for (const match of script.matchAll(lexeme)) {
    if (match[0] !== ';') continue;
    cut(match.index);
    start = match.index + 1;
  }
  cut(script.length);
  return found;
}

const shapes = [
  /\bselect\b[\s\S]*\bfrom\b/i,
  /\b(insert|merge)\s+into\b/i,
  /\bupdate\s+\S+\s+(\S+\s+){0,3}set\b/i,
  /\bdelete\s+from\b/i,
  /\bcopy\b[\s\S]*\b(from\s+stdin|to\s+stdout)\b/i,
  /\b(lock|truncate|alter|create|drop)\s+table\b|\btruncate\s+\w+\s*$/i,
  /\bfrom\s+\S+[\s\S]*\bwhere\b/i,
  /\bjoin\s+\S+[\s\S]*\bon\b/i,
];

/** Whether a plain string reads as SQL rather than as a sentence. */
export function looksLikeSql(text: string): boolean {
  return shapes.some((shape) => shape.test(text));
}

/** Tables and functions of ours that a text names, as `name` or `schema.name`. Columns don't count. */
export function namesIn(sql: string, known: ReadonlySet<string>): { name: string; at: number }[] {
  const list = words(sql);
  return list.flatMap((word, index) => {
    const previous = list[index - 1];
    if (previous?.text === 'as') return [];
    const schema = previous?.text === '.' ? list[index - 2]?.text : undefined;
    const name = schema === undefined || schema === 'public' ? word.text : `${schema}.${word.text}`;
    return known.has(name) ? [{ name, at: word.at }] : [];
  });
}
