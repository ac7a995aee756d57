import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMailer, type Mailer } from './index.ts';
import { startMailServer, type TestMailServer } from './testing.ts';

let server: TestMailServer;
let mailer: Mailer;

beforeAll(async () => {
  server = await startMailServer();
  mailer = createMailer({ smtpUrl: server.url, mailFrom: 'Rapport <rapport@shop.example>' });
});
afterAll(async () => {
  mailer.close();
  await server.close();
});

const mail = { to: 'ana@example.com', subject: 'Olá, 你好', text: 'Oi\n', html: '<p>Oi</p>', id: 'mail-1' };

test('a mail arrives as it was written, and says that a program wrote it', async () => {
  await mailer.sendAutomatic(mail);
  const [got] = server.received.splice(0);
  expect(got?.recipients).toEqual(['ana@example.com']);
  expect(got?.headers).toMatchObject({
    from: 'Rapport <rapport@shop.example>',
    to: 'ana@example.com',
    subject: 'Olá, 你好',
    'auto-submitted': 'auto-generated',
    'message-id': '<mail-1@shop.example>',
  });
  expect(got?.text.trim()).toBe('Oi');
  expect(got?.html.trim()).toBe('<p>Oi</p>');
});

test.each([
  ['a line break', 'Join\r\nBcc: eve@example.com'],
  ['a bare line feed', 'Join\nBcc: eve@example.com'],
  ['a bare return', 'Join\rBcc: eve@example.com\r\r<script>'],
  ['other breaks', 'Join\u2028Bcc: eve@example.com\u0085X: y\0'],
  ['a whole mail', 'Join\r\n\r\n.\r\nMAIL FROM:<eve@example.com>'],
])('%s in a subject adds neither header nor recipient', async (_, subject) => {
  await mailer.sendAutomatic({ ...mail, subject });
  const [got, ...more] = server.received.splice(0);
  expect(more).toEqual([]);
  expect(got?.recipients).toEqual(['ana@example.com']);
  expect(Object.keys(got?.headers ?? {})).not.toContain('bcc');
  expect(got?.headers.subject).toMatch(/^Join/);
  expect(got?.text.trim()).toBe('Oi');
});

test.each([
  'ana@example.com, eve@example.com',
  'ana@example.com\r\nBcc: eve@example.com',
  '"eve@example.com" <ana@example.com>',
  'ana@example.com>,<eve@example.com',
  'ana@example.com\0@evil.example',
  'friends:ana@example.com;',
  '',
])('%j is not one address, and gets nothing', async (to) => {
  await expect(mailer.sendAutomatic({ ...mail, to })).rejects.toThrow('not one mail address');
  expect(server.received).toEqual([]);
});
