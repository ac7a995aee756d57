import { expect, test } from 'vitest';
import { browserSnippet, nodeSnippet, shellSnippet } from './snippets.ts';

test('each snippet names this server and the key', () => {
  for (const snippet of [browserSnippet, nodeSnippet, shellSnippet]) {
    const text = snippet('https://rapport.example', 'wk_1');
    expect(text).toContain('https://rapport.example');
    expect(text).toContain('wk_1');
  }
});
