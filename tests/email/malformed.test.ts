/** Malformed mail of the shared data, against how another reader understands it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readRaw } from '../../server/channels/email/testing.ts';

const data = process.env.TEST_DATA_DIR;
const stalwart = path.join(data ?? '', 'mail/stalwart/resources/eml');
const python = path.join(data ?? '', 'mail/python');
if (!existsSync(stalwart)) console.log('skipped: mail/stalwart is not there');

/** Where we read something else, and why. */
const seen = 'what a broken structure leaves over is shown, not hidden as a file without a name';
const utf7 = 'UTF-7 is not decoded, as in browsers: its text is shown as it came, and the journal says so';
const latin = 'bytes that no charset explains are read as Windows-1252, not as unknown characters';
const differences: Readonly<Record<string, { in: string[]; because: string }>> = {
  'legacy/001': { in: ['to', 'subject', 'text'], because: utf7 },
  'legacy/005': { in: ['to', 'subject', 'text'], because: utf7 },
  'legacy/034': { in: ['text'], because: utf7 },
  'legacy/010': { in: ['to', 'subject'], because: latin },
  'legacy/017': { in: ['to'], because: latin },
  'legacy/020': { in: ['to', 'subject'], because: latin },
  'legacy/022': { in: ['to', 'subject'], because: latin },
  'legacy/027': { in: ['to', 'subject'], because: latin },
  'legacy/052': { in: ['to', 'subject', 'text'], because: latin },
  'malformed/001': { in: ['text', 'files'], because: seen },
  'malformed/002': { in: ['text', 'files'], because: seen },
  'malformed/003': { in: ['text', 'files'], because: seen },
  'malformed/004': { in: ['text', 'files'], because: seen },
  'malformed/006': { in: ['text', 'files'], because: seen },
  'malformed/007': { in: ['text', 'files'], because: seen },
  'malformed/008': { in: ['text', 'files'], because: seen },
  'malformed/009': { in: ['text', 'files'], because: seen },
  'malformed/011': { in: ['text', 'files'], because: seen },
  'malformed/012': {
    in: ['files'],
    because: 'a mail behind an inner boundary that is not closed is a file too',
  },
  'malformed/016': { in: ['text', 'files'], because: seen },
  'malformed/019': { in: ['text'], because: seen },
  'malformed/020': {
    in: ['text'],
    because: 'of two Content-Type the first counts: its HTML is read, where the other shows the source of it',
  },
  'malformed/021': { in: ['text'], because: 'the same, with other letters' },
  'thirdparty/002': { in: ['text', 'files'], because: 'a text whose bytes are no UTF-8 is a text still' },
  'thirdparty/005': { in: ['text'], because: 'what stands where base64 should is shown whole' },
  'thirdparty/007': { in: ['from'], because: 'what has no domain is no address: its name is shown' },
  'thirdparty/015': {
    in: ['files'],
    because: 'an inner mail that is not closed does not swallow the next two files',
  },
};

const Header = z.object({ name: z.unknown(), value: z.unknown() });
const Address = z.object({ name: z.string().nullable(), address: z.string().nullable() });
const Addresses = z.union([
  z.object({ Address: z.object({ List: z.array(Address) }) }).transform(({ Address: { List } }) => List),
  z
    .object({ Address: z.object({ Group: z.array(z.object({ addresses: z.array(Address) })) }) })
    .transform(({ Address: { Group } }) => Group.flatMap(({ addresses }) => addresses)),
  z.unknown().transform(() => []),
]);
const Body = z
  .object({
    Text: z.string(),
    Html: z.string(),
    Binary: z.array(z.number()),
    InlineBinary: z.array(z.number()),
  })
  .partial();
const Expected = z.object({
  text_body: z.array(z.number()),
  html_body: z.array(z.number()),
  attachments: z.array(z.number()),
  parts: z.array(z.object({ headers: z.array(Header), body: Body })),
});
type Expected = z.infer<typeof Expected>;

const squeezed = (text: string) => text.replace(/[\s\0]+/g, ' ').trim();

async function differing(raw: Buffer, expected: Expected): Promise<string[]> {
  const mail = await readRaw(raw);
  const values = (name: string) =>
    (expected.parts[0]?.headers ?? []).filter((header) => header.name === name).map(({ value }) => value);
  const bodies = (numbers: number[]) => numbers.flatMap((number) => expected.parts[number]?.body ?? []);
  const people = (name: 'from' | 'to' | 'cc') => {
    const others = values(name).flatMap((value) => Addresses.parse(value));
    const theirs = others.map((one) => [one.name ?? '', (one.address ?? '').toLowerCase()]);
    return JSON.stringify(theirs) === JSON.stringify(mail[name].map((one) => [one.name, one.address]));
  };
  const subject = z.object({ Text: z.string() }).safeParse(values('subject')[0]);
  const texts = bodies(expected.text_body);
  const isText = texts.every(({ Html }) => Html === undefined);
  const text = squeezed(texts.map(({ Text = '' }) => Text).join('\n'));
  const sizes = mail.files.map(({ bytes }) => bytes.length);
  const files = bodies(expected.attachments);
  const binary = files.flatMap(({ Binary, InlineBinary }) => (Binary ?? InlineBinary)?.length ?? []);
  const agrees = {
    from: people('from'),
    to: people('to'),
    cc: people('cc'),
    subject: squeezed(subject.data?.Text ?? '') === mail.subject,
    text: !isText || text === squeezed(mail.text),
    html: bodies(expected.html_body).every(({ Html }) =>
      squeezed(mail.html ?? '').includes(squeezed(Html ?? '')),
    ),
    files: files.length === sizes.length && binary.every((size) => sizes.includes(size)),
  };
  return Object.entries(agrees).flatMap(([name, isSame]) => (isSame ? [] : [name]));
}

const folders = existsSync(stalwart) ? ['rfc', 'legacy', 'malformed', 'thirdparty'] : [];
const mails = folders.flatMap((folder) =>
  readdirSync(path.join(stalwart, folder))
    .filter((name) => name.endsWith('.eml'))
    .map((name) => `${folder}/${name.slice(0, -'.eml'.length)}`),
);

describe.runIf(mails.length > 0)('107 malformed mails (TEST_DATA_DIR)', () => {
  test('all are there', () => expect(mails).toHaveLength(107));

  test.each(mails)('%s is read as elsewhere, or the reason is known', async (name) => {
    const raw = readFileSync(path.join(stalwart, `${name}.eml`));
    const ending = raw.includes('\r\n') ? 'crlf.json' : 'json';
    const expected = Expected.parse(
      JSON.parse(readFileSync(path.join(stalwart, `${name}.${ending}`), 'utf8')),
    );
    expect(await differing(raw, expected)).toEqual(differences[name]?.in ?? []);
  });
});

const others = existsSync(python) ? readdirSync(python).filter((name) => name.endsWith('.txt')) : [];

describe.runIf(others.length > 0)('the mails of another library (TEST_DATA_DIR)', () => {
  test.each(others)('%s is read, and no word of its text is lost', async (name) => {
    const raw = readFileSync(path.join(python, name));
    const mail = await readRaw(raw);
    const text = raw.toString('latin1');
    const shown = [mail.text, mail.html, ...mail.files.map(({ bytes }) => bytes.toString('latin1'))].join(
      ' ',
    );
    const isMultipart =
      /^content-type:\s*multipart/im.test(text) || /^content-transfer-encoding/im.test(text);
    const body = text.slice(text.search(/\r?\n\r?\n/)).trim();
    if (!isMultipart && body !== '') expect(squeezed(shown)).toContain(squeezed(body).slice(0, 100));
    else expect(mail.text !== '' || mail.files.length > 0 || text.length < 1_000).toBe(true);
  });
});
