import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedWords } from '../../contract/search.ts';
import { excerptOf } from './excerpt.ts';

const marked = (text: string, wanted: string[], files: string[] = []) => {
  const { text: shown, marks } = excerptOf(text, files, wanted);
  return { shown, found: marks.map(([from, to]) => shown.slice(from, to)) };
};

describe('an excerpt', () => {
  test('shows the words around the first hit, and marks each', () => {
    const long = `${'before '.repeat(60)}the Réfund came ${'after '.repeat(60)}`;
    const { shown, found } = marked(long, ['refund']);
    expect(found).toEqual(['Réfund']);
    expect(shown).toMatch(/^…before .*the Réfund came after .*…$/);
    expect(shown.length).toBeLessThan(200);
  });

  test('cuts no letter, and marks what is written without spaces', () => {
    const { shown, found } = marked(`${'😀'.repeat(100)}退款政策${'😀'.repeat(100)}`, ['款政']);
    expect(found).toEqual(['款政']);
    expect(shown.isWellFormed()).toBe(true);
  });

  test('marks words that stand side by side over signs and spaces', () => {
    expect(marked('the late -- (refund)', ['late refund']).found).toEqual(['late -- (refund']);
    expect(marked('Straße', ['strasse']).found).toEqual(['Straße']);
  });

  test('tells of a file’s name where the text has nothing of it', () => {
    expect(excerptOf('here', ['invoice.pdf'], ['invoice'])).toEqual({
      text: 'invoice.pdf',
      marks: [[0, 7]],
      isFile: true,
    });
    expect(excerptOf('', ['invoice.pdf'], [])).toEqual({ text: 'invoice.pdf', marks: [], isFile: true });
  });

  test('of any text: marks lie in it, in order, and fold to what was searched for', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 400 });
    fc.assert(
      fc.property(text, fc.nat(), (whole, from) => {
        const words = foldedWords(whole);
        const word = words[from % Math.max(1, words.length)];
        fc.pre(word !== undefined);
        const { text: shown, marks } = excerptOf(whole, [], [word ?? '']);
        let at = 0;
        for (const [start, end] of marks) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeLessThanOrEqual(shown.length);
          at = end;
        }
        expect(shown.isWellFormed() || !whole.isWellFormed()).toBe(true);
      }),
    );
  });
});
