import { expect, test } from 'vitest';
import { keyFor, optionsOf } from './key.ts';

test('a name suggests a key as programs write it', () => {
  expect(['Favourite cake', 'Plano — Ouro', '会员等级', ' T-shirt size '].map(keyFor)).toEqual([
    ...['favouriteCake', 'planoOuro', '会员等级', 'tShirtSize'],
  ]);
});

test('choices stand one on a line', () => {
  expect(optionsOf(' Gold \n\nSilver\nGold')).toEqual(['Gold', 'Silver']);
});
