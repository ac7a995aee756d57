import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bounceOf } from './bounce.ts';

const mail = (head: string[], body: string) =>
  Buffer.from(`${head.join('\r\n')}\r\n\r\n${body.replaceAll('\n', '\r\n')}`);

const postfixWords = `This is the mail system at host mx.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

                   The mail system

<Bob@Example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1
    <bob@example.net>: Recipient address rejected: User unknown
`;

const report = `--b
Content-Type: text/plain; charset=us-ascii

${postfixWords}
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Mon, 5 Jun 2017 12:22:00 +0000

Final-Recipient: rfc822; bob@example.net
Original-Recipient: rfc822;Bob@Example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <bob@example.net>: Recipient address rejected

Final-Recipient: rfc822; cleo@example.net
Action: delayed
Status: 4.2.2

Final-Recipient: rfc822; dan@example.net
Action: relayed
Status: 2.0.0

--b
Content-Type: message/rfc822

From: us@example.com
To: bob@example.net
Subject: Your order
Message-ID: <order-1@example.com>

Hello Bob
--b--
`;

const reportHead = [
  'Return-Path: <>',
  'From: MAILER-DAEMON@mx.example.org (Mail Delivery System)',
  'To: us@example.com',
  'Subject: Undelivered Mail Returned to Sender',
  'Message-ID: <report@mx.example.org>',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
];

describe('a report', () => {
  test('as RFC 3464 has it', () => {
    expect(bounceOf(mail(reportHead, report))).toEqual({
      failed: [
        {
          address: 'bob@example.net',
          permanent: true,
          status: '5.1.1',
          reason: '550 5.1.1 <bob@example.net>: Recipient address rejected',
        },
        { address: 'cleo@example.net', permanent: false, status: '4.2.2', reason: null },
      ],
      originalIds: ['<order-1@example.com>'],
    });
  });

  test('in words alone', () => {
    const words = `${postfixWords}\n--- Below this line is a copy of the message.\n\nMessage-ID: <order-1@example.com>\n\n<no@example.org>: no\n`;
    const bounce = bounceOf(mail(['From: MAILER-DAEMON@x.example', 'Subject: failure notice'], words));
    expect(bounce?.failed.map((one) => [one.address, one.permanent, one.status])).toEqual([
      ['bob@example.net', true, '5.1.1'],
    ]);
    expect(bounce?.originalIds).toEqual(['<order-1@example.com>']);
  });

  test('of a delay', () => {
    const words = `${postfixWords}\nIt will be retried until it is 5 days old.\n`;
    const bounce = bounceOf(mail(['From: MAILER-DAEMON@x.example', 'Subject: Delayed Mail'], words));
    expect(bounce?.failed[0]?.permanent).toBe(false);
  });

  test('of what arrived has nobody it did not reach', () => {
    const arrived = report.replaceAll('failed', 'delivered').replaceAll('delayed', 'delivered');
    const bounce = bounceOf(mail(reportHead, arrived.replaceAll('<Bob@Example.net>:', 'To Bob:')));
    expect(bounce?.failed).toEqual([]);
  });
});

const person = ['Return-Path: <ann@example.org>', 'From: Ann <ann@example.org>', 'To: us@example.com'];
const quoted = postfixWords.replace(/^/gm, '> ');

describe('no report is', () => {
  test.each([
    [
      'a question that quotes one',
      [...person, 'Subject: Undelivered Mail Returned to Sender'],
      `Hi,\n\nwhy do I get this?\nIt comes each day.\n\n${quoted}`,
    ],
    [
      'an answer above one',
      [...person, 'Subject: Re: Undelivered Mail Returned to Sender', 'In-Reply-To: <r@x.org>'],
      `I see.\n\nOn 5 Jun 2017, MAILER-DAEMON wrote:\n${quoted}`,
    ],
    [
      'one passed on',
      [...person, 'Subject: Fwd: Undelivered Mail Returned to Sender'],
      `---------- Forwarded message ---------\nFrom: MAILER-DAEMON@x.org\n\n${postfixWords}`,
    ],
    [
      'one passed on without a word',
      [...person, 'Subject: WG: Delivery Status Notification (Failure)'],
      postfixWords,
    ],
    [
      'one that is attached',
      [...person, 'Subject: Your mails fail', 'Content-Type: multipart/mixed; boundary=a'],
      `--a\nContent-Type: text/plain\n\nPlease see the report.\n--a\nContent-Type: message/rfc822\n\n${reportHead.join('\n')}\n\n${report}\n--a--\n`,
    ],
    [
      'a complaint about a parcel',
      [...person, 'Subject: Delivery failure'],
      'My parcel was not delivered, and I waited all day.\n'.replace('was not delivered', 'did not come'),
    ],
    [
      'words of a postmaster',
      ['From: postmaster@example.org', 'Subject: Your SPF record'],
      `Please mend it. We see this:\n\n${postfixWords}`,
    ],
    [
      'an away note without a sender',
      ['Return-Path: <>', 'From: Ann <ann@example.org>', 'Subject: Out of office'],
      'I am away. Mail is not delivered to others.\n',
    ],
    [
      'a notice that it was read',
      [
        ...person,
        'Subject: Read: Hello',
        'Content-Type: multipart/report; report-type=disposition-notification; boundary=b',
      ],
      '--b\nContent-Type: text/plain\n\nIt was read.\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; ann@example.org\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n',
    ],
  ])('%s', (_what, head, body) => {
    expect(bounceOf(mail(head, body))).toBeNull();
  });
});

test('whatever comes is read without fail and in bounds', () => {
  const pieces = [
    ...report.split('\n'),
    ...reportHead,
    '--b--',
    '--',
    ':',
    '\r',
    '<',
    '@',
    '=?utf-8?b?//8=?=',
    '=FF=',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 60 }),
      (lines) => {
        const found = bounceOf(Buffer.from([...reportHead, '', ...lines].join('\n')));
        for (const one of found?.failed ?? []) expect(one.address).toMatch(/^[^\s<>@]+@[^\s<>@]+$/);
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ['parts in parts', 'Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(20_000)],
  ['mails in mails', 'Content-Type: message/rfc822\n\n'.repeat(40_000)],
  ['many parts', '--b\n\nx\n'.repeat(150_000)],
  ['a field again and again', 'a:\n'.repeat(300_000)],
  ['space', ' '.repeat(2_000_000)],
  ['quoted space', `Content-Transfer-Encoding: quoted-printable\n\n${' '.repeat(1_500_000)}x`],
  ['empty lines', '\n'.repeat(1_500_000)],
  ['angles', `From: ${'<'.repeat(500_000)}\n\n${'<'.repeat(1_000_000)}`],
  ['one long line', `From: ${'a'.repeat(900_000)}\n\n${'a@'.repeat(500_000)}`],
])('%s cannot hold it up', (_what, body) => {
  const began = performance.now();
  bounceOf(mail(reportHead, body));
  bounceOf(Buffer.from(body));
  expect(performance.now() - began).toBeLessThan(5_000);
});
