/** The endpoint of exports. */
import type { RawBuilder } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { exportEndpoints as endpoints, exportMax } from '../../contract/exports.ts';
import { filterOfQuery } from '../../contract/view-filter.ts';
import { by, type MemberCaller, timeZoneOf } from '../accounts/index.ts';
import { listIds, readConversation } from '../conversations/index.ts';
import { append } from '../ledger/index.ts';
import { inWorkspace } from '../platform/db/index.ts';
import { openRoute, type Route } from '../platform/http/index.ts';
import { fileOf } from './file.ts';

type Who = MemberCaller;
const types = { csv: 'text/csv', jsonl: 'application/x-ndjson', vcon: 'application/x-ndjson' };
const endings = { csv: 'csv', jsonl: 'jsonl', vcon: 'vcon.jsonl' };

/** `membersOf`: who is in a segment. */
export function exportRoutes(deps: {
  now: () => Date;
  membersOf: (segmentId: string) => RawBuilder<unknown>;
}): Route<Who>[] {
  return [
    openRoute<Who, typeof endpoints.exportConversations>(
      endpoints.exportConversations,
      async ({ db, who, query }) => {
        const { format, order, conversation } = query;
        const filter = conversation === undefined ? filterOfQuery(query) : {};
        const now = deps.now();
        const { ids, timeZone } = await inWorkspace(db, who.workspaceId, async (tx) => {
          const viewer = { memberId: who.memberId, now, membersOf: deps.membersOf };
          const ids =
            conversation === undefined
              ? await listIds(tx, viewer, { ...filter, order, limit: exportMax + 1 })
              : [(await readConversation(tx, who.memberId, conversation)).id];
          if (ids.length > exportMax) {
            throw new Problem(
              'too-large',
              `A file holds at most ${exportMax} conversations. Narrow the view down, and take it along in parts.`,
            );
          }
          const { actor, source } = by(who);
          await append(tx, {
            kind: 'conversations.exported',
            payload: {
              format,
              filter: JSON.parse(JSON.stringify(filter)),
              ...(conversation === undefined ? {} : { conversationId: conversation }),
              count: ids.length,
            },
            actor,
            direction: 'internal',
            source: { name: source },
          });
          return { ids, timeZone: await timeZoneOf(tx, who.memberId) };
        });
        const file = fileOf(format, { db, who, ids, now, timeZone });
        const name = `conversations-${now.toISOString().slice(0, 10)}.${endings[format]}`;
        return { file, type: `${types[format]}; charset=utf-8`, name };
      },
    ),
  ];
}
