import { expect, test } from 'vitest';
import { textFor } from './show.ts';

test.each([
  ['zh-CN', 'pt-BR', 'Oi'],
  ['en', 'pt-BR', 'Hi'],
  ['zh-CN', 'zh-CN', 'Hi'],
])('in %s, of a workspace in %s: %s', (language, fallback, text) => {
  expect(textFor({ en: 'Hi', 'pt-BR': 'Oi' }, language, fallback)).toBe(text);
});
