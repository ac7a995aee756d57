/** Raw mails, read: senders, charsets, dates, HTML as text, files and invitations. */
import { describe, expect, test } from 'vitest';
import { readRaw } from './read-raw.ts';

const mail = (head: string, body: string | Buffer = 'x') =>
  readRaw(Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), Buffer.from(body)]));
const html = async (page: string) => (await mail('Content-Type: text/html; charset=utf-8', page)).text;

describe('addresses', () => {
  test('all of From, members of groups, names in encoded words', async () => {
    const read = await mail(
      'From: =?utf-8?q?J=C3=BCrgen?= <J@Shop.Example>, bo@b.example\r\nTo: Team: a@b.example, C <c@d.example>;, undisclosed:;\r\nSender: s@b.example',
    );
    expect(read.from).toEqual([
      { name: 'Jürgen', address: 'j@shop.example' },
      { name: '', address: 'bo@b.example' },
    ]);
    expect(read.to.map(({ address }) => address)).toEqual(['a@b.example', 'c@d.example']);
    expect(read.sender).toEqual({ name: '', address: 's@b.example' });
  });

  test.each([
    ['a@good.example\0@evil.example', ''],
    ['a@good.example\0', ''],
    ['=?utf-8?q?a=40good.example?=', ''],
    ['=?utf-8?q?=40good.example?=@evil.example', ''],
    ['"admin@good.example" <evil@bad.example>', 'evil@bad.example'],
    ['\u202egood <evil@bad.example>', 'evil@bad.example'],
    ['a%good.example@bad.example', 'a%good.example@bad.example'],
    ['nobody', ''],
  ])('%j', async (value, address) => {
    const read = await readRaw(Buffer.from(`From: ${value}\r\n\r\nx`));
    expect(read.from).toHaveLength(1);
    expect(read.from[0]?.address).toBe(address);
    expect(read.from[0]?.name ?? '').not.toMatch(/[\0\u202e]/);
  });

  test('two From are both there, and said', async () => {
    const read = await mail('From: a@good.example\r\nFrom: b@evil.example');
    expect(read.from.map(({ address }) => address)).toEqual(['a@good.example', 'b@evil.example']);
    expect(read.oddities).toContain('more than one from');
  });
});

describe('ids', () => {
  test('an empty one is none', async () => {
    expect((await mail('Message-ID: <>')).messageId).toBeNull();
    expect((await mail('Message-ID:')).messageId).toBeNull();
    expect((await mail('Message-ID: <a\r\n b@c>')).messageId).toBe('<ab@c>');
    expect((await mail('In-Reply-To: <> <a@b> (comment) c@d')).inReplyTo).toEqual(['<a@b>']);
  });

  test('of many references the first 20 and the last 80', async () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `<${index}@x>`);
    const { references } = await mail(`References: ${ids.join('\r\n ')}`);
    expect(references).toEqual([...ids.slice(0, 20), ...ids.slice(-80)]);
  });
});

test.each([
  ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06.000Z'],
  ['21 Nov 97 09:55 (a comment) EST', '1997-11-21T14:55:00.000Z'],
  ['Mon, 1 Sep 2026 10:00:00 +0000 (UTC)', '2026-09-01T10:00:00.000Z'],
  ['31 Feb 2026 10:00:00 +0000', null],
  ['Thu, 1 Jan 1970 00:00:00 +0000', null],
  ['yesterday', null],
])('the date %j', async (date, expected) => {
  expect((await mail(`Date: ${date}`)).writtenAt).toBe(expected);
});

describe('charsets', () => {
  test.each([
    ['gb2312', 'd6d0b9fa', '中国'],
    ['gb18030', 'd6d0b9fa81308130', '中国\u0080'.slice(0, 2)],
    ['big5', 'a4a4b0ea', '中國'],
    ['iso-2022-jp', '1b2442467c4b5c1b2842', '日本'],
    ['windows-1251', 'cff0e8e2e5f2', 'Привет'],
    ['koi8-r', 'f0d2c9d7c5d4', 'Привет'],
    ['x-unknown', '4772c3bc65', 'Grüe'],
    ['us-ascii', 'd6d0b9fab4f3d1a7', '中国大学'],
    ['us-ascii', '4772fcdf65', 'Grüße'],
  ])('%s', async (charset, bytes, expected) => {
    const read = await mail(`Content-Type: text/plain; charset=${charset}`, Buffer.from(bytes, 'hex'));
    expect(read.text).toBe(expected);
  });

  test('what nobody follows is said', async () => {
    expect((await mail('Content-Type: text/plain; charset=utf-7', '+ADw-b+AD4-')).oddities).toContain(
      'charset utf-7',
    );
  });

  test('a letter that two encoded words share', async () => {
    const read = await mail('Subject: =?utf-8?B?5Lg=?=\r\n =?utf-8?B?rQ==?= ok');
    expect(read.subject).toBe('中 ok');
  });
});

describe('HTML without a text part', () => {
  test('paragraphs, lists, tables', async () => {
    expect(
      await html(
        '<html><head><title>t</title><style>p{}</style></head><body><p>Hello&nbsp;<b>Ann</b>,</p><ul><li>one<li>two</ul><table><tr><td>a<td>b</tr></table>1<br>2<br><br>3</body></html>',
      ),
    ).toBe('Hello Ann,\n\n- one\n- two\n\na b\n\n1\n2\n\n3');
  });

  test('quotes', async () => {
    expect(
      await html('<div>new</div><blockquote><p>old</p><blockquote>older</blockquote></blockquote>end'),
    ).toBe('new\n\n> old\n>\n>> older\n\nend');
  });

  test('a head, or a quote, that is never closed hides nothing', async () => {
    expect(await html('<head><meta charset=x><body>words<svg>more<select>and more')).toBe(
      'wordsmoreand more',
    );
  });

  test('entities bring no control characters', async () => {
    expect(await html('a&#1;&#0;&#x202e;b &lt;script&gt; &amp;')).toMatch(/^a.{0,2}b <script> &$/);
  });
});

describe('files', () => {
  const withFile = (head: string, body: string) =>
    mail(
      'Content-Type: multipart/mixed; boundary=b',
      `--b\r\n\r\ntext\r\n--b\r\n${head}\r\n\r\n${body}\r\n--b--\r\n`,
    );

  test.each([
    ["Content-Disposition: attachment; filename*=utf-8''..%2f..%2fetc%2fpasswd", '_.._etc_passwd'],
    ['Content-Disposition: attachment; filename="..\\\\a\u0007.exe"', '_a.exe'],
    ['Content-Type: application/pdf', 'file.pdf'],
    ['Content-Type: message/rfc822', 'Order.eml'],
  ])('%s', async (head, name) => {
    const { files, text } = await withFile(head, 'Subject: Order\r\n\r\ninner');
    expect(files.map((file) => file.name)).toEqual([name]);
    expect(text).toBe('text');
  });

  test('a picture that the text shows', async () => {
    const { files, html: page } = await mail(
      'Content-Type: multipart/related; boundary=b',
      '--b\r\nContent-Type: text/html\r\n\r\n<img src="cid:p1">\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <p1>\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n',
    );
    expect(files).toMatchObject([
      { contentId: 'p1', inline: true, type: 'image/png', bytes: Buffer.from('hello') },
    ]);
    expect(page).toContain('cid:p1');
  });

  test('what Outlook packs is unpacked', async () => {
    const winmail = tnefOf('Ünï.txt', Buffer.from('inner words'));
    const { files } = await withFile(
      'Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64',
      winmail.toString('base64'),
    );
    expect(files).toMatchObject([{ name: 'Ünï.txt', type: 'text/plain', bytes: Buffer.from('inner words') }]);
    for (let length = 0; length < winmail.length; length++) {
      const cut = winmail.subarray(0, length).toString('base64');
      await withFile('Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64', cut);
    }
  });
});

describe('invitations', () => {
  const event = (times: string) =>
    `BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\n${times}\r\nSUMMARY:Fitting\\, second\r\nLOCATION:Shop\r\nORGANIZER;CN="Ann":MAILTO:Ann@Shop.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  const read = async (times: string) =>
    await mail('Content-Type: text/calendar; method=REQUEST; charset=utf-8', event(times));

  test('a meeting', async () => {
    const { calendar, files } = await read('DTSTART;TZID=Europe/Berlin:20260701T100000\r\nDURATION:PT90M');
    expect(calendar).toEqual([
      {
        method: 'request',
        summary: 'Fitting, second',
        startsAt: '2026-07-01T08:00:00.000Z',
        endsAt: '2026-07-01T09:30:00.000Z',
        allDay: false,
        location: 'Shop',
        organizer: { name: 'Ann', address: 'ann@shop.example' },
      },
    ]);
    expect(files).toMatchObject([{ type: 'text/calendar' }]);
  });

  test('a whole day, and a place of time that nobody knows', async () => {
    expect((await read('DTSTART;VALUE=DATE:20260701')).calendar).toMatchObject([
      { allDay: true, startsAt: '2026-07-01T00:00:00.000Z' },
    ]);
    const unknown = await read('DTSTART;TZID=Moon:20260701T100000');
    expect(unknown.calendar).toMatchObject([{ startsAt: null }]);
    expect(unknown.oddities).toContain('time zone Moon');
  });
});

/** A file as Outlook packs it: one attachment with its long name and its type. */
function tnefOf(name: string, bytes: Buffer): Buffer {
  const number = (value: number) => {
    const four = Buffer.alloc(4);
    four.writeUInt32LE(value);
    return four;
  };
  const attribute = (id: number, data: Buffer) =>
    Buffer.concat([Buffer.from([2]), number(id), number(data.length), data, Buffer.from([0, 0])]);
  const property = (tag: number, text: string) => {
    const value = Buffer.from(`${text}\0`, 'utf16le');
    const fill = Buffer.alloc((4 - (value.length % 4)) % 4);
    return Buffer.concat([number(tag * 0x1_0000 + 0x1f), number(1), number(value.length), value, fill]);
  };
  return Buffer.concat([
    number(0x223e9f78),
    Buffer.from([1, 0]),
    attribute(0x0006_9002, Buffer.alloc(14)),
    attribute(0x0001_8010, Buffer.from('UENI~1.TXT\0')),
    attribute(0x0006_800f, bytes),
    attribute(
      0x0006_9005,
      Buffer.concat([number(2), property(0x3707, name), property(0x370e, 'text/plain')]),
    ),
  ]);
}
