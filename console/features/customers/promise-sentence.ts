/** What a timeline says of promises. */
import type { Entry, Payload } from '../../../contract/entries.ts';
import { isolated } from '../../lib/bidi.ts';
import type { Day } from './care/sentence.ts';
import { kindGroups } from './kinds.ts';
import { yesOrNo } from './privacy-sentence.ts';

type PromiseEntry = Entry<(typeof kindGroups.promises)[number]>;
type Values = Record<string, string | number>;
type Due = Payload<'promise.made'>['due'];

/** Whether an entry is about a promise. */
export function isAboutPromise(entry: Entry): entry is PromiseEntry {
  return kindGroups.promises.some((kind) => kind === entry.kind);
}

/** Its sentence's values, and what was promised. */
export function promiseSentence(
  entry: PromiseEntry,
  memberName: (id: string | null) => string,
  dayText: (day: Day) => string,
): { values?: Values; body: string } {
  const body = entry.payload.what;
  const when = (due: Due) => [dayOf(due, dayText), due.time].filter((part) => part !== null).join(', ');
  switch (entry.kind) {
    case 'promise.made':
      return { values: { date: when(entry.payload.due) }, body };
    case 'promise.changed':
      return { values: changed(entry.payload.changes, memberName, when), body };
    case 'promise.kept':
      return { values: { late: yesOrNo(entry.payload.late) }, body };
    case 'promise.broken':
      return { body };
    case 'promise.withdrawn':
      return { body: `${body} – ${entry.payload.reason}` };
  }
}

function changed(
  { due, from, memberId }: Payload<'promise.changed'>['changes'],
  memberName: (id: string | null) => string,
  when: (due: Due) => string,
): Values {
  const none = { from: '', date: '', name: '' };
  if (due && from) return { ...none, what: 'moved', from: when(from), date: when(due) };
  if (memberId === undefined) return { ...none, what: 'changed' };
  if (memberId === null) return { ...none, what: 'free' };
  return { ...none, what: 'assigned', name: isolated(memberName(memberId)) };
}

function dayOf({ date }: Due, dayText: (day: Day) => string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return dayText({ year, month, day });
}
