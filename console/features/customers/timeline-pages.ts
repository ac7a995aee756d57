/** Pages of a timeline, newest first, and an entry that has just been recorded among them. */
import type { Entry } from '../../../contract/entries.ts';
import { comparePositions } from '../../../contract/ids.ts';

export type TimelinePage = { data: readonly Entry[]; next: string | null };

/** The pages with one more entry at its place; unchanged when it is there already or lies beyond what is loaded. */
export function withEntry(pages: readonly TimelinePage[], entry: Entry): readonly TimelinePage[] {
  if (pages.some(({ data }) => data.some(({ id }) => id === entry.id))) return pages;
  const at = pages.findIndex(({ data, next }) => {
    const last = data.at(-1);
    return next === null || (last !== undefined && isNewer(entry, last));
  });
  const page = pages[at];
  if (!page) return pages;
  const before = page.data.findIndex((other) => isNewer(entry, other));
  const data = page.data.toSpliced(before === -1 ? page.data.length : before, 0, entry);
  return pages.with(at, { ...page, data });
}

/** Telling order, backwards. */
function isNewer(a: Entry, b: Entry): boolean {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt > b.occurredAt;
  return comparePositions(a.position, b.position) > 0;
}

/** Entries under the day on which they happened, on the reader's calendar. */
export function byDay(entries: readonly Entry[]): { key: string; at: string; entries: Entry[] }[] {
  const days: { key: string; at: string; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const key = new Date(entry.occurredAt).toDateString();
    const day = days.at(-1);
    if (day?.key === key) day.entries.push(entry);
    else days.push({ key, at: entry.occurredAt, entries: [entry] });
  }
  return days;
}
