/** Files as people have them: what is read of them is what they say. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, describe, expect, test } from 'vitest';
import { inspectFile, readRows, textOf } from '../../server/imports/testing.ts';

const data = process.env.TEST_DATA_DIR;
const folder = mkdtempSync(join(tmpdir(), 'reading-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
async function read(content: string | Uint8Array, name = 'file.csv') {
  const path = join(folder, `${++count}-${name}`);
  writeFileSync(path, content);
  const { format, columns } = await inspectFile(path, name);
  const rows: { number: number; cells: string[]; code?: string }[] = [];
  for await (const { number, cells, reason } of readRows(path, format, columns)) {
    rows.push({ number, cells: cells.map(textOf), ...(reason ? { code: reason.code } : {}) });
  }
  return { format, columns, rows };
}

const objects = ({ columns, rows }: Awaited<ReturnType<typeof read>>) =>
  rows.map(({ cells }) => Object.fromEntries(columns.map((name, at) => [name, cells[at]])));

describe.skipIf(!data)('the csv-spectrum files (TEST_DATA_DIR)', () => {
  const set = join(data ?? '', 'hostile/csv-spectrum');
  const names = data ? readdirSync(join(set, 'csvs')).map((name) => name.replace('.csv', '')) : [];
  test.each(names)('%s', async (name) => {
    const expected = JSON.parse(readFileSync(join(set, 'json', `${name}.json`), 'utf8'));
    const found = objects(await read(readFileSync(join(set, 'csvs', `${name}.csv`))));
    if (Array.isArray(expected)) return expect(found).toEqual(expected);
    // One expectation is a single object, and of an older phone number.
    expect(found).toEqual([{ ...expected, 'Contact Phone Number': '2095257564' }]);
  });
});

describe('encodings', () => {
  const text = 'nome;cidade\nJoão;São Paulo\nZoë;Köln\n';
  const swapped = () => Buffer.from(text, 'utf16le').swap16();
  const cases: [string, Uint8Array][] = [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped()])],
    ['UTF-16 LE', Buffer.from(text, 'utf16le')],
    ['UTF-16 BE', swapped()],
    ['Windows-1252', Buffer.from(text, 'latin1')],
  ];
  test.each(cases)('%s', async (_, bytes) => {
    expect(objects(await read(bytes))).toEqual([
      { nome: 'João', cidade: 'São Paulo' },
      { nome: 'Zoë', cidade: 'Köln' },
    ]);
  });

  test('a letter that two pieces of the file share', async () => {
    const name = '李雷é'.repeat(60_000);
    const { rows } = await read(`name,x\n${name},1\n`);
    expect(rows[0]?.cells[0]).toBe(name);
  });
});

test.each([',', ';', '\t', '|'])(
  'the delimiter %j is guessed, whatever else the cells hold',
  async (delimiter) => {
    const others = [',', ';', '\t', '|'].filter((one) => one !== delimiter).join('');
    const lines = [
      ['id', 'text', 'n'],
      ['1', `"a${others}b"`, '2'],
      ['2', '"two\nlines"', '3'],
    ];
    const found = await read(lines.map((cells) => cells.join(delimiter)).join('\r\n'));
    expect(found.format).toMatchObject({ kind: 'csv', delimiter });
    expect(found.rows.map(({ cells }) => cells)).toEqual([
      ['1', `a${others}b`, '2'],
      ['2', 'two\nlines', '3'],
    ]);
  },
);

test('a lone carriage return ends a line', async () => {
  expect(objects(await read('a,b\r1,2\r3,4\r'))).toEqual([
    { a: '1', b: '2' },
    { a: '3', b: '4' },
  ]);
});

test('ragged rows are refused by their number, the others are read', async () => {
  const { rows } = await read('a,b\n1,2\n3\n\n4,5,6\n7,8\n');
  expect(rows.map(({ number, code }) => [number, code])).toEqual([
    [2, undefined],
    [3, 'ragged'],
    [5, 'ragged'],
    [6, undefined],
  ]);
});

test('columns of one name, or of none, are told apart', async () => {
  expect((await read('name,name,,name (2)\n1,2,3,4\n')).columns).toEqual([
    'name',
    'name (2)',
    'column 3',
    'name (2) (2)',
  ]);
});

test('a quote that nothing closes ends the reading with a reason', async () => {
  const { rows } = await read('a,b\n1,2\n3,"4\n5,6\n');
  expect(rows.map(({ code }) => code)).toEqual([undefined, 'unreadable']);
});

test('quotes where they do not belong are text', async () => {
  expect(objects(await read('a,b\n5" pipe,x\n'))).toEqual([{ a: '5" pipe', b: 'x' }]);
});

test('a cell of 1 MB is read', async () => {
  const long = 'x,"\n'.repeat(256 * 1024);
  const { rows } = await read(`a,b\n1,"${long.replaceAll('"', '""')}"\n`);
  expect(rows[0]?.cells[1]).toBe(long);
});

test('an empty file and a locked one are refused with what to do', async () => {
  await expect(read('')).rejects.toThrow('empty');
  await expect(read(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.xls')).rejects.toThrow('Save it as XLSX');
  await expect(read('PK\u0003\u0004 and no more', 'a.xlsx')).rejects.toThrow('broken');
});

test('JSON Lines keep what is no text, and say which line is none', async () => {
  const { columns, rows } = await read(
    '{"a":1,"b":{"c":[2]}}\n\nnonsense\n{"b":"x","__proto__":{"y":1}}\n',
    'a.jsonl',
  );
  expect(columns).toEqual(['a', 'b', '__proto__']);
  expect(rows).toEqual([
    { number: 1, cells: ['1', '{"c":[2]}', ''] },
    { number: 3, cells: ['nonsense'], code: 'not-json' },
    { number: 4, cells: ['', 'x', '{"y":1}'] },
  ]);
});

test('XLSX: the first sheet, with days, times, numbers and gaps', async () => {
  const rows = [
    ['id', 'when', 'moment', 'n', 'text'],
    [1, new Date('2026-01-31T00:00:00Z'), new Date('2026-01-31T14:30:00Z'), 1.5, 'a\nb'],
    [null, null, null, null, null],
    [2, null, null, -3, '=1+1'],
  ];
  const file = await writeXlsx({
    sheets: [
      { name: 'One', rows },
      { name: 'Two', rows: [['no']] },
    ],
  });
  const found = await read(file, 'a.xlsx');
  expect(found.columns).toEqual(['id', 'when', 'moment', 'n', 'text']);
  expect(found.rows.map(({ number, cells }) => [number, ...cells])).toEqual([
    [2, '1', '2026-01-31', '2026-01-31T14:30:00.000Z', '1.5', 'a\nb'],
    [4, '2', '', '', '-3', '=1+1'],
  ]);
});

test('any table of text comes back as it was written', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', '"', ',', ';', '\t', '|', '\n', '\r', '\r\n', "'", ' a ', '=1+1', '+49 30 1'),
  );
  const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',', ';', '\t', '|'), async (rows, delimiter) => {
      const quoted = [['one', 'two', 'three'], ...rows].map((cells) =>
        cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter),
      );
      const found = await read(quoted.join('\n'));
      expect(found.rows.map(({ cells }) => cells)).toEqual(
        rows.map((cells) => cells.map((text) => text.toWellFormed())),
      );
    }),
    { numRuns: 100 },
  );
});
