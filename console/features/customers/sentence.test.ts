import { expect, test } from 'vitest';
import type { Entry } from '../../../contract/entries.ts';
import { isolated } from '../../lib/bidi.ts';
import messages from '../../locales/en/customers.json' with { type: 'json' };
import { kindGroupNames, kindGroups } from './kinds.ts';
import { durationOf, sentenceOf } from './sentence.ts';

const told = (kind: string, payload: unknown) =>
  sentenceOf({ kind, payload } as Entry, {
    memberName: (id) => (id === 'bo' ? 'Bo' : 'Former member'),
    money: (minor, currency) => `${minor} ${currency}`,
    dayText: ({ month, day }) => `${month}-${day}`,
  });

test('every kind of a timeline has its sentence', () => {
  for (const kind of kindGroupNames.flatMap((group) => kindGroups[group])) {
    expect(messages).toHaveProperty([`entry.${kind}`]);
  }
  expect(messages).toHaveProperty([`entry.${told('conversation.assigned', { memberId: null }).key}`]);
});

test('names stand for members, and an absent name is not a word', () => {
  expect(told('conversation.assigned', { memberId: 'bo' }).values).toEqual({ name: isolated('Bo') });
  expect(told('customer.updated', { name: null }).values).toEqual({ has: 'no', name: '' });
  expect(told('customer.updated', { name: 'no' }).values).toEqual({ has: 'yes', name: isolated('no') });
  expect(told('visit.logged', { place: null, summary: 'x' })).toMatchObject({
    values: { has: 'no' },
    body: 'x',
  });
});

test('a call’s length is told where it was written down', () => {
  const call = (durationSeconds: number | null) =>
    ({ kind: 'call.logged', payload: { durationSeconds } }) as Entry;
  expect(durationOf(call(90))).toBe(90_000);
  expect(durationOf(call(0))).toBe(0);
  expect(durationOf(call(null))).toBeUndefined();
  expect(durationOf({ kind: 'note.added', payload: { text: '' } } as Entry)).toBeUndefined();
});

test('an event is told by its name, with the details that can be read in passing', () => {
  const properties = { plan: 'pro', seats: 3, list: [1], nested: {}, long: 'x'.repeat(200) };
  const event = told('event.tracked', { name: 'Signed Up', properties });
  expect(event.values).toEqual({ name: isolated('Signed Up') });
  expect(event.body).toBe(
    [
      `${isolated('plan')}: ${isolated('pro')}`,
      `${isolated('seats')}: ${isolated('3')}`,
      `${isolated('long')}: ${isolated(`${'x'.repeat(80)}…`)}`,
    ].join(' · '),
  );
  expect(told('event.tracked', { name: 'E', properties: {} }).body).toBeUndefined();
  expect(told('page.viewed', { url: '', title: '', referrer: null, name: 'Basket' }).body).toBe('Basket');
});
