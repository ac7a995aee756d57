/** Takes credentials out of a finished log line, wherever in it they stand. */

const hidden = '[hidden]';
const secretNames =
  'authorization|cookie|password|passphrase|token|secret|signature|credential|api-?_?key|write-?_?key|private-?_?key';

/** A field whose name holds one of the names above, with a text, a list of texts or a number as its value. */
const secretField = new RegExp(
  `("[^"\\\\]*(?:${secretNames})[^"\\\\]*":)("(?:[^"\\\\]|\\\\.)*"|\\[(?:"(?:[^"\\\\]|\\\\.)*"|,)*\\]|[\\d.]+)`,
  'gi',
);
/** A parameter of a query string or form, also one that stands inside a text. */
const secretParameter = new RegExp(
  `([?&][\\w.-]*(?:${secretNames}|key|code|state)[\\w.-]*=)[^&\\s"'\\\\#]+`,
  'gi',
);
const scheme = /\b(Bearer|Basic) +[\w.~+/=-]+/gi;
const jsonWebToken = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
/** Keys and visitors' tokens of ours, wherever they stand. */
const ownKey = /\b([rwsv][kt]_)[\w-]{40,}/g;
const urlPassword = /(:\/\/[^\s:/@"]*:)[^\s/@"]+@/g;

/** The line with each credential replaced. */
export function redact(line: string): string {
  return line
    .replaceAll(secretField, `$1"${hidden}"`)
    .replaceAll(secretParameter, `$1${hidden}`)
    .replaceAll(scheme, `$1 ${hidden}`)
    .replaceAll(jsonWebToken, hidden)
    .replaceAll(ownKey, `$1${hidden}`)
    .replaceAll(urlPassword, `$1${hidden}@`);
}
