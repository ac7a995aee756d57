/** JSON Lines: an object a line. */
import { type Encoding, textOfFile } from './encoding.ts';
import type { Cell, Row } from './row.ts';

/** A line longer than this is no row. */
const lineCharactersMax = 16 * 1024 * 1024;

/** The lines' objects as rows with these columns; each line counts. */
export async function* readJsonLines(
  path: string,
  encoding: Encoding,
  columns: readonly string[],
): AsyncGenerator<Row> {
  for await (const { number, line } of linesOf(path, encoding)) {
    if (line === undefined) {
      yield { number, cells: [], reason: { code: 'unreadable', value: 'a line is too long.' } };
      return;
    }
    if (line.trim() === '') continue;
    const parsed = objectOf(line);
    yield parsed === undefined
      ? { number, cells: [line], reason: { code: 'not-json' } }
      : { number, cells: columns.map((name) => (Object.hasOwn(parsed, name) ? cellOf(parsed[name]) : null)) };
  }
}

/** The names that the first objects have, in the order in which they come. */
export async function columnsOfJsonLines(
  path: string,
  encoding: Encoding,
  limits: { linesMax: number; columnsMax: number },
): Promise<string[]> {
  const names = new Set<string>();
  for await (const { number, line } of linesOf(path, encoding)) {
    if (number > limits.linesMax || line === undefined) break;
    for (const name of Object.keys(objectOf(line) ?? {})) {
      if (names.size < limits.columnsMax) names.add(name);
    }
  }
  return [...names];
}

async function* linesOf(
  path: string,
  encoding: Encoding,
): AsyncGenerator<{ number: number; line: string | undefined }> {
  let number = 0;
  let rest = '';
  for await (const text of textOfFile(path, encoding)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield { number: ++number, line };
    if (rest.length > lineCharactersMax) return yield { number: ++number, line: undefined };
  }
  if (rest !== '') yield { number: ++number, line: rest };
}

function objectOf(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Numbers and yes or no stay what they are; what has parts is its JSON. */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : (value as Cell);
}
