/** A row of a file as it was read, whatever the file's format. */

export type Cell = string | number | boolean | null;

/** Why a row can't be taken: a code that each language has words for, and what they name. */
export type Reason = { code: ReasonCode; field?: string; column?: string; value?: string };

export const reasons = {
  ragged: 'The row has {value} cells, which does not fit the header.',
  unreadable: 'From here on the file can’t be read: {value}',
  'not-json': 'The line is not a JSON object.',
  'too-long': '“{column}” has {value} characters, more than fit.',
  missing: '“{column}” is empty, and {field} is needed.',
  'not-email': '“{value}” in “{column}” is no mail address.',
  'not-phone': '“{value}” in “{column}” is no phone number.',
  'no-country':
    '“{value}” in “{column}” has no country code. Choose the country of such numbers, or write +55 11 96123-4567.',
  'not-time': '“{value}” in “{column}” is no time. Write it as 2026-01-31 or 2026-01-31 14:30.',
  'unclear-date':
    '“{value}” in “{column}” may mean two days. Say whether the column has the day or the month first, or write 2026-01-31.',
  'other-order': '“{value}” in “{column}” does not have day and month in the order that was chosen.',
  'future-time': '“{value}” in “{column}” lies in the future.',
  'not-number': '“{value}” in “{column}” is no number.',
  'not-money': '“{value}” in “{column}” is no amount of money.',
  'not-currency': '“{value}” in “{column}” is no currency such as EUR.',
  'not-language': '“{value}” in “{column}” is no language such as pt-BR.',
  'not-choice': '“{value}” in “{column}” is none of the values that {field} may have.',
  'not-json-object': '“{column}” holds no JSON object.',
  'not-lines': '“{column}” holds no JSON list of what was bought.',
  'no-identity': 'The row names nobody: it needs a user id, a mail address or a phone number.',
  'no-company': 'The row names no company: it needs an id, a domain or a name.',
  suppressed: 'This person was erased: what is told of them is not taken any more.',
  restricted: 'This person asked to be left alone: nothing is taken until that is lifted.',
  'unknown-order': 'There is no order “{value}”.',
  refused: '{value}',
} as const;
export type ReasonCode = keyof typeof reasons;

/** The reason in English, for the file of errors and the command line. */
export function sentenceOf(reason: Reason): string {
  return reasons[reason.code].replaceAll(/\{(\w+)\}/g, (_, name: 'field' | 'column' | 'value') =>
    String(reason[name] ?? ''),
  );
}

/** `number` is the row's place in the file, the header being 1; `cells` stand in the order of the file's columns. */
export type Row = { number: number; cells: readonly Cell[]; reason?: Reason };

/** A cell as text; empty for an absent one. */
export function textOf(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}
