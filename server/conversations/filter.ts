/** Which conversations stand in a view, as parts of a statement about the conversations `c`. */
import { type RawBuilder, sql } from 'kysely';
import type { ViewFilter } from '../../contract/view-filter.ts';
import { languageOf } from '../customers/index.ts';
import { rootIn } from '../ledger/index.ts';
import { arrayText } from '../platform/db/index.ts';
import { teamsOf } from '../teams/index.ts';
import { isDescribed } from './described.ts';

type Sql = RawBuilder<unknown>;

/** Who asks, and what the folders above know of customers: who is in a segment, as rows `(customer_id)`. */
export type Viewer = { memberId: string; now: Date; membersOf: (segmentId: string) => Sql };

/** What a conversation must be, status apart. */
export function conditionOf(filter: ViewFilter, { memberId, now, membersOf }: Viewer): Sql {
  const {
    assignees,
    teams,
    inboxIds,
    tagIds,
    priorities: wanted,
    segmentId,
    language,
    waitingMinutes,
    reasonIds,
    closedDays,
  } = filter;
  const who = rootIn(sql`c.customer_id`);
  const conditions: Sql[] = [];
  if (assignees) conditions.push(assigned(assignees.map((one) => (one === 'me' ? memberId : one))));
  if (teams) conditions.push(standsWith(teams, memberId));
  if (inboxIds) conditions.push(sql`c.inbox_id = any(${arrayText(inboxIds)}::uuid[])`);
  if (tagIds) conditions.push(sql`c.tag_ids && ${arrayText(tagIds)}::uuid[]`);
  if (wanted) conditions.push(sql`c.priority = any(${arrayText(wanted)}::text[])`);
  if (waitingMinutes !== undefined) {
    const since = new Date(now.getTime() - waitingMinutes * minuteMilliseconds);
    conditions.push(sql`c.status <> 'closed' and c.waiting_since <= ${since.toISOString()}`);
  }
  if (reasonIds) conditions.push(closedFor(reasonIds));
  if (closedDays !== undefined) conditions.push(closedWithin(now, closedDays));
  for (const wish of filter.attributes ?? []) conditions.push(isDescribed(wish));
  if (language !== undefined) {
    const spoken = sql`lower(${languageOf(sql`w.id`)})`;
    const code = language.toLowerCase();
    conditions.push(sql`exists (
      select from (select ${who} as id) w where ${spoken} = ${code} or starts_with(${spoken}, ${`${code}-`}))`);
  }
  if (filter.mentioned) {
    conditions.push(sql`c.id = any(array(
      select m.conversation_id from conversation_mentions m
      where m.mentioned_id = ${memberId} or m.mentioned_id in (${teamsOf(memberId)})))`);
  }
  if (segmentId !== undefined) {
    conditions.push(sql`exists (
      select from ids_of(${who}) own(id) cross join lateral (
        select from (${membersOf(segmentId)}) m where m.customer_id = own.id limit 1
      ) m)`);
  }
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

const minuteMilliseconds = 60_000;
const dayMilliseconds = 86_400_000;

function assigned(ids: readonly string[]): Sql {
  const members = ids.filter((one) => one !== 'none');
  const parts = [
    ...(ids.includes('none') ? [sql`c.assignee_id is null`] : []),
    ...(members.length > 0 ? [sql`c.assignee_id = any(${arrayText(members)}::uuid[])`] : []),
  ];
  return sql`(${sql.join(parts, sql` or `)})`;
}

function closedFor(reasonIds: readonly string[]): Sql {
  const named = reasonIds.filter((one) => one !== 'none');
  const parts = [
    ...(reasonIds.includes('none') ? [sql`c.reason_id is null`] : []),
    ...(named.length > 0 ? [sql`c.reason_id = any(${arrayText(named)}::uuid[])`] : []),
  ];
  return sql`c.status = 'closed' and (${sql.join(parts, sql` or `)})`;
}

/** Closed in the last days, and closed still. */
export function closedWithin(now: Date, days: number): Sql {
  const since = new Date(now.getTime() - days * dayMilliseconds);
  return sql`c.status = 'closed' and c.closed_at >= ${since.toISOString()}`;
}

function standsWith(teams: readonly string[], memberId: string): Sql {
  const named = teams.filter((one) => one !== 'none' && one !== 'mine');
  const parts = [
    ...(teams.includes('none') ? [sql`c.team_id is null`] : []),
    ...(teams.includes('mine') ? [sql`c.team_id in (${teamsOf(memberId)})`] : []),
    ...(named.length > 0 ? [sql`c.team_id = any(${arrayText(named)}::uuid[])`] : []),
  ];
  return sql`(${sql.join(parts, sql` or `)})`;
}

/** The rows of a status. Spam is closed, and stands by itself. */
export function statusIs(status: NonNullable<ViewFilter['status']>): Sql {
  return status === 'spam' ? sql`c.spam` : sql`c.status = ${status} and not c.spam`;
}

/** The statuses of a filter that names none. */
export const statusesShown = ['open', 'snoozed', 'closed'] as const;
