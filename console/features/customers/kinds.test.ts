import { expect, test } from 'vitest';
import { auditKinds, bookkeepingKinds, entryKinds } from '../../../contract/entries.ts';
import { isShown, kindGroupNames, kindGroups, kindsOf } from './kinds.ts';

const inGroups: readonly string[] = kindGroupNames.flatMap((group) => kindGroups[group]);

test('every kind of a customer’s story can be filtered for, in exactly one group', () => {
  const story = entryKinds.filter((kind) => !auditKinds.includes(kind) && !bookkeepingKinds.includes(kind));
  expect(inGroups.toSorted()).toEqual(story.toSorted());
});

test('no group chosen shows all but bookkeeping', () => {
  expect(kindsOf([])).toBeUndefined();
  expect(isShown('page.viewed', undefined)).toBe(true);
  expect(isShown('conversation.read', undefined)).toBe(false);
  expect(kindsOf(['calls', 'visits'])).toEqual(['call.logged', 'visit.logged']);
  expect(isShown('note.added', kindsOf(['calls']))).toBe(false);
});
