import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkOf, piecesOf } from './links.ts';

const links = (text: string) => piecesOf(text).flatMap(({ href }) => href ?? []);

test('finds links and leaves the sentence around them alone', () => {
  expect(piecesOf('See https://shop.example/a?b=c#d, please.')).toEqual([
    { text: 'See ' },
    { text: 'https://shop.example/a?b=c#d', href: 'https://shop.example/a?b=c#d' },
    { text: ', please.' },
  ]);
  expect(links('(https://en.example/wiki/Tea_(drink))')).toEqual(['https://en.example/wiki/Tea_(drink)']);
  expect(links('请看https://shop.example/茶。谢谢')).toEqual(['https://shop.example/%E8%8C%B6']);
  expect(links('mailto:ana@shop.example tel:+55-11-99999')).toEqual([
    'mailto:ana@shop.example',
    'tel:+55-11-99999',
  ]);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'ftp://shop.example/a',
  'https://',
  'https:///evil.example',
  'https://bank.example@evil.example/',
  'https://user:secret@evil.example/',
  'https://shop.example/\u202egpj.exe',
  'https://shop\u200b.example/',
  'mailto:',
  'mailto:a@b.example,c@d.example?bcc=e@f.example\u0000',
  'tel:javascript',
])('%j is not a link', (typed) => {
  expect(linkOf(typed)).toBeUndefined();
});

test('a host in look-alike letters shows as punycode', () => {
  expect(linkOf('https://аррӏе.com/Sign-In')).toEqual({
    text: 'https://xn--80ak6aa92e.com/Sign-In',
    href: 'https://xn--80ak6aa92e.com/Sign-In',
  });
  expect(linkOf('HTTP://3232235521/')?.text).toBe('http://192.168.0.1/');
});

test('only the four schemes ever come out, and plain text is unchanged', () => {
  const scheme = fc.constantFrom('http://', 'https://', 'mailto:', 'tel:', 'javascript:', 'data:', '//');
  const text = fc
    .array(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), scheme, fc.webUrl()))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (written) => {
      const pieces = piecesOf(written);
      for (const { href } of pieces) if (href !== undefined) expect(href).toMatch(/^(https?|mailto|tel):/);
      if (pieces.every(({ href }) => href === undefined))
        expect(pieces.map((piece) => piece.text).join('')).toBe(written);
    }),
    { numRuns: 300 },
  );
});
