import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { refuseOther, rich } from './rich.ts';
import { isSafeHref, letterMarks, levelMax, lineTypes, normal, type Rich, richText } from './rich-text.ts';

/** As a message is taken: formatting, and what may stand beside it. */
const said = z.object({ text: z.string().optional(), rich: rich.optional() }).superRefine(refuseOther);

const href = fc.oneof(
  fc.webUrl(),
  fc.constantFrom(
    ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\tscript:x', 'data:text/html,x', 'mailto:a@b.c'],
    ...[
      'tel:+551199',
      '//evil.example',
      'https://user@evil.example',
      'http://',
      ' https://a.b',
      'vbscript:x',
      '',
    ],
  ),
);
const span = fc.record(
  {
    text: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', 'a\nb', 'a\rb', '\u0000', '\u2028', '*'),
    ),
    href: fc.oneof(href, fc.anything()),
    bold: fc.constantFrom(true, false, undefined, 1),
    code: fc.constantFrom(true, undefined),
    onclick: fc.constant('x'),
  },
  { requiredKeys: ['text'] },
);
const line = fc.record(
  {
    type: fc.constantFrom(...lineTypes, 'script', 'html', ''),
    level: fc.oneof(fc.integer({ min: -1, max: levelMax + 1 }), fc.double()),
    spans: fc.array(span, { maxLength: 5 }),
  },
  { requiredKeys: ['type', 'spans'] },
);
const anybodys = fc.oneof(fc.array(line, { maxLength: 6 }), fc.anything(), fc.jsonValue());
/** What an editor makes. */
const sane = fc.array(
  fc.record({
    type: fc.constantFrom(...lineTypes),
    spans: fc.array(
      fc.record(
        {
          text: fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\r\n]/.test(text)),
          href: fc.webUrl().filter(isSafeHref),
          bold: fc.constant(true as const),
        },
        { requiredKeys: ['text'] },
      ),
      { maxLength: 4 },
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

test('whatever is sent as formatting is refused in words, or is nothing but letters, known marks and safe links', () => {
  fc.assert(
    fc.property(anybodys, (sent) => {
      const read = rich.safeParse(sent);
      if (!read.success) {
        expect(read.error.issues.every(({ message }) => message.length > 5)).toBe(true);
        return;
      }
      const known = ['text', 'href', ...letterMarks];
      for (const { type, level = 1, spans } of read.data) {
        expect(lineTypes).toContain(type);
        expect(level >= 1 && level <= levelMax).toBe(true);
        for (const one of spans) {
          expect(Object.keys(one).filter((key) => !known.includes(key))).toEqual([]);
          expect(one.text).toMatch(/^[^\r\n]+$/);
          if (one.href !== undefined) expect(one.href).toMatch(/^(https?:\/\/|mailto:|tel:)/i);
        }
      }
      expect(rich.parse(read.data)).toEqual(read.data);
    }),
    { numRuns: 500 },
  );
});

test('what an editor makes is taken, also with the text that is made from it, and with no other', () => {
  fc.assert(
    fc.property(sane, fc.string({ minLength: 1 }), (lines, other) => {
      const made = richText(normal(lines as Rich));
      expect(said.safeParse({ rich: lines }).success).toBe(true);
      expect(said.safeParse({ rich: lines, text: made }).success).toBe(true);
      expect(said.safeParse({ rich: lines, text: `${made}${other}` }).success).toBe(false);
      expect(normal(normal(lines as Rich))).toEqual(normal(lines as Rich));
    }),
    { numRuns: 300 },
  );
});
