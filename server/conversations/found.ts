/** Conversations of which something was found: what is told of them, and which a search is narrowed to. */
import { type RawBuilder, sql } from 'kysely';
import type { ViewFilter } from '../../contract/view-filter.ts';
import { idsOf } from '../customers/index.ts';
import { rootIn } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { conditionOf, statusIs, type Viewer } from './filter.ts';
import { writtenIn } from './grouping.ts';

type Sql = RawBuilder<unknown>;

/** What a search may be narrowed to. */
export type FoundFilter = ViewFilter & { customerId?: string | undefined };

/** Selects `json` of the conversation, if it is what the filter asks for. Spam is shown where it is asked for. */
export function conversationOf(id: Sql, filter: FoundFilter, viewer: Viewer): Sql {
  const { customerId } = filter;
  const whose =
    customerId === undefined ? sql`true` : sql`${rootIn(sql`c.customer_id`)} = root_of(${customerId}::uuid)`;
  return sql`
    select json_build_object(
      'id', c.id,
      'inboxId', c.inbox_id,
      'channel', c.channel,
      'status', c.status,
      'spam', c.spam,
      'subject', c.subject,
      'assigneeId', c.assignee_id,
      'customer', json_build_object('id', ${rootIn(sql`c.customer_id`)}, 'name', customer_name(c.customer_id))) as json
    from conversations c where c.id = ${id} and ${whose} and ${within(filter)} and ${conditionOf(filter, viewer)}`;
}

function within({ status }: FoundFilter): Sql {
  return status === undefined ? sql`not c.spam` : statusIs(status);
}

/** Where the messages were written that stand in the conversations which the filter asks for; undefined for more than `most`. */
export async function conversationIds(
  tx: Tx,
  filter: FoundFilter,
  viewer: Viewer,
  most: number,
): Promise<string[] | undefined> {
  const customers = filter.customerId === undefined ? undefined : await idsOf(tx, filter.customerId);
  const theirs = customers ? sql`c.customer_id = any(${arrayText(customers)}::uuid[])` : sql`true`;
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c where ${theirs} and ${within(filter)} and ${conditionOf(filter, viewer)}
    limit ${most + 1}`.execute(tx);
  return rows.length > most
    ? undefined
    : writtenIn(
        tx,
        rows.map(({ id }) => id),
      );
}
