import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locales } from '../../contract/ids.ts';
import type { VisitorMessage } from '../../contract/visitor.ts';
import { menuWords } from './locales/menu-words.ts';
import { fetchWhole, transcriptOf } from './transcript.ts';

const message = (n: number, more: Partial<VisitorMessage> = {}): VisitorMessage => ({
  id: `${n}`,
  text: `message ${n}`,
  from: n % 2 ? 'visitor' : 'team',
  authorName: n % 2 ? null : 'Ana',
  occurredAt: `2026-03-01T12:00:${String(n % 60).padStart(2, '0')}.000000Z`,
  ...more,
});
const setting = {
  locale: 'en',
  say: menuWords.en,
  you: 'You',
  businessName: 'Bakery',
  timeZone: 'America/Sao_Paulo',
} as const;

test('names, times in the visitor’s zone, words and names of files', () => {
  const file = { fileId: 'f', name: 'bill.pdf', type: 'application/pdf', size: 1, path: '/secret-path' };
  const messages = [
    message(1),
    message(2, { attachments: [file] as never }),
    message(4, { authorName: null }),
  ];
  const text = transcriptOf({ messages, isCut: false }, setting);
  expect(text.replaceAll('\u202f', ' ')).toBe(
    `Bakery
All times are in the time zone America/Sao_Paulo.

Mar 1, 2026, 9:00:01 AM · You
    message 1

Mar 1, 2026, 9:00:02 AM · Ana
    message 2
    [bill.pdf]

Mar 1, 2026, 9:00:04 AM · Bakery
    message 4
`,
  );
  expect(text).not.toContain('secret-path');
});

test('whatever somebody writes, no line of it passes for the beginning of a message', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\n', '\r', '\u2028', 'a', '·', ' ') }), (text) => {
      const made = transcriptOf({ messages: [message(1, { text })], isCut: false }, setting);
      const lines = made.split(/\r\n?|[\n\u2028]/).slice(3);
      expect(lines.filter((line) => line !== '' && !line.startsWith('    '))).toHaveLength(1);
    }),
  );
});

test('every language has a whole text, also of a thread that was cut', () => {
  for (const locale of locales) {
    const text = transcriptOf(
      { messages: [message(1)], isCut: true },
      { ...setting, locale, say: menuWords[locale] },
    );
    expect(text).toContain('America/Sao_Paulo');
    expect(text).toContain(menuWords[locale].cut(1));
  }
});

test('all pages are fetched, oldest first; one that can’t be had gives nothing, and there is an end to it', async () => {
  const pages = (count: number) => async (cursor?: string) => {
    const at = Number(cursor ?? 0);
    return { data: [message(count - at)], next: at + 1 < count ? `${at + 1}` : null };
  };
  const whole = await fetchWhole(pages(3));
  expect(whole).toEqual({ messages: [message(1), message(2), message(3)], isCut: false });
  expect(await fetchWhole(async (cursor) => (cursor ? undefined : pages(3)()))).toBeUndefined();
  const cut = await fetchWhole(pages(1_000));
  expect(cut?.isCut).toBe(true);
  expect(cut?.messages).toHaveLength(100);
  expect(cut?.messages.at(-1)?.id).toBe('1000');
});

test('says what was edited, and of what was deleted that it was', () => {
  const changed = { revision: 1, isEdited: true, isDeleted: false };
  const messages = [
    message(2, { text: 'as it is now', changed }),
    message(4, { text: '', changed: { ...changed, isDeleted: true } }),
  ];
  const text = transcriptOf({ messages, isCut: false }, setting);
  expect(text).toContain('Ana · edited\n    as it is now\n');
  expect(text).toContain('Ana\n    [This message was deleted]\n');
});
