import { expect, test } from 'vitest';
import { commandIn, intentIn } from './intent.ts';

test.each([
  ['/promise Friday 15:00 call back', 'Friday 15:00 call back'],
  ['/promessa sexta 15h ligar', 'sexta 15h ligar'],
  ['承诺 周五15:00 回电话', '周五15:00 回电话'],
  ['、承诺周五15:00 回电话', '周五15:00 回电话'],
  ['/承诺', ''],
  ['承诺书已经寄出', undefined],
  ['I promise', undefined],
])('%s is a command', (text, rest) => {
  expect(commandIn(text)).toBe(rest);
});

test.each([
  ['Thanks! I’ll call you on Friday at 3pm.', 'I’ll call you on Friday at 3pm.'],
  ['We will ship it tomorrow', 'We will ship it tomorrow'],
  ['Vou te ligar amanhã às 15h', 'Vou te ligar amanhã às 15h'],
  ['Oi, te ligo na sexta.', 'Oi, te ligo na sexta.'],
  ['您好。周五下午三点给您回电话。', '周五下午三点给您回电话。'],
  ['我们明天会回复', '我们明天会回复'],
  ['Did you order it on Friday?', undefined],
  ['Your order of 12 May arrived.', undefined],
  ['Will I see you tomorrow?', undefined],
  ['I will look into it.', undefined],
  ['Seu pedido chegou sexta', undefined],
])('%s', (text, sentence) => {
  expect(intentIn(text)).toBe(sentence);
});
