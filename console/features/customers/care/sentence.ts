/** What a timeline says of tasks, dates, notes and needs. */
import type { Entry, EntryKind } from '../../../../contract/entries.ts';
import { isolated } from '../../../lib/bidi.ts';

const careKinds = [
  'task.created',
  'task.changed',
  'task.done',
  'task.reopened',
  'task.reminded',
  'date.set',
  'date.changed',
  'date.removed',
  'note.written',
  'note.changed',
  'note.pinned',
  'note.deleted',
  'need.stated',
  'need.changed',
  'need.met',
  'need.reopened',
  'need.removed',
] as const satisfies readonly EntryKind[];
type CareEntry = Entry<(typeof careKinds)[number]>;

/** Whether an entry is about a task, a date, a note or a need. */
export function isAboutCare(entry: Entry): entry is CareEntry {
  return careKinds.some((kind) => kind === entry.kind);
}

type Values = Record<string, string | number>;
type Told = { values?: Values; body?: string | undefined };

/** Its sentence's values, and what somebody wrote. */
export function careSentence(entry: CareEntry, memberName: (id: string | null) => string): Told {
  switch (entry.kind) {
    case 'task.created':
    case 'task.done':
    case 'task.reopened':
      return { body: entry.payload.what };
    case 'task.changed':
      return { values: taskChange(entry, memberName), body: entry.payload.what };
    case 'task.reminded':
      return { values: { name: isolated(memberName(entry.payload.memberId)) }, body: entry.payload.what };
    case 'date.set':
    case 'date.changed':
      return { values: { date: dayOf(entry.payload) }, body: entry.payload.name ?? undefined };
    case 'date.removed':
      return { body: entry.payload.name ?? undefined };
    case 'note.written':
    case 'note.changed':
      return { body: entry.payload.text };
    case 'note.pinned':
      return { values: { pinned: entry.payload.pinned ? 'yes' : 'no' } };
    case 'note.deleted':
      return {};
    case 'need.stated':
    case 'need.changed':
      return { values: { kind: entry.payload.needKind }, body: entry.payload.text };
    case 'need.met':
    case 'need.reopened':
    case 'need.removed':
      return { body: entry.payload.text };
  }
}

/** Who got it, when that is all that changed. */
function taskChange(
  { payload: { changes } }: Entry<'task.changed'>,
  memberName: (id: string | null) => string,
): Values {
  const { assigneeId } = changes;
  if (assigneeId === undefined || Object.keys(changes).length > 1) return { what: 'changed', name: '' };
  return assigneeId === null
    ? { what: 'free', name: '' }
    : { what: 'assigned', name: isolated(memberName(assigneeId)) };
}

/** A day as numbers that everybody reads alike: `1992-02-29`, or `02-29` where nobody knows the year. */
function dayOf({ year, month, day }: { year: number | null; month: number; day: number }): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return [...(year === null ? [] : [String(year).padStart(4, '0')]), two(month), two(day)].join('-');
}
