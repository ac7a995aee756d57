import { expect, test } from 'vitest';
import { site } from '../../../contract/inboxes.ts';
import { parseSites } from './sites.ts';

test.each([
  ['https://shop.example', ['https://shop.example']],
  ['Shop.Example/path?x=1', ['https://shop.example']],
  ['HTTP://shop.example:8080/', ['http://shop.example:8080']],
  ['https://*.shop.example', ['https://*.shop.example']],
  ['localhost:3000', ['http://localhost:3000']],
  [
    'shop.example\n\n  https://shop.example, other.example',
    ['https://shop.example', 'https://other.example'],
  ],
  ['', []],
])('%j means %j', (text, sites) => {
  expect(parseSites(text)).toEqual({ sites, wrong: [] });
  for (const each of sites) expect(site.safeParse(each).success).toBe(true);
});

test.each([
  'ftp://shop.example',
  'shop example!',
  "https://shop.example'; script-src *",
  'https://shop.*.example',
  'javascript:alert(1)',
])('%s is refused in part or whole', (text) => expect(parseSites(text).wrong.length).toBeGreaterThan(0));
