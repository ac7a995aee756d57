import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rich } from '../../../../contract/rich.ts';
import { richText } from '../../../../contract/rich-text.ts';
import { linesOfPasted, type Pasted } from './paste.ts';

const words = (text: string): Pasted => ({
  nodeType: 3,
  nodeName: '#text',
  textContent: text,
  childNodes: [],
});
function tag(nodeName: string, attributes: Record<string, string>, ...childNodes: Pasted[]): Pasted {
  const textContent = childNodes.map((node) => node.textContent ?? '').join('');
  return { nodeType: 1, nodeName, textContent, childNodes, getAttribute: (name) => attributes[name] ?? null };
}

test('a page: paragraphs apart, lists in lists, marks, links; no styles, pictures or scripts', () => {
  const page = tag(
    'BODY',
    {},
    tag('STYLE', {}, words('p{}')),
    tag('H2', {}, words('  Sizes ')),
    tag('P', {}, words('We\n have '), tag('STRONG', {}, words('two'), tag('I', {}, words(' or three')))),
    tag(
      'P',
      {},
      tag('A', { href: 'https://shop.example/x' }, words('More')),
      tag('A', { href: 'javascript:x' }, words(' less')),
    ),
    tag(
      'OL',
      {},
      tag('LI', {}, tag('P', {}, words('one'))),
      tag('LI', {}, words('two'), tag('UL', {}, tag('LI', {}, words('deep')))),
    ),
    tag('BLOCKQUOTE', {}, words('said')),
    tag('PRE', {}, words('a\n  b')),
    tag('SCRIPT', {}, words('hit()')),
  );
  const lines = linesOfPasted(page);
  expect(richText(lines)).toBe(
    'Sizes\n\nWe have two or three\n\nMore (https://shop.example/x) less\n1. one\n2. two\n  • deep\n> said\na\n  b',
  );
  expect(lines[0]?.spans).toEqual([{ text: 'Sizes', bold: true }]);
  expect(lines[2]?.spans).toEqual([
    { text: 'We have ' },
    { text: 'two', bold: true },
    { text: ' or three', bold: true, italic: true },
  ]);
});

test('Word’s lists are lists, and what Google calls bold without being it is not', () => {
  const word = tag(
    'BODY',
    {},
    tag(
      'P',
      { class: 'MsoListParagraph', style: 'mso-list:l0 level1 lfo1' },
      tag('SPAN', { style: 'mso-list:Ignore' }, words('·  ')),
      words('first'),
    ),
    tag(
      'P',
      { class: 'MsoListParagraph', style: 'mso-list:l0 level2 lfo1' },
      tag('SPAN', { style: 'mso-list:Ignore' }, words('1.  ')),
      words('second'),
    ),
    tag(
      'B',
      { style: 'font-weight:normal' },
      tag('SPAN', { style: 'font-weight:700' }, words('bold')),
      words(' not'),
    ),
  );
  expect(linesOfPasted(word)).toEqual([
    { type: 'bullet', spans: [{ text: 'first' }] },
    { type: 'number', level: 1, spans: [{ text: 'second' }] },
    { type: 'text', spans: [{ text: 'bold', bold: true }, { text: ' not' }] },
  ]);
});

test('whatever is pasted may be sent', () => {
  const names = [
    'DIV',
    'P',
    'UL',
    'OL',
    'LI',
    'B',
    'I',
    'S',
    'A',
    'PRE',
    'CODE',
    'BR',
    'TABLE',
    'TR',
    'TD',
    'IMG',
    'SCRIPT',
    'BLOCKQUOTE',
    'H1',
    'svg',
    'X-Y',
  ];
  const { node } = fc.letrec<{ node: Pasted }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'medium' },
      fc.string({ unit: 'binary' }).map(words),
      fc
        .tuple(
          fc.constantFrom(...names),
          fc.record({
            href: fc.oneof(fc.webUrl(), fc.string(), fc.constant('javascript:x')),
            style: fc.constantFrom('', 'font-weight:bold', 'white-space:pre', 'mso-list:l0 level9 lfo1'),
          }),
          fc.array(tie('node'), { maxLength: 6 }),
        )
        .map(([name, attributes, inner]) => tag(name, attributes, ...inner)),
    ),
  }));
  fc.assert(
    fc.property(node, (pasted) => {
      const lines = linesOfPasted(tag('BODY', {}, pasted));
      if (lines.length > 0) expect(rich.safeParse(lines).error).toBeUndefined();
    }),
    { numRuns: 500 },
  );
  const many = Array.from({ length: 3_000 }, (_, at) =>
    tag('P', {}, tag(at % 2 ? 'B' : 'I', {}, words('many words '))),
  );
  expect(rich.safeParse(linesOfPasted(tag('BODY', {}, ...many))).error).toBeUndefined();
  let deep = words('deep');
  for (let at = 0; at < 3_000; at += 1) deep = tag('UL', {}, tag('LI', {}, deep));
  expect(rich.safeParse(linesOfPasted(deep)).error).toBeUndefined();
});
