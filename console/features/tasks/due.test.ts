import { expect, test } from 'vitest';
import { dueAt, micros } from '../../../contract/times.ts';
import { dayWords, dueWords, groupOf } from './due.ts';

const due = (date: string, time: string | null, timeZone: string) => {
  const said = { date, time, timeZone };
  return { ...said, at: micros(dueAt(said)) };
};
const zone = 'America/Sao_Paulo';
const now = new Date('2031-05-12T15:00:00Z');

test('a task stands under the day that its reader has', () => {
  expect(groupOf(due('2031-05-11', null, zone), now, zone)).toBe('overdue');
  expect(groupOf(due('2031-05-12', null, zone), now, zone)).toBe('today');
  expect(groupOf(due('2031-05-12', '11:59', zone), now, zone)).toBe('overdue');
  expect(groupOf(due('2031-05-12', '12:00', zone), now, zone)).toBe('overdue');
  expect(groupOf(due('2031-05-12', '12:01', zone), now, zone)).toBe('today');
  expect(groupOf(due('2031-05-13', null, zone), now, zone)).toBe('later');
  expect(groupOf(null, now, zone)).toBe('later');
  // Nine in Shanghai, the 13th there, is ten in the evening of the 12th here.
  expect(groupOf(due('2031-05-13', '09:00', 'Asia/Shanghai'), now, zone)).toBe('today');
});

test('a due date is told as people say it', () => {
  expect(dueWords(due('2031-05-12', null, zone), now, zone, 'en')).toBe('today');
  expect(dueWords(due('2031-05-13', '09:00', 'Asia/Shanghai'), now, zone, 'en')).toMatch(
    /^today, 10:00\sPM$/,
  );
  expect(dueWords(due('2031-05-13', '14:30', zone), now, zone, 'pt-BR')).toBe('amanhã, 14:30');
  expect(dayWords('2031-05-16', '2031-05-12', 'en')).toBe('Fri, May 16');
  expect(dayWords('2032-01-02', '2031-05-12', 'zh-CN')).toBe('2032年1月2日');
  expect(dayWords('2031-05-02', '2031-05-12', 'en')).toBe('May 2');
});
