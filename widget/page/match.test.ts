import { expect, test } from 'vitest';
import { fitsPage } from './match.ts';

const offer = (pages: Parameters<typeof fitsPage>[0]['pages'], pagesSeen = 1) => ({
  id: 'g',
  pages,
  seconds: 0,
  pagesSeen,
});
const at = (url: string, pagesSeen = 1) => ({ url, pagesSeen });

test.each([
  ['contains', '/price', 'https://shop.example/prices?x=1', true],
  ['contains', '/price', 'https://shop.example/', false],
  ['starts', 'https://shop.example/help', 'https://shop.example/help/1', true],
  ['starts', '/help', 'https://shop.example/help', false],
  ['equals', 'https://shop.example/help', 'https://shop.example/help/', true],
  ['equals', 'https://shop.example/help', 'https://shop.example/help?x=1', false],
] as const)('%s %s: %s', (is, text, url, fits) => {
  expect(fitsPage(offer([{ test: is, text }]), at(url))).toBe(fits);
});

test('without pages it is for each, and one of several is enough', () => {
  expect(fitsPage(offer([]), at('https://shop.example/'))).toBe(true);
  const several = offer([
    { test: 'contains', text: 'nowhere' },
    { test: 'contains', text: 'shop' },
  ]);
  expect(fitsPage(several, at('https://shop.example/'))).toBe(true);
});

test('it waits for as many pages', () => {
  expect(fitsPage(offer([], 3), at('https://shop.example/', 2))).toBe(false);
  expect(fitsPage(offer([], 3), at('https://shop.example/', 3))).toBe(true);
});
