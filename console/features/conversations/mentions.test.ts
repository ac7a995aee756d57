import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownMentions } from '../../../contract/mentions.ts';
import { matching } from './mention-match.ts';
import { begunAt, type Choice, mentionsFrom, moved, withMention } from './mention-text.ts';

const ana: Choice = { kind: 'member', id: 'a', name: 'Ana Souza' };
const people: Choice[] = [
  ana,
  { kind: 'member', id: 'j', name: 'João Araújo' },
  { kind: 'member', id: 'w', name: '王小明' },
  { kind: 'member', id: 'o', name: 'Ольга Петрова' },
  { kind: 'team', id: 't', name: 'Soporte técnico' },
];
const found = (typed: string) => matching(people, typed).map(({ id }) => id);

describe('a mention is begun', () => {
  test.each([
    ['@', '', 0],
    ['hello @an', 'an', 6],
    ['请看@小', '小', 2],
    ['请看＠小', '小', 2],
    ['@Ana So', 'Ana So', 0],
    ['(@jo', 'jo', 1],
  ])('by %j', (text, typed, start) =>
    expect(begunAt(text, text.length)).toEqual({ start, end: text.length, typed }),
  );

  test.each(['ana@shop', 'hello', '@ana ', '@ ana', '@one\ntwo', `@${'x'.repeat(50)}`])('not by %j', (text) =>
    expect(begunAt(text, text.length)).toBeUndefined(),
  );
});

test('whom letters mean, in each script, with accents and letters left out', () => {
  expect(found('')).toEqual(['a', 'j', 'w', 'o', 't']);
  expect(found('joao')).toEqual(['j']);
  expect(found('ARAU')).toEqual(['j']);
  expect(found('小明')).toEqual(['w']);
  expect(found('петр')).toEqual(['o']);
  expect(found('tecn')).toEqual(['t']);
  expect(found('asz')).toEqual(['a']);
  expect(found('ana so')).toEqual(['a']);
  expect(found('xyz')).toEqual([]);
});

test('what is chosen takes the place of what was typed, with a space behind it', () => {
  const text = 'see @an, please';
  const put = withMention(text, [], begunAt(text, 7) ?? { start: 0, end: 0, typed: '' }, ana);
  expect(put).toEqual({
    text: 'see @Ana Souza, please',
    mentions: [{ kind: 'member', id: 'a', start: 4, length: 10 }],
    caret: 14,
  });
  expect(withMention('@', [], { start: 0, end: 1, typed: '' }, ana).text).toBe('@Ana Souza ');
});

test('whatever is written around them, mentions stay where their words are, and go with them', () => {
  const words = '@Ana Souza';
  const free = fc.string({ unit: fc.constantFrom('a', ' ', '好', '@', 'n'), maxLength: 6 });
  fc.assert(
    fc.property(free, free, free, fc.nat(40), fc.nat(8), free, (head, middle, tail, at, cut, typed) => {
      const text = `${head}${words}${middle}${words}${tail}`;
      const mentions = [head.length, head.length + words.length + middle.length].map((start) => ({
        ...{ kind: 'member' as const, id: 'a' },
        ...{ start, length: words.length },
      }));
      const from = Math.min(at, text.length);
      const after = `${text.slice(0, from)}${typed}${text.slice(from + cut)}`;
      const left = moved(mentions, text, after);
      for (const { start, length } of left) expect(after.slice(start, start + length)).toBe(words);
      expect(shownMentions(after, left)).toEqual(left);
      const untouched = mentions.filter(
        ({ start, length }) => start + length <= from || start >= Math.min(from + cut, text.length),
      );
      expect(left.length).toBeGreaterThanOrEqual(
        Math.min(untouched.length, typed === '' && cut === 0 ? 2 : 0),
      );
    }),
    { numRuns: 500 },
  );
});

test('what was kept beside a draft counts as far as the text still says so', () => {
  const kept = JSON.stringify([{ kind: 'member', id: 'a', start: 0, length: 4 }]);
  expect(mentionsFrom(kept, '@Ana!')).toHaveLength(1);
  expect(mentionsFrom(kept, 'Ana!')).toEqual([]);
  expect(mentionsFrom('{', '@Ana!')).toEqual([]);
});
