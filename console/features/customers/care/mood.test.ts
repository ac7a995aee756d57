import { expect, test } from 'vitest';
import type { Entry } from '../../../../contract/entries.ts';
import { moodOf } from './mood.ts';

let hour = 24;
/** Entries are told newest first: each is an hour older than the one before it. */
const entry = (kind: string, payload: object, actor = 'customer') =>
  ({ kind, payload, actor: { kind: actor, id: null }, occurredAt: `2026-01-01T${--hour}:00:00Z` }) as Entry;
const reacted = (messageId: string, emoji: string | null, actor?: string) =>
  entry('message.reacted', { messageId, emoji }, actor);
const reviewed = (score: number | null, reviewId = 'r') =>
  entry('review.posted', { reviewId, score, scale: 5 });

test('the newest sign counts, whichever it is', () => {
  expect(moodOf([reacted('a', '👎'), reviewed(5)])).toMatchObject({ by: 'reaction', emoji: '👎' });
  expect(moodOf([reviewed(2), reacted('a', '❤️')])).toMatchObject({ by: 'review', score: 2, scale: 5 });
});

test('nothing said is no mood: nor is a review without a score, or how the team reacted', () => {
  expect(moodOf([])).toBeUndefined();
  expect(moodOf([reviewed(null), reacted('a', '👍', 'member')])).toBeUndefined();
});

test('what was taken away or changed counts as it is now, and what was said elsewhere stands', () => {
  expect(moodOf([reacted('a', null), reacted('a', '👎')])).toBeUndefined();
  expect(moodOf([reacted('a', null), reacted('a', '👎'), reviewed(4)])).toMatchObject({ score: 4 });
  expect(moodOf([reacted('a', '👍'), reacted('a', '👎')])).toMatchObject({ emoji: '👍' });
  expect(moodOf([reviewed(null), reviewed(5)])).toBeUndefined();
  expect(moodOf([reviewed(null), reviewed(3, 'other')])).toMatchObject({ score: 3 });
  expect(moodOf([reacted('a', null), reacted('b', '🎉')])).toMatchObject({ emoji: '🎉' });
});
