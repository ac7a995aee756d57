import { expect, test } from 'vitest';
import type { Entry } from '../../../../contract/entries.ts';
import { isolated } from '../../../lib/bidi.ts';
import { dateWords } from './date-words.ts';
import { careSentence, isAboutCare } from './sentence.ts';

const told = (kind: string, payload: unknown) =>
  careSentence(
    { kind, payload } as Parameters<typeof careSentence>[0],
    (id) => (id === 'bo' ? 'Bo' : 'Former'),
    (day) => dateWords(day, 'pt-BR'),
  );

test('who got a task is told when that is all that changed', () => {
  const change = (changes: object) => told('task.changed', { what: 'Call', changes }).values;
  expect(change({ assigneeId: 'bo' })).toEqual({ what: 'assigned', name: isolated('Bo') });
  expect(change({ assigneeId: null })).toEqual({ what: 'free', name: '' });
  expect(change({ assigneeId: 'bo', what: 'Call' })).toMatchObject({ what: 'changed' });
  expect(told('task.reminded', { what: 'Call', memberId: 'bo' })).toEqual({
    values: { name: isolated('Bo') },
    body: 'Call',
  });
});

test('days are told with the year that is known', () => {
  const date = { name: null, month: 2, day: 9, year: null };
  expect(told('date.set', date).values).toEqual({ date: '9 de fevereiro' });
  expect(told('date.changed', { ...date, year: 1992 }).values).toEqual({ date: '9 de fevereiro de 1992' });
});

test('notes of conversations are none of these', () => {
  expect(isAboutCare({ kind: 'note.added' } as Entry)).toBe(false);
  expect(isAboutCare({ kind: 'note.written' } as Entry)).toBe(true);
});
