import { expect, test } from 'vitest';
import { type DraftStorage, keepDraft, readDraft } from './drafts.ts';

function storage(): DraftStorage & { keys(): string[] } {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
}

test('a draft comes back, an empty one is forgotten', () => {
  const place = storage();
  keepDraft(place, 'reply.1', 'Bom dia', 1);
  expect(readDraft(place, 'reply.1')).toBe('Bom dia');
  keepDraft(place, 'reply.1', '  ', 2);
  expect(place.keys()).toEqual([]);
  expect(readDraft(place, 'reply.1')).toBe('');
});

test('the oldest drafts go first, what is not ours stays', () => {
  const place = storage();
  place.setItem('other', 'x');
  for (let at = 0; at < 205; at++) keepDraft(place, `reply.${at}`, 'text', at);
  expect(place.keys()).toHaveLength(201);
  expect(readDraft(place, 'reply.4')).toBe('');
  expect(readDraft(place, 'reply.5')).toBe('text');
  expect(place.getItem('other')).toBe('x');
});

test('neither a full storage nor damaged content stops the writing', () => {
  const full = {
    ...storage(),
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  expect(() => keepDraft(full, 'reply.1', 'text', 1)).not.toThrow();
  const place = storage();
  place.setItem('rapport.draft.reply.1', '{"text":');
  expect(readDraft(place, 'reply.1')).toBe('');
});
