import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Rich, richText } from '../../../../contract/rich-text.ts';
import { docOf, linesOf } from './document.ts';
import { below, changedTo, offsetOf, placeOf, richFrom } from './said.ts';

const rich: Rich = [
  {
    type: 'text',
    spans: [{ text: 'Ask ', bold: true }, { text: 'us', href: 'https://a.example' }, { text: ' now' }],
  },
  { type: 'bullet', spans: [{ text: 'one' }] },
];
const said = { text: richText(rich), rich };

test('a draft keeps its formatting while it is that of the text', () => {
  expect(richFrom(JSON.stringify(rich), said.text)).toEqual(rich);
  for (const kept of ['', '{', 'null', '[1]', '[{"type":"text"}]', '{"a":1}'])
    expect(richFrom(kept, said.text)).toBeUndefined();
  expect(richFrom(JSON.stringify(rich), `${said.text}!`)).toBeUndefined();
});

test('what the editor holds is what is stored', () => {
  expect(linesOf(docOf(said).content)).toEqual(rich);
});

test('places and offsets are one another’s', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1), fc.nat(10), (line, at) => {
      const length = rich[line]?.spans.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
      const place = { line, at: Math.min(at, length) };
      expect(placeOf(rich, offsetOf(rich, place))).toEqual(place);
    }),
  );
});

test('plain changes within a line leave the rest formatted; others leave the text', () => {
  const later = changedTo(said, said.text.replace('now', 'later'));
  expect(later.rich?.[0]?.spans).toEqual([
    { text: 'Ask ', bold: true },
    { text: 'us', href: 'https://a.example' },
    { text: ' later' },
  ]);
  fc.assert(
    fc.property(fc.nat(said.text.length), fc.nat(8), fc.string({ maxLength: 5 }), (start, length, added) => {
      const text = said.text.slice(0, start) + added + said.text.slice(start + length);
      const next = changedTo(said, text);
      expect(next.text).toBe(text);
      if (next.rich) expect(richText(next.rich)).toBe(text);
    }),
  );
});

test('what is added stands below', () => {
  expect(below({ text: '' }, said)).toEqual(said);
  const both = below(said, { text: 'more\nwords' });
  expect(both.text).toBe(`${said.text}\n\nmore\nwords`);
  expect(both.rich?.slice(0, 2)).toEqual(rich);
});
