import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSearch, type Vocabulary, withFilter, withoutFilter } from './operators.ts';
import { queryOf } from './query.ts';

const named = (...names: string[]) => names.map((name, at) => ({ id: `id-${at}`, names: [name] }));
const vocabulary: Vocabulary = {
  operators: {
    from: ['来自', 'from'],
    inbox: ['caixa', 'inbox'],
    assignee: ['responsável', 'assignee'],
    tag: ['tag'],
    status: ['status'],
    has: ['has'],
    after: ['after'],
    before: ['before'],
  },
  choices: {
    from: [
      { id: 'customer', names: ['客户', 'customer'] },
      { id: 'team', names: ['团队', 'team'] },
      ...named('Ana Souza', 'Anabel', 'Bea'),
    ],
    inbox: named('Shop', 'Help desk'),
    assignee: [{ id: 'none', names: ['nobody'] }, ...named('Bea')],
    tag: named('Refund', 'Ação'),
    status: [
      { id: 'open', names: ['open'] },
      { id: 'spam', names: ['spam'] },
    ],
    has: [{ id: 'file', names: ['file'] }],
  },
};
const read = (typed: string) => readSearch(typed, vocabulary);
const queryFor = (typed: string) => queryOf(read(typed));

describe('reading a search', () => {
  test('filters stand among words, in the reader’s language or in English', () => {
    expect(queryFor('late from:customer refund tag:refund has:file')).toEqual({
      search: 'late refund',
      said: 'customer',
      tag: 'id-0',
      hasFile: 'true',
    });
    expect(queryFor('来自：团队 RESPONSAVEL:bea')).toEqual({ search: '', said: 'team', assignee: 'id-0' });
    expect(queryFor('inbox:"help desk" tag:acao')).toEqual({ search: '', inbox: 'id-1', tag: 'id-1' });
  });

  test('a name may be begun, and the whole one counts before those that go on', () => {
    expect(queryFor('from:be')).toMatchObject({ author: 'id-2' });
    expect(read('from:ana').filters).toMatchObject([{ fault: 'several' }]);
    expect(queryFor('from:anabel')).toMatchObject({ author: 'id-1' });
  });

  test('days begin where the reader is', () => {
    expect(queryFor('x before:2026-01-01')).toEqual({
      search: 'x',
      before: new Date('2026-01-01T00:00:00').toISOString(),
    });
    for (const wrong of ['2026-02-30', 'soon', '2026-1-1', '2026-13-01']) {
      expect(read(`before:${wrong}`).filters, wrong).toMatchObject([{ fault: 'date' }]);
    }
  });

  test('what means nothing asks the server for nothing', () => {
    expect(read('from:martian').filters).toMatchObject([{ fault: 'unknown', value: 'martian' }]);
    expect(read('from:').filters).toMatchObject([{ fault: 'empty' }]);
    for (const typed of ['', '  ', 'x from:martian', 'x tag:']) expect(queryFor(typed)).toBeUndefined();
  });

  test('what only looks like a filter is words', () => {
    for (const typed of [
      'https://example.com',
      'foo:bar',
      '12:30',
      'a:b:c',
      '"from": x',
      'mailto:ana@example.com',
    ]) {
      expect(read(typed), typed).toEqual({ words: typed, filters: [] });
    }
  });
});

test('a filter that is added and taken out again leaves the search as it was', () => {
  const words = fc.array(fc.constantFrom('late', '退款', '"first order"', '100%', 'from:bea', 'x'), {
    maxLength: 4,
  });
  const value = fc.constantFrom('Help desk', 'Shop', 'Ação', 'nobody');
  fc.assert(
    fc.property(words, value, (parts, one) => {
      const typed = parts.join(' ');
      const more = withFilter(typed, 'caixa', one);
      const added = read(more).filters.at(-1);
      expect(added).toMatchObject({ name: 'inbox', value: one });
      expect(added && withoutFilter(more, added)).toBe(typed);
    }),
  );
});

test('any text is read without harm', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      for (const filter of read(typed).filters)
        expect(typed.slice(filter.from, filter.to)).toBe(filter.typed);
    }),
  );
});
