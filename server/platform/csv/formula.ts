/**
 * Text that a program for tables would take for a formula: in files of ours it has an apostrophe before it, which is taken
 * away again when such a file comes back. Numbers and phone numbers are none.
 */

const formulaPattern = /^'*[\s\ufeff]*[=+\-@\t\r＝＋－＠]/;
const numberPattern = /^[+-]?[\d\s().\-/]*\d[\d\s().\-/]*$/;

/** The text with an apostrophe before it, where it needs one. */
export function withoutFormula(text: string): string {
  return formulaPattern.test(text) && !numberPattern.test(text) ? `'${text}` : text;
}

/** The text as it was before `withoutFormula`. */
export function withFormula(text: string): string {
  return text.startsWith("'") && withoutFormula(text.slice(1)) === text ? text.slice(1) : text;
}
