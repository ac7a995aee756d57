/** Text of strangers without what nobody can see: control characters, and half characters that no database takes. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** Marks that turn the direction of what stands behind them: `gpj.exe` would show as `exe.jpg`. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g;

/** In lines that end with `\n`. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(controls, '')
    .toWellFormed();
}

/** In one line, for names and subjects. */
export function cleanLine(text: string, charsMax: number): string {
  const line = text
    .replace(/[\s\u0085]+/g, ' ')
    .replace(controls, '')
    .replace(turns, '')
    .trim();
  return (line.length > charsMax ? line.slice(0, charsMax) : line).toWellFormed();
}
