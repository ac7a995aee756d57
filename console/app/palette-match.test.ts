import { expect, test } from 'vitest';
import type { Command } from '../lib/commands.ts';
import { matching, moved } from './palette-match.ts';

const commands = [
  { label: 'Go to conversations' },
  { label: 'Configurações do espaço', words: 'settings' },
  { label: '前往审计日志' },
  { label: 'Next in the list', isHidden: true },
].map((part, id): Command => ({ id: String(id), group: 'go', run() {}, ...part }));

const found = (query: string) => matching(commands, query).map(({ id }) => id);

test('without a search everything that may be shown', () => expect(found('')).toEqual(['0', '1', '2']));

test.each([
  ['conv', ['0']],
  ['go conv', ['0']],
  ['versations', []],
  ['configuracoes', ['1']],
  ['SETT', ['1']],
  ['审计', ['2']],
  ['next', []],
])('%s finds %j', (query, ids) => expect(found(query)).toEqual(ids));

test.each([
  ['ArrowDown', 0, 3, 1],
  ['ArrowDown', 2, 3, 0],
  ['ArrowUp', 0, 3, 2],
  ['PageDown', 0, 3, 2],
  ['PageUp', 2, 3, 0],
  ['a', 1, 3, undefined],
  ['ArrowDown', 0, 0, undefined],
])('%s from %i of %i leads to %s', (key, from, count, to) => expect(moved(key, from, count)).toBe(to));
