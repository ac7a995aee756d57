/** What a list of conversations may be narrowed to, as JSON and as parameters of an address. */
import { z } from 'zod';
import { commaList } from './comma-list.ts';
import { attributeWish, attributeWishesMax, writeWish, writtenWish } from './conversation-attributes.ts';
import { priority } from './conversation-entries.ts';
import { id } from './ids.ts';

/** In which state conversations are shown. Spam is closed as well, and shown by itself. */
export const viewStatuses = ['open', 'snoozed', 'closed', 'spam'] as const;
export const viewStatus = z.enum(viewStatuses);
export const viewOrders = ['newest', 'waiting', 'priority'] as const;
export const viewOrder = z.enum(viewOrders);
export type ViewOrder = z.infer<typeof viewOrder>;

const choicesMax = 100;
const team = z.union([z.enum(['mine', 'none']), id]);
const assignee = z.union([z.enum(['me', 'none']), id]);
export const languageCode = /^[A-Za-z]{2,3}(-[A-Za-z\d]{2,8})*$/;
export const languageLengthMax = 35;
export const waitingMinutesMax = 525_600;
export const closedDaysMax = 366;
const reasonChoice = z.union([z.enum(['none']), id]);
const closedDays = z.int().min(1).max(closedDaysMax);
const language = z.string().regex(languageCode).max(languageLengthMax);
const waitingMinutes = z.int().min(1).max(waitingMinutesMax);
const listOf = <Choice extends z.ZodType>(choice: Choice) => z.array(choice).min(1).max(choicesMax);

/** What a conversation must be to stand in a view. What is absent may be anything; of a list, one is enough. */
export const viewFilter = z.object({
  status: viewStatus.optional(),
  assignees: listOf(assignee).optional(),
  /** `mine`: the teams that whoever looks is in. */
  teams: listOf(team).optional(),
  inboxIds: listOf(id).optional(),
  tagIds: listOf(id).optional(),
  priorities: listOf(priority).optional(),
  /** The customer is in this segment. */
  segmentId: id.optional(),
  /** The customer's language, as the profile says: `pt` means `pt-BR` as well. */
  language: language.optional(),
  /** The customer's last word has been unanswered for so long. */
  waitingMinutes: waitingMinutes.optional(),
  /** It is closed for one of these reasons; `none`: for none. */
  reasonIds: listOf(reasonChoice).optional(),
  /** It was closed in so many days, and is so still. */
  closedDays: closedDays.optional(),
  /** It has all of these attributes. */
  attributes: z.array(attributeWish).min(1).max(attributeWishesMax).optional(),
  /** A note in it mentions the reader, or a team of theirs. */
  mentioned: z.literal(true).optional(),
});
export type ViewFilter = z.output<typeof viewFilter>;

/** The same in an address. */
export const filterQuery = {
  status: viewStatus.optional(),
  assignee: commaList(assignee, choicesMax).optional(),
  team: commaList(team, choicesMax).optional(),
  inbox: commaList(id, choicesMax).optional(),
  tag: commaList(id, choicesMax).optional(),
  priority: commaList(priority, choicesMax).optional(),
  segment: id.optional(),
  language: language.optional(),
  waitingMinutes: z.coerce.number().pipe(waitingMinutes).optional(),
  reason: commaList(reasonChoice, choicesMax).optional(),
  closedDays: z.coerce.number().pipe(closedDays).optional(),
  /** `key`: it has any value; `key=value`: this one; both escaped as in addresses. */
  attribute: commaList(writtenWish, attributeWishesMax).optional(),
  /** `true`: only those in which the caller, or a team of theirs, is mentioned. */
  mentioned: z.literal('true').optional(),
};
type FilterQuery = z.output<z.ZodObject<typeof filterQuery>>;

/** The filter that an address asks for. */
export function filterOfQuery(query: FilterQuery): ViewFilter {
  const {
    status,
    assignee,
    team: teams,
    inbox,
    tag,
    priority,
    segment,
    language,
    waitingMinutes,
    reason,
    closedDays,
    attribute: attributes,
    mentioned,
  } = query;
  return {
    status,
    assignees: assignee,
    teams,
    inboxIds: inbox,
    tagIds: tag,
    priorities: priority,
    segmentId: segment,
    language,
    waitingMinutes,
    reasonIds: reason,
    closedDays,
    attributes,
    mentioned: mentioned && true,
  };
}

/** The address of a filter. */
export function queryOfFilter(filter: ViewFilter): Record<string, string | number> {
  const {
    status,
    assignees,
    teams,
    inboxIds,
    tagIds,
    priorities,
    segmentId,
    language,
    waitingMinutes,
    reasonIds,
    closedDays,
    attributes,
    mentioned,
  } = filter;
  const query = {
    status,
    assignee: assignees?.join(),
    team: teams?.join(),
    inbox: inboxIds?.join(),
    tag: tagIds?.join(),
    priority: priorities?.join(),
    segment: segmentId,
    language,
    waitingMinutes,
    reason: reasonIds?.join(),
    closedDays,
    attribute: attributes?.map(writeWish).join(),
    mentioned: mentioned && 'true',
  };
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
