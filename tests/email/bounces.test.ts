/** Real reports of failed delivery, of many mail servers: each is known as one, and whom it names is found. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { automaticOf, bounceOf } from '../../server/channels/email/testing.ts';

const data = process.env.TEST_DATA_DIR;
const folder = path.join(data ?? '', 'mail/flufl-bounce');
const labels = z.array(z.object({ detector: z.string(), file: z.string(), expected: z.array(z.string()) }));

/** Labels that differ from what we find, and why. */
const differing: Record<string, string> = {
  'simple_03.txt': 'the label joins the addresses of seven files',
  'dsn_05.txt': 'the label joins the addresses of five files',
  'dsn_17.txt': 'the label joins the addresses of two files',
  'groupwise_02.txt': 'labelled twice: with its address, which we find, and with none',
  'yale_01.txt': 'it names a user without a domain, and the label tries two of one university',
};

/** The files whose addresses a label joins. */
const joinedFiles: Record<string, string[]> = {
  'simple_03.txt': ['simple_21', 'simple_22', 'simple_28', 'simple_35', 'simple_40', 'groupwise_01'],
  'dsn_05.txt': ['dsn_06', 'dsn_07', 'dsn_08', 'dsn_09'],
  'dsn_17.txt': ['dsn_18'],
};

/** Two are no reports: a booking with a long history, and an acknowledgement. */
const ordinary: Record<string, string | null> = { 'groupwise_03.txt': null, 'qmail_08.txt': 'auto-reply' };

const sorted = (addresses: string[]) => [...new Set(addresses.map((one) => one.toLowerCase()))].sort();

function headersIn(raw: string): (name: string) => string[] {
  const lines = (raw.split(/\r?\n\r?\n/)[0] ?? '').replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return (name) =>
    lines
      .filter((line) => line.toLowerCase().startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).trim());
}

describe.skipIf(!data)('the bounces of flufl.bounce (TEST_DATA_DIR)', () => {
  const files = data ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];
  const failedIn = (file: string) => bounceOf(readFileSync(path.join(folder, file)))?.failed ?? [];
  const addressesIn = (file: string) => failedIn(file).map((one) => one.address);

  test('are known as reports', () => {
    expect(files).toHaveLength(115);
    const others = files.filter((file) => !bounceOf(readFileSync(path.join(folder, file))));
    const answers = others.map((file) => [
      file,
      automaticOf(headersIn(readFileSync(path.join(folder, file), 'latin1'))),
    ]);
    expect(Object.fromEntries(answers)).toEqual(ordinary);
  });

  test('name whom they did not reach', () => {
    const labelled = labels.parse(JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')));
    expect(labelled).toHaveLength(103);
    const different = labelled.filter(
      ({ file, expected }) => sorted(addressesIn(file)).join() !== sorted(expected).join(),
    );
    expect(different.map(({ file }) => file).sort()).toEqual(Object.keys(differing).sort());
    for (const [file, others] of Object.entries(joinedFiles)) {
      const all = [file, ...others.map((name) => `${name}.txt`)].flatMap(addressesIn);
      expect(sorted(all)).toEqual(sorted(labelled.find((label) => label.file === file)?.expected ?? []));
    }
  });

  test('tell a delay from a failure', () => {
    const delayed = files.filter((file) => failedIn(file).some((one) => !one.permanent));
    expect(delayed.map((file) => file.replace('.txt', ''))).toEqual(
      ['dsn_05', 'dsn_06', 'dsn_07', 'dsn_08', 'dsn_17'].concat([
        'simple_03',
        'simple_21',
        'simple_22',
        'simple_28',
        'simple_35',
        'simple_40',
      ]),
    );
  });
});
