import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldedWords } from '../../contract/search.ts';
import { termLettersMax, termsOfIdentity, termsOfName } from './terms.ts';
import { parseWanted } from './wanted.ts';

const named = (name: string) => termsOfName(name).map(({ place, term }) => `${place} ${term}`);
/** Whether a search for a text finds who has these terms. */
const finds = (search: string, terms: { term: string }[]) =>
  parseWanted(search).phrase.some((start) => terms.some(({ term }) => term.startsWith(start)));

test('a name is found from each word on, and inside of words', () => {
  expect(named('João da Silva')).toEqual([
    '0 joao da silva',
    '1 da silva',
    '1 silva',
    '2 oao',
    '2 ilva',
    '2 lva',
  ]);
});

test('a name without spaces is found from each letter on', () => {
  expect(named('王小明')).toEqual(['0 王小明', '1 小明', '1 明']);
  expect(named('ガガ さくら')).toContain('1 くら');
});

test.each([
  ['ﾡￂ', '가'],
  ['joão', 'JOAO'],
  ['İstanbul', 'istanbul'],
  ['ISPARTA', 'ısparta'],
  ['Straße', 'STRASSE'],
  ['Łukasz Ørsted', 'lukasz orsted'],
  ['ﬃ ｆｕｌｌ', 'FFI full'],
  ['O’Neil', "o'neil"],
  ['O’Neil', 'oneil'],
  ['zero\u200dwidth', 'zerowidth'],
  ['\u202eשָׁלוֹם\u202c', 'שלום'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['김민수', '민수'],
  ['김민수'.normalize('NFD'), '민수'],
  ['Ёлкин', 'елкин'],
  ['👩‍👩‍👧 Café', '👩'],
])('%j is found by %j', (name, search) => expect(finds(search, termsOfName(name))).toBe(true));

test.each([
  ['か', 'が'],
  ['ana', 'a%a'],
  ['ana', 'a_a'],
  ['ana', '%na'],
  ['ana', "' or 1=1"],
])('%j is not found by %j', (name, search) => expect(finds(search, termsOfName(name))).toBe(false));

test.each(['!!!', ' ', '\0', '%', '_', '', '\u202e', '\ud800'])('%j means nothing', (search) =>
  expect(parseWanted(search)).toEqual({ phrase: [], words: [] }),
);

test.each([
  ['email', 'Maria.Silva@shop.example.com', ['maria', 'maria.silva@', 'SILVA@shop', 'shop.example'], ['com']],
  [
    'phone',
    '+5511961234567',
    [
      '+55 11 96123-4567',
      '+55 (11) 9',
      '(11) 96123',
      '11961234567',
      '0055 11',
      '011 96123',
      '4567',
      '961234567',
    ],
    ['96123-4566', '12'],
  ],
  ['phone', '+447700900123', ['+44 (0)7700 900', '07700 900123', '7700', '900-123'], ['447701']],
  ['phone', '+390612345678', ['06 1234', '+39 06'], []],
  ['user', 'cus_8A7b-44', ['cus_8a7b', 'CUS', '8a7b', '44'], ['%', 'us']],
  ['visitor', 'b3f1c2d4', [], ['b3f1c2d4']],
] as const)('%s %s', (kind, value, found, notFound) => {
  const terms = termsOfIdentity(kind, value);
  for (const search of found) expect(finds(search, terms), search).toBe(true);
  for (const search of notFound) expect(finds(search, terms), search).toBe(false);
});

test('whoever has a letter or digit is found by the name itself, and by each of its words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
      const terms = termsOfName(name);
      // Apostrophes, some of which count as letters, are no sound.
      if (/(?![ʻʼ])[\p{L}\p{N}]/u.test(name.normalize('NFKD'))) expect(finds(name, terms)).toBe(true);
      for (const { term } of terms) expect([...term].length).toBeLessThanOrEqual(termLettersMax);
      for (const word of foldedWords(name).slice(0, 10)) expect(finds(word, terms)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('folding again changes nothing, and how letters are composed does not matter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      const words = foldedWords(text);
      expect(foldedWords(words.join(' '))).toEqual(words);
      expect(foldedWords(text.normalize('NFC'))).toEqual(foldedWords(text.normalize('NFD')));
    }),
    { numRuns: 5_000 },
  );
});
