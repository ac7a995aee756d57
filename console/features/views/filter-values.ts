/** A filter as the fields of a form, and back: several values of a field with commas between them. */
import type { AttributeWish } from '../../../contract/conversation-attributes.ts';
import { priorities } from '../../../contract/conversation-entries.ts';
import {
  closedDaysMax,
  languageCode,
  type ViewFilter,
  viewStatuses,
  waitingMinutesMax,
} from '../../../contract/view-filter.ts';

export type ListField = 'assignees' | 'teams' | 'inboxIds' | 'tagIds' | 'priorities' | 'reasonIds';
export type FilterField =
  | ListField
  | 'attributes'
  | 'status'
  | 'segmentId'
  | 'language'
  | 'waitingMinutes'
  | 'closedDays';
export type FilterValues = Record<FilterField, string>;

/** The fields of a filter. */
export function fieldsOf(filter: ViewFilter): FilterValues {
  return {
    status: filter.status ?? '',
    assignees: filter.assignees?.join() ?? '',
    teams: filter.teams?.join() ?? '',
    inboxIds: filter.inboxIds?.join() ?? '',
    tagIds: filter.tagIds?.join() ?? '',
    priorities: filter.priorities?.join() ?? '',
    segmentId: filter.segmentId ?? '',
    language: filter.language ?? '',
    waitingMinutes: String(filter.waitingMinutes ?? ''),
    reasonIds: filter.reasonIds?.join() ?? '',
    closedDays: String(filter.closedDays ?? ''),
    attributes: JSON.stringify(filter.attributes ?? []),
  };
}

/** The values of a field that holds several. */
export function listOf(text: string): string[] {
  return text === '' ? [] : text.split(',');
}

/** The attributes that are asked for. */
export function wishesOf(text: string): AttributeWish[] {
  return JSON.parse(text) as AttributeWish[];
}

/** The filter of fields; what is empty, or nothing that a filter knows, stands for anything. */
export function filterOf(values: Readonly<FilterValues>): ViewFilter {
  const language = values.language.trim();
  const within = (text: string, max: number) => {
    const number = Number.parseInt(text, 10);
    return number >= 1 && number <= max ? number : undefined;
  };
  const wanted = {
    status: viewStatuses.find((status) => status === values.status),
    assignees: some(listOf(values.assignees)),
    teams: some(listOf(values.teams)),
    inboxIds: some(listOf(values.inboxIds)),
    tagIds: some(listOf(values.tagIds)),
    priorities: some(priorities.filter((one) => listOf(values.priorities).includes(one))),
    segmentId: values.segmentId || undefined,
    language: languageCode.test(language) ? language : undefined,
    waitingMinutes: within(values.waitingMinutes, waitingMinutesMax),
    reasonIds: some(listOf(values.reasonIds)),
    closedDays: within(values.closedDays, closedDaysMax),
    // What is still to be written narrows nothing yet.
    attributes: some(wishesOf(values.attributes).filter(({ value }) => value?.trim() !== '')),
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

function some<Item>(items: Item[]): Item[] | undefined {
  return items.length > 0 ? items : undefined;
}
