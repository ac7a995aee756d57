import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rich } from './rich.ts';
import {
  isSafeHref,
  letterMarks,
  lineTypes,
  normal,
  placed,
  plainLines,
  type Rich,
  richText,
  saidOf,
  shownIn,
  showsAll,
} from './rich-text.ts';

const words = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((text) => !/[\r\n\0]/.test(text));
const on = fc.option(fc.constant(true as const), { nil: undefined });
const span = fc.record({
  text: words,
  href: fc.constantFrom(undefined, 'https://shop.example/a', 'mailto:ana@shop.example'),
  ...Object.fromEntries(letterMarks.map((mark) => [mark, on])),
});
const line = fc.record({
  type: fc.constantFrom(...lineTypes),
  level: fc.constantFrom(undefined, 1, 2, 3),
  spans: fc.array(span, { maxLength: 6 }),
});
const lines = fc.array(line, { minLength: 1, maxLength: 12 }) as fc.Arbitrary<Rich>;

describe('the plain text', () => {
  test('says what stands there, lists with their numbers, links with their address', () => {
    const said: Rich = [
      {
        type: 'text',
        spans: [
          { text: 'See ' },
          { text: 'our ', href: 'https://shop.example/', bold: true },
          { text: 'page', href: 'https://shop.example/' },
          { text: '!' },
        ],
      },
      { type: 'number', spans: [{ text: 'one' }] },
      { type: 'bullet', level: 1, spans: [{ text: 'in it' }] },
      { type: 'number', spans: [{ text: 'two' }] },
      { type: 'quote', spans: [{ text: 'https://a.example', href: 'https://a.example/' }] },
      { type: 'number', spans: [{ text: 'ana', href: 'mailto:ana@a.example' }] },
    ];
    expect(richText(said)).toBe(
      'See our page (https://shop.example/)!\n1. one\n  • in it\n2. two\n> https://a.example\n1. ana (ana@a.example)',
    );
  });

  test('is the same however the spans are cut, and each stands where it is said to', () => {
    fc.assert(
      fc.property(lines, (said) => {
        const tidy = normal(said);
        expect(normal(tidy)).toEqual(tidy);
        expect(rich.safeParse(tidy).success).toBe(true);
        const { text, rich: kept } = saidOf({ text: 'other', rich: said });
        expect(text).toBe(richText(tidy));
        expect(saidOf({ text, rich: kept })).toEqual(kept ? { text, rich: kept } : { text });
        for (const { spans } of placed(tidy))
          for (const { span, start } of spans)
            expect(text.slice(start, start + span.text.length)).toBe(span.text);
      }),
    );
  });

  test('is what it was where nothing is formatted', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(richText(plainLines(text))).toBe(text);
      }),
    );
  });

  test('stays the same where less can be shown', () => {
    const some = fc.record({
      marks: fc.subarray([...showsAll.marks]),
      lines: fc.subarray([...lineTypes]).map((types) => [...types, 'text' as const]),
    });
    fc.assert(
      fc.property(lines, some, (said, shows) => {
        const tidy = normal(said);
        const shown = shownIn(tidy, shows);
        expect(shown.every(({ type }) => shows.lines.includes(type))).toBe(true);
        const marked = shown.flatMap(({ spans }) =>
          spans.flatMap(({ text: _, ...marks }) => Object.keys(marks)),
        );
        for (const mark of marked) expect(shows.marks).toContain(mark === 'href' ? 'link' : mark);
        expect(shownIn(tidy, showsAll)).toEqual(tidy);
      }),
    );
    expect(
      shownIn([{ type: 'text', spans: [{ text: 'us', href: 'https://a.example' }] }], {
        marks: [],
        lines: ['text'],
      }),
    ).toEqual([{ type: 'text', spans: [{ text: 'us (https://a.example)' }] }]);
  });
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' https://a.example',
  'https://bank.example@evil.example/',
  'https://user:pass@evil.example',
  'data:text/html,<script>',
  'https://a.example/\u202egnp.exe',
  'https://a\tb.example',
  'https:///a',
  'https://',
  'https://[',
  'https://a.example\\@evil.example',
  'https://a.example:99999999',
  'https://ex%61mple.com',
  '//a.example',
  'mailto:a@b@c',
  'tel:alert',
  `https://a.example/${'x'.repeat(2_000)}`,
])('no link leads to %s', (href) => {
  expect(isSafeHref(href)).toBe(false);
  expect(rich.safeParse([{ type: 'text', spans: [{ text: 'x', href }] }]).success).toBe(false);
});

test.each([
  [[]],
  [[{ type: 'html', spans: [] }]],
  [[{ type: 'text', spans: [{ text: '' }] }]],
  [[{ type: 'text', spans: [{ text: 'a\nb' }] }]],
  [[{ type: 'text', spans: [{ text: 'a', bold: false }] }]],
  [[{ type: 'text', spans: [{ text: 'a', onclick: 'x' }] }]],
  [[{ type: 'text', spans: [], children: [] }]],
  [[{ type: 'bullet', level: 4, spans: [] }]],
  [Array.from({ length: 2_001 }, () => ({ type: 'text', spans: [] }))],
  [[{ type: 'text', spans: Array.from({ length: 201 }, () => ({ text: 'a' })) }]],
])('nonsense is refused: %#', (said) => {
  expect(rich.safeParse(said).success).toBe(false);
});
