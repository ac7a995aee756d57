import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VisitorMessage } from '../../contract/visitor.ts';
import {
  addLive,
  addMessages,
  addNewestPage,
  addOlderPage,
  addReactions,
  countUnread,
  emptyThread,
} from './thread.ts';

function message(second: number, from: 'visitor' | 'team' = 'team'): VisitorMessage {
  const occurredAt = `2026-01-01T00:00:${`${second}`.padStart(2, '0')}.000000Z`;
  return { id: `id-${second}`, text: `${second}`, from, authorName: null, occurredAt };
}
const ids = (thread: { messages: readonly VisitorMessage[] }) =>
  thread.messages.map(({ text }) => Number(text));

test('shows the order of the server however messages come, and each once', () => {
  const seconds = fc.array(fc.integer({ min: 0, max: 59 }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(seconds), (batches) => {
      let thread = emptyThread;
      for (const batch of batches)
        thread = addMessages(
          thread,
          batch.map((second) => message(second)),
        );
      expect(ids(thread)).toEqual([...new Set(batches.flat())].sort((a, b) => a - b));
    }),
  );
});

test('goes back page by page', () => {
  const newest = addNewestPage(emptyThread, { data: [message(9), message(8)], next: 'before-8' });
  expect(newest.older).toBe('before-8');
  const all = addOlderPage(newest, { data: [message(7), message(6)], next: null });
  expect(ids(all)).toEqual([6, 7, 8, 9]);
  expect(all.older).toBeNull();
});

test('knows of older pages though the visitor wrote before the first page was here', () => {
  const written = addMessages(emptyThread, [message(9, 'visitor')]);
  const first = addNewestPage(written, { data: [message(9, 'visitor'), message(8)], next: 'before-8' });
  expect(first.older).toBe('before-8');
  const late = addNewestPage(written, { data: [message(8), message(7)], next: 'before-7' });
  expect(ids(late)).toEqual([7, 8, 9]);
  expect(late.older).toBe('before-7');
});

test('keeps the older pages when the newest joins on, and drops them when there would be a hole', () => {
  const loaded = addOlderPage(
    addNewestPage(emptyThread, { data: [message(9), message(8)], next: 'before-8' }),
    { data: [message(7)], next: 'before-7' },
  );
  const joined = addNewestPage(loaded, { data: [message(10), message(9)], next: 'before-9' });
  expect(ids(joined)).toEqual([7, 8, 9, 10]);
  expect(joined.older).toBe('before-7');
  const torn = addNewestPage(loaded, { data: [message(20), message(19)], next: 'before-19' });
  expect(ids(torn)).toEqual([19, 20]);
  expect(torn.older).toBe('before-19');
});

test('drops what the newest page would hold and does not, and nothing that is newer or on older pages', () => {
  const loaded = addOlderPage(
    addNewestPage(emptyThread, { data: [message(9), message(8), message(6)], next: 'before-6' }),
    { data: [message(5), message(4)], next: 'before-4' },
  );
  const live = addMessages(loaded, [message(11)]);
  // 8 came with somebody who was taken for this visitor.
  const again = addNewestPage(live, { data: [message(9), message(6)], next: 'before-6' });
  expect(ids(again)).toEqual([4, 5, 6, 9, 11]);
  expect(again.older).toBe('before-4');
  const whole = addNewestPage(live, { data: [message(9), message(6)], next: null });
  expect(ids(whole)).toEqual([6, 9, 11]);
  expect(whole.older).toBeNull();
  expect(ids(addNewestPage(live, { data: [], next: null }))).toEqual([]);
});

test('counts as unread what came after the last look and after the own last word', () => {
  const thread = addMessages(emptyThread, [message(1), message(2, 'visitor'), message(3), message(4)]);
  expect(countUnread(thread, null)).toBe(2);
  expect(countUnread(thread, message(3).occurredAt)).toBe(1);
  expect(countUnread(thread, message(1).occurredAt)).toBe(2);
  expect(countUnread(thread, message(4).occurredAt)).toBe(0);
});

const edited = (second: number, revision: number, text: string): VisitorMessage => ({
  ...message(second),
  text,
  changed: { revision, isEdited: true, isDeleted: false },
});

test('a change takes the place of what stood there; an older one that comes late changes nothing', () => {
  const thread = addMessages(emptyThread, [message(1), message(2)]);
  const once = addLive(thread, [edited(1, 1, 'once')]);
  const twice = addLive(once, [edited(1, 2, 'twice')]);
  expect(twice.messages.map(({ text }) => text)).toEqual(['twice', '2']);
  expect(addLive(twice, [edited(1, 1, 'once')])).toBe(twice);
  expect(addMessages(twice, [message(1)])).toBe(twice);
  expect(countUnread(twice, message(2).occurredAt)).toBe(0);
});

test('what was changed on a page that is not loaded waits for that page', () => {
  const thread = addNewestPage(emptyThread, { data: [message(9), message(8)], next: 'before-8' });
  expect(addLive(thread, [edited(3, 1, 'changed')])).toBe(thread);
  const older = addOlderPage(thread, { data: [edited(3, 1, 'changed')], next: null });
  expect(older.messages.map(({ text }) => text)).toEqual(['changed', '8', '9']);
});

test('takes the later change, and of one as often changed the other reaction; a deleted one has none', () => {
  const asChanged = (revision: number, isDeleted = false): VisitorMessage => ({
    ...message(1),
    changed: { revision, isEdited: true, isDeleted },
  });
  const edited = addMessages(emptyThread, [{ ...asChanged(2), reaction: '👍' }]);
  expect(addMessages(edited, [{ ...asChanged(1), reaction: '❤️' }])).toBe(edited);
  expect(addMessages(edited, [{ ...asChanged(2), reaction: '👍' }])).toBe(edited);
  expect(addMessages(edited, [{ ...asChanged(2), reaction: '❤️' }]).messages[0]?.reaction).toBe('❤️');
  expect(addReactions(edited, [{ messageId: 'id-1', emoji: null }]).messages).toEqual([asChanged(2)]);
  const deleted = addMessages(edited, [asChanged(3, true)]);
  expect(deleted.messages).toEqual([asChanged(3, true)]);
  expect(addReactions(deleted, [{ messageId: 'id-1', emoji: '👍' }]).messages).toEqual(deleted.messages);
});
