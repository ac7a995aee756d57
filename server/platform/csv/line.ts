/** Lines of CSV. */
import { withoutFormula } from './formula.ts';

/** Cells as a line, in quotes where they need them. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const safe = withoutFormula(text);
  return /[",\r\n;\t|]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
