import { createIntl } from 'react-intl';
import { expect, test } from 'vitest';
import type { Locale } from '../../../contract/ids.ts';
import en from '../../locales/en/hours.json';
import pt from '../../locales/pt-BR/hours.json';
import zh from '../../locales/zh-CN/hours.json';
import { openingWords, weekdays } from './words.ts';

const catalogues = { en, 'pt-BR': pt, 'zh-CN': zh };
/** A Friday, 14:00 in São Paulo. */
const now = new Date('2026-06-05T17:00:00Z');

function say(locale: Locale, isOpen: boolean, changesAt: string | null): string {
  const opening = { isOpen, changesAt: changesAt === null ? null : new Date(changesAt) };
  const { key, values } = openingWords(opening, now, 'America/Sao_Paulo', locale);
  const intl = createIntl({ locale, messages: catalogues[locale] });
  return intl.formatMessage({ id: key }, values).replaceAll(/\s/g, ' ');
}

test('today, tomorrow, on a weekday, on a date, and never', () => {
  expect(say('en', true, '2026-06-05T21:00:00Z')).toBe('Open now, closes at 6:00 PM');
  expect(say('en', true, '2026-06-06T05:00:00Z')).toBe('Open now, closes tomorrow at 2:00 AM');
  expect(say('en', false, '2026-06-05T21:00:00Z')).toBe('Closed, opens at 6:00 PM');
  expect(say('en', false, '2026-06-08T12:00:00Z')).toBe('Closed, opens Monday at 9:00 AM');
  expect(say('en', false, '2026-06-15T12:00:00Z')).toBe('Closed, opens Monday, June 15 at 9:00 AM');
  expect(say('en', true, null)).toBe('Open, day and night');
});

test('in the other languages', () => {
  expect(say('pt-BR', true, '2026-06-05T21:00:00Z')).toBe('Aberto agora, até 18:00');
  expect(say('pt-BR', true, '2026-06-06T04:00:00Z')).toBe('Aberto agora, até amanhã, 01:00');
  expect(say('pt-BR', false, '2026-06-08T12:00:00Z')).toBe('Fechado até segunda-feira, 09:00');
  expect(say('zh-CN', true, '2026-06-05T21:00:00Z')).toBe('营业中，18:00 结束');
  expect(say('zh-CN', false, '2026-06-08T12:00:00Z')).toBe('休息中，星期一 09:00 开始营业');
});

test('the week begins on Monday', () => {
  expect(weekdays('en')).toEqual([
    'Monday',
    'Tuesday',
    'Wednesday',
    'Thursday',
    'Friday',
    'Saturday',
    'Sunday',
  ]);
  expect(weekdays('pt-BR')[0]).toBe('Segunda-feira');
});
