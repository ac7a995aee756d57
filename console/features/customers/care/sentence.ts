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
/** A day of the year; of one year, where that is known. */
export type Day = { year: number | null; month: number; day: number };
type Told = { values?: Values; body?: string | undefined };

/** Its sentence's values, and what somebody wrote. */
export function careSentence(
  entry: CareEntry,
  memberName: (id: string | null) => string,
  dayText: (day: Day) => string,
): Told {
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
      return { values: { date: dayText(entry.payload) }, body: entry.payload.name ?? undefined };
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
