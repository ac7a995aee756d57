import { expect, test } from 'vitest';
import { dayLabel, timeLabel } from './labels.ts';

const now = new Date(2026, 2, 1, 0, 5);
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

test('names days as people do', () => {
  expect(dayLabel(at(2026, 2, 1, 0, 1), 'en', now)).toBe('Today');
  expect(dayLabel(at(2026, 1, 28, 23, 59), 'en', now)).toBe('Yesterday');
  expect(dayLabel(at(2026, 1, 28, 23, 59), 'pt-BR', now)).toBe('Ontem');
  expect(dayLabel(at(2026, 2, 1, 0, 1), 'zh-CN', now)).toBe('今天');
  expect(dayLabel(at(2026, 1, 20, 12, 0), 'en', now)).toBe('Friday, February 20');
  expect(dayLabel(at(2025, 1, 20, 12, 0), 'pt-BR', now)).toBe('quinta-feira, 20 de fevereiro de 2025');
});

test('names times in the language of the page', () => {
  expect(timeLabel(at(2026, 2, 1, 15, 7), 'pt-BR')).toBe('15:07');
  expect(timeLabel(at(2026, 2, 1, 15, 7), 'en')).toMatch(/^3:07.PM$/);
});
