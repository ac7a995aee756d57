/** Mails that were made to break what reads them: those of the shared probes, and those that the checklist names. */

export type HostileMail = {
  name: string;
  raw: () => Buffer /** What of it a person must find. */;
  shown?: RegExp;
};

const head = 'From: Ann <ann@example.org>\r\nTo: shop@example.com\r\nSubject: hello\r\n';
const mail = (text: string) => Buffer.from(head + text, 'latin1');
const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
const parts = (kind: string, all: string[]) =>
  mail(`Content-Type: multipart/${kind}; boundary=b\r\n\r\n${all.join('')}--b--\r\n`);
const base64 = (name: string, type: string, bytes: Buffer, lines = true) => {
  const encoded = bytes.toString('base64');
  const body = lines ? encoded.replace(/.{76}/g, '$&\r\n') : encoded;
  return `--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`;
};

function nested(depth: number): string {
  const opened = Array.from(
    { length: depth },
    (_, index) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}\r\n`,
  );
  return `${opened.join('')}Content-Type: text/plain\r\n\r\ndeep words\r\n`;
}

/** The probes of `hostile/mail-hostile.mjs` and `hostile/mailparser-dos.cjs`. */
export const probes: HostileMail[] = [
  {
    name: 'a From that is one encoded word',
    raw: () => Buffer.from('From: =?utf-8?b?YXR0YWNrZXJAZXZpbC5jb20=?=\r\n\r\ntest'),
    shown: /test/,
  },
  {
    name: 'an encoded word within an address',
    raw: () => Buffer.from('From: =?utf-8?q?=40attacker.com?=@microsoft.com\r\n\r\ntest'),
    shown: /test/,
  },
  {
    name: 'two From',
    raw: () => Buffer.from('From: a@good.com\r\nFrom: b@evil.com\r\n\r\ntest'),
    shown: /test/,
  },
  {
    name: 'a From of two, and a Sender',
    raw: () => Buffer.from('From: a@good.com, b@evil.com\r\nSender: c@x\r\n\r\ntest'),
    shown: /test/,
  },
  {
    name: 'NUL in From, subject and text',
    raw: () => Buffer.from('From: a@good.com\0@evil.com\r\nSubject: x\0y\r\n\r\nte\0st'),
    shown: /^test$/,
  },
  {
    name: '1,100 parts',
    raw: () =>
      parts(
        'mixed',
        Array.from({ length: 1_100 }, (_, index) => part('text/plain', `p${index}`)),
      ),
    shown: /p0\n.*p1099/s,
  },
  {
    name: 'a head of 1.1 MB',
    raw: () => mail(`X-Big: ${'a'.repeat(1_100 * 1_024)}\r\n\r\nbody`),
    shown: /body/,
  },
  { name: '300 nested parts', raw: () => mail(nested(300)), shown: /deep words/ },
  {
    name: '200,000 references',
    raw: () =>
      mail(
        `References: ${Array.from({ length: 200_000 }, (_, index) => `<${index}@y> `).join('')}\r\n\r\nbody`,
      ),
    shown: /body/,
  },
  {
    name: 'one reference 200,000 times',
    raw: () => mail(`References: ${'<x@y> '.repeat(200_000)}\r\n\r\nbody`),
    shown: /body/,
  },
  {
    name: 'a picture shown 1,500 times',
    raw: () =>
      parts('related', [
        part('text/html', `<p>pictures${'<img src="cid:img1">'.repeat(1_500)}</p>`),
        `--b\r\nContent-Type: image/png\r\nContent-ID: <img1>\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.alloc(300 * 1_024, 7).toString('base64')}\r\n`,
      ]),
    shown: /pictures/,
  },
  {
    name: '200,000 open elements',
    raw: () => mail(`Content-Type: text/html\r\n\r\nwords${'<div>'.repeat(200_000)}`),
    shown: /words/,
  },
  {
    name: '200,000 nested quotes',
    raw: () => mail(`Content-Type: text/html\r\n\r\nwords${'<blockquote>x'.repeat(200_000)}`),
    shown: /words/,
  },
  {
    name: 'a link of 60,000 links',
    raw: () => mail(`Content-Type: text/plain\r\n\r\n${'http://'.repeat(60_000)}`),
    shown: /http/,
  },
  {
    name: 'a list called __proto__',
    raw: () =>
      mail(
        'List-__proto__: <mailto:a@example.com>\r\nList-Help: <mailto:h@e.com>\r\n__proto__: x\r\nconstructor: y\r\n\r\nbody',
      ),
    shown: /body/,
  },
];

/** Those of the checklist, and what a parser of any kind stumbles over. */
export const others: HostileMail[] = [
  { name: 'nothing at all', raw: () => Buffer.alloc(0) },
  { name: 'only empty lines', raw: () => Buffer.from('\r\n'.repeat(100_000)) },
  { name: 'no head', raw: () => Buffer.from('just words without a head'), shown: /just words/ },
  {
    name: 'random bytes',
    raw: () =>
      Buffer.from(Array.from({ length: 500_000 }, (_, index) => (index * 7_919 + (index >> 3)) % 256)),
  },
  {
    name: '20,000 parts',
    raw: () =>
      parts(
        'mixed',
        Array.from({ length: 20_000 }, (_, index) => part('text/plain', `p${index}`)),
      ),
    shown: /p0/,
  },
  { name: '5,000 nested parts', raw: () => mail(nested(5_000)) },
  { name: '300,000 header fields', raw: () => mail(`${'a: b\r\n'.repeat(300_000)}\r\nbody`), shown: /body/ },
  {
    name: 'a subject of a million encoded words',
    raw: () => Buffer.from(`Subject: ${'=?utf-8?q?a?= '.repeat(200_000)}\r\n\r\nbody`),
    shown: /body/,
  },
  {
    name: 'half encoded words',
    raw: () => Buffer.from(`Subject: ${'=?a?b?'.repeat(200_000)}\r\n\r\nbody`),
    shown: /body/,
  },
  {
    name: 'a From of quotes',
    raw: () => Buffer.from(`From: ${'"'.repeat(500_000)}\r\n\r\nbody`),
    shown: /body/,
  },
  {
    name: 'a From of brackets',
    raw: () => Buffer.from(`From: ${'('.repeat(250_000)}${'<'.repeat(250_000)}\r\n\r\nbody`),
    shown: /body/,
  },
  {
    name: 'a To of 100,000',
    raw: () => Buffer.from(`To: ${'Ann <a@b.org>, '.repeat(100_000)}\r\n\r\nbody`),
    shown: /body/,
  },
  {
    name: 'groups within groups',
    raw: () => Buffer.from(`To: ${'g: '.repeat(50_000)}a@b.org;\r\n\r\nbody`),
    shown: /body/,
  },
  {
    name: 'a date of comments',
    raw: () => Buffer.from(`Date: ${'('.repeat(500_000)} 1 Jan 2026\r\n\r\nbody`),
    shown: /body/,
  },
  {
    name: 'a type of parameters',
    raw: () => mail(`Content-Type: text/plain${'; a*0*=b'.repeat(100_000)}\r\n\r\nbody`),
    shown: /body/,
  },
  {
    name: '50 MB of base64 in one line',
    raw: () =>
      parts('mixed', [
        part('text/plain', 'words'),
        base64('big.bin', 'application/octet-stream', Buffer.alloc(37 * 1_048_576, 65), false),
      ]),
    shown: /words/,
  },
  {
    name: '50 MB of text',
    raw: () => mail(`Content-Type: text/plain\r\n\r\n${`${'word '.repeat(14)}\r\n`.repeat(728_000)}`),
    shown: /word/,
  },
  {
    name: '10 MB of text in one line',
    raw: () => mail(`Content-Type: text/plain\r\n\r\n${'word '.repeat(2_000_000)}`),
    shown: /word/,
  },
  {
    name: '10 MB of HTML',
    raw: () => mail(`Content-Type: text/html\r\n\r\n${'<p>word</p>'.repeat(900_000)}`),
    shown: /word/,
  },
  {
    name: 'a million open tags',
    raw: () => mail(`Content-Type: text/html\r\n\r\nwords${'<'.repeat(1_000_000)}`),
    shown: /words/,
  },
  {
    name: 'a million entities',
    raw: () => mail(`Content-Type: text/html\r\n\r\nwords${'&amp'.repeat(500_000)}`),
    shown: /words/,
  },
  {
    name: 'a million quoted lines',
    raw: () => mail(`Content-Type: text/plain; format=flowed\r\n\r\nwords\r\n${'> \r\n'.repeat(500_000)}`),
    shown: /words/,
  },
  {
    name: 'boundaries that begin alike',
    raw: () =>
      mail(
        'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n\r\ninner words\r\n--bb--\r\n--b--\r\n',
      ),
    shown: /inner words/,
  },
  ...[
    'utf-7',
    'x-unknown',
    'iso-2022-jp',
    'gb2312',
    'gb18030',
    'big5',
    '../../etc',
    'hex',
    'base64',
    '__proto__',
  ].map((charset) => ({
    name: `charset ${charset}`,
    raw: () =>
      mail(
        `Content-Type: text/plain; charset="${charset}"\r\n\r\nwords +ADw-script+AD4- \x1b$B$3\x1b(B \xd6\xd0\xff`,
      ),
    shown: /words/,
  })),
  {
    name: 'winmail.dat of random bytes',
    raw: () =>
      parts('mixed', [
        part('text/plain', 'words'),
        base64(
          'winmail.dat',
          'application/ms-tnef',
          Buffer.from(
            Array.from(
              { length: 100_000 },
              (_, index) => [0x78, 0x9f, 0x3e, 0x22][index] ?? (index * 31) % 256,
            ),
          ),
        ),
      ]),
    shown: /words/,
  },
  {
    name: 'S/MIME',
    raw: () =>
      parts('signed; protocol="application/pkcs7-signature"', [
        part('text/plain', 'signed words'),
        base64('smime.p7s', 'application/pkcs7-signature', Buffer.alloc(3_000, 1)),
      ]),
    shown: /signed words/,
  },
  {
    name: '50 mails within it',
    raw: () =>
      parts('mixed', [
        part('text/plain', 'words'),
        ...Array.from({ length: 50 }, () =>
          part('message/rfc822', `Subject: inner\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\ninner`),
        ),
      ]),
    shown: /words/,
  },
  {
    name: 'mails within mails',
    raw: () => mail(`${'Content-Type: message/rfc822\r\n\r\n'.repeat(5_000)}words`),
  },
  {
    name: 'a file that climbs',
    raw: () =>
      parts('mixed', [
        part('text/plain', 'words'),
        `--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename*=utf-8''..%2f..%2fetc%2fpasswd%00.txt\r\n\r\nx\r\n`,
      ]),
    shown: /words/,
  },
  {
    name: 'a calendar without end',
    raw: () =>
      parts('mixed', [
        part('text/plain', 'words'),
        part(
          'text/calendar; method=REQUEST',
          `BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n${'BEGIN:VEVENT\r\nSUMMARY:x\r\n'.repeat(9_000)}`,
        ),
      ]),
    shown: /words/,
  },
  {
    name: 'a calendar of long lines',
    raw: () =>
      parts('mixed', [
        part('text/plain', 'words'),
        part(
          'text/calendar',
          `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART${';A=B'.repeat(50_000)}:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
        ),
      ]),
    shown: /words/,
  },
  ...[
    'Thu, 1 Jan 1970 00:00:00 +0000',
    'Wed, 1 Jan 2099 00:00:00 +0000',
    '32 Foo 20 99:99:99',
    '0',
    '\u0661 Jan 2026',
  ].map((date) => ({
    name: `the date ${date}`,
    raw: () => mail(`Date: ${date}\r\n\r\nbody`),
    shown: /body/,
  })),
];
