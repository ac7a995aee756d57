import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkify } from './linkify.ts';

const links = (text: string) =>
  linkify(text).flatMap(({ href, text: shown }) => (href ? [[shown, href]] : []));

test('finds web, mail and phone links, and leaves the sentence its full stop', () => {
  expect(links('See https://shop.example/a?b=c#d. Or mailto:hi@shop.example, tel:+49123!')).toEqual([
    ['https://shop.example/a?b=c#d', 'https://shop.example/a?b=c#d'],
    ['mailto:hi@shop.example', 'mailto:hi@shop.example'],
    ['tel:+49123', 'tel:+49123'],
  ]);
  expect(links('请看https://shop.example/订单，谢谢')).toEqual([
    ['https://shop.example/订单', 'https://shop.example/%E8%AE%A2%E5%8D%95'],
  ]);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'JaVaScRiPt:alert(1)',
  'https://bank.example@evil.example/',
  'https://bank.example:secret@evil.example/',
  'http://',
])('makes no link of %s', (text) => {
  expect(links(text)).toEqual([]);
  expect(linkify(text)).toEqual([{ text, at: 0 }]);
});

test('shows a host in other letters as the punycode that it is', () => {
  expect(links('https://аррӏе.com/login')).toEqual([
    ['https://xn--80ak6aa92e.com/login', 'https://xn--80ak6aa92e.com/login'],
  ]);
});

test('stops a link where the reading direction is turned', () => {
  expect(links('https://shop.example/\u202Egpj.exe')).toEqual([
    ['https://shop.example/', 'https://shop.example/'],
  ]);
});

test('loses nothing of any text, and links to nothing but http, https, mailto and tel', () => {
  const word = fc.constantFrom(
    'https://',
    'http://a.b/',
    'mailto:',
    'tel:1',
    '@',
    '.',
    ' ',
    'javascript:',
    '<a>',
    '。',
    '[',
    '%',
    '\u202e',
  );
  const texts = fc
    .array(fc.oneof(word, fc.string({ unit: 'grapheme' })), { maxLength: 12 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      const parts = linkify(text);
      for (const [index, part] of parts.entries()) {
        const end = parts[index + 1]?.at ?? text.length;
        if (part.href === undefined) expect(part.text).toBe(text.slice(part.at, end));
        else expect(part.href).toMatch(/^(https?|mailto|tel):/);
      }
      expect(parts[0]?.at ?? 0).toBe(0);
    }),
  );
});
