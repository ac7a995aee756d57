import { expect, test } from 'vitest';
import type { Command } from './commands.ts';
import { createKeyReader, sequenceMsMax, shownKeys } from './keys.ts';

const command = (keys: string): Command => ({ id: keys, label: keys, group: 'act', keys, run() {} });
const commands = ['mod+k', '?', 'g c', 'g u', 'e', 'c'].map(command);

const press = (
  key: string,
  more: { meta?: boolean; ctrl?: boolean; alt?: boolean; isTaken?: boolean } = {},
) => ({
  key,
  ctrlKey: more.ctrl ?? false,
  metaKey: more.meta ?? false,
  altKey: more.alt ?? false,
  shiftKey: key === '?',
  isTaken: more.isTaken ?? false,
});

test('single keys, pairs and combinations find their command', () => {
  const read = createKeyReader(() => true);
  expect(read(press('e'), commands, 0)?.id).toBe('e');
  expect(read(press('?'), commands, 0)?.id).toBe('?');
  expect(read(press('g'), commands, 10)).toBeUndefined();
  expect(read(press('c'), commands, 20)?.id).toBe('g c');
  expect(read(press('c'), commands, 30)?.id).toBe('c');
  expect(read(press('k', { ctrl: true }), commands, 40)?.id).toBe('mod+k');
  expect(read(press('K', { meta: true }), commands, 40)?.id).toBe('mod+k');
});

test('the second key of a pair comes in time or counts for itself', () => {
  const read = createKeyReader(() => true);
  read(press('g'), commands, 0);
  expect(read(press('c'), commands, sequenceMsMax + 1)?.id).toBe('c');
  read(press('g'), commands, 10_000);
  expect(read(press('x'), commands, 10_001)).toBeUndefined();
  expect(read(press('c'), commands, 10_002)?.id).toBe('c');
});

test('while somebody types only combinations with a modifier count', () => {
  const read = createKeyReader(() => true);
  expect(read(press('e', { isTaken: true }), commands, 0)).toBeUndefined();
  expect(read(press('k', { ctrl: true, isTaken: true }), commands, 0)?.id).toBe('mod+k');
  expect(read(press('e', { alt: true }), commands, 0)).toBeUndefined();
});

test('the setting turns single keys and pairs off', () => {
  const read = createKeyReader(() => false);
  expect(read(press('e'), commands, 0)).toBeUndefined();
  read(press('g'), commands, 0);
  expect(read(press('c'), commands, 1)).toBeUndefined();
  expect(read(press('k', { meta: true }), commands, 2)?.id).toBe('mod+k');
});

test('of two commands with the same keys the later one wins', () => {
  const read = createKeyReader(() => true);
  const later = { ...command('e'), id: 'later' };
  expect(read(press('e'), [...commands, later], 0)?.id).toBe('later');
});

test('keys are shown as they stand on the keyboard', () => {
  expect(shownKeys('mod+k', true)).toEqual(['⌘', 'K']);
  expect(shownKeys('mod+Enter', false)).toEqual(['Ctrl', '↵']);
  expect(shownKeys('g c', true)).toEqual(['g', 'c']);
  expect(shownKeys('?', true)).toEqual(['?']);
});
