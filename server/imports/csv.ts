/** CSV as people have it: four delimiters, any line ends, quotes where they belong and where they do not. */
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { type Encoding, textOfFile } from './encoding.ts';
import type { Row } from './row.ts';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** A row of a thousand long cells, or a few of 1 MB. More is an opening quote that nothing closes. */
const rowCharactersMax = 16 * 1024 * 1024;
const guessRecordsMax = 50;

const options = (delimiter: Delimiter) => ({
  delimiter,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: rowCharactersMax,
});

/** The delimiter that divides most rows of the beginning into equally many cells; of several the one that makes most. */
export function guessDelimiter(head: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const records = recordsOf(head, delimiter);
    const widths = new Map<number, number>();
    for (const { length } of records) widths.set(length, (widths.get(length) ?? 0) + 1);
    const [width = 1, count = 0] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    const score = width < 2 ? 0 : (count / records.length) * 1_000 + Math.min(width, 900);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** The whole records of a beginning: the last one may be cut off. */
function recordsOf(head: string, delimiter: Delimiter): string[][] {
  for (const text of [head, head.slice(0, Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r')))]) {
    try {
      return parseAtOnce(text, { ...options(delimiter), to: guessRecordsMax }) as string[][];
    } catch {
      // A quote that was open where it was cut: tried without the last line.
    }
  }
  return [];
}

/** The rows below the header; a blank line is none, and counts. */
export async function* readCsv(
  path: string,
  format: { delimiter: Delimiter; encoding: Encoding },
  width?: number,
): AsyncGenerator<Row> {
  const parser = parse({ ...options(format.delimiter), max_record_size: rowCharactersMax });
  const source = Readable.from(textOfFile(path, format.encoding), { objectMode: false });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      if (cells.length === 1 && cells[0] === '' && number > 1) continue;
      if (width === undefined || cells.length === width || number === 1) yield { number, cells };
      else yield { number, cells, reason: { code: 'ragged', value: String(cells.length) } };
    }
  } catch (error) {
    if (!isBrokenCsv(error)) throw error;
    yield { number: number + 1, cells: [], reason: { code: 'unreadable', value: error.message } };
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function isBrokenCsv(error: unknown): error is Error {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith('CSV_');
}
