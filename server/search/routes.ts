/** The endpoint that finds messages. */
import { messageOf } from '../../contract/apply.ts';
import { id, time } from '../../contract/ids.ts';
import { messageEndpoints as endpoints, type FoundMessage } from '../../contract/messages.ts';
import { filterOfQuery } from '../../contract/view-filter.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { shownById, type Viewer } from '../conversations/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { always, type Hit } from './asked.ts';
import { excerptOf } from './excerpt.ts';
import { findMessages } from './find.ts';
import { parseWanted } from './wanted.ts';

type Who = MemberCaller;

/** Search. `membersOf`: who is in a segment. */
export function searchRoutes(deps: { now: () => Date; membersOf: Viewer['membersOf'] }): Route<Who>[] {
  return [
    route<Who, typeof endpoints.searchMessages>(endpoints.searchMessages, async ({ tx, who, query }) => {
      const wanted = parseWanted(query.search);
      const { customerId, status, assignee, inbox, tag } = query;
      const after = decodeCursor(query.cursor, [time, id]);
      const asked = {
        wanted,
        said: query.said,
        authors: query.author,
        hasFile: query.hasFile === undefined ? undefined : query.hasFile === 'true',
        since: query.after ?? always.since,
        until: query.before ?? always.until,
        filter: { ...filterOfQuery({ status, assignee, inbox, tag }), customerId },
        viewer: { memberId: who.memberId, now: deps.now(), membersOf: deps.membersOf },
        behind: after && { at: after[0], id: after[1] },
      };
      // Nothing but signs finds nothing; nothing at all, with a filter, finds what the filter says.
      if (wanted.length === 0 && query.search.trim() !== '') return { data: [], next: null };
      const hits = await findMessages(tx, asked, query.limit + 1);
      const shown = hits.slice(0, query.limit);
      const last = shown.at(-1);
      const next = hits.length > query.limit && last ? encodeCursor([last.at, last.id]) : null;
      return { data: await told(tx, shown, wanted), next };
    }),
  ];
}

const saidIn = { received: 'customer', sent: 'team', noted: 'note' } as const;

async function told(tx: Tx, hits: readonly Hit[], wanted: readonly string[]): Promise<FoundMessage[]> {
  if (hits.length === 0) return [];
  const entries = await shownById(
    tx,
    hits.map((hit) => hit.id),
  );
  // One that was deleted a moment ago may still be in the index.
  const there = entries.filter(({ changed }) => (changed?.deletedAt ?? null) === null);
  const messages = new Map(there.map((entry) => [entry.id, messageOf(entry)]));
  return hits.flatMap(({ id: messageId, conversation }) => {
    const message = messages.get(messageId);
    if (!message) return [];
    const { attachments } = message;
    return {
      id: messageId,
      said: saidIn[message.state],
      author: message.author,
      occurredAt: message.occurredAt,
      excerpt: excerptOf(
        message.text,
        (attachments ?? []).map(({ name }) => name),
        wanted,
      ),
      ...(attachments ? { attachments } : {}),
      conversation: conversation as unknown as FoundMessage['conversation'],
    };
  });
}
