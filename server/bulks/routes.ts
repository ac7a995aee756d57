/** The endpoints of bulks. */
import type { RawBuilder } from 'kysely';
import { bulkEndpoints as endpoints } from '../../contract/bulks.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { touch } from '../platform/db/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { startBulk } from './bulk.ts';
import { listLeft } from './left.ts';
import { bulkTopic } from './runner.ts';
import { listBulks, moveTo, readBulk } from './store.ts';

type Who = MemberCaller;

/** Every endpoint of bulks. `membersOf`: who is in a segment. */
export function bulkRoutes(deps: {
  now: () => Date;
  membersOf: (segmentId: string) => RawBuilder<unknown>;
}): Route<Who>[] {
  return [
    route<Who, typeof endpoints.startBulk>(endpoints.startBulk, async ({ tx, who, body }) => {
      const viewer = { memberId: who.memberId, now: deps.now(), membersOf: deps.membersOf };
      const bulk = await startBulk(tx, who, viewer, body);
      touch(tx, bulkTopic);
      return bulk;
    }),
    route<Who, typeof endpoints.listBulks>(endpoints.listBulks, ({ tx, who, query }) =>
      listBulks(tx, who.memberId, query),
    ),
    route<Who, typeof endpoints.readBulk>(endpoints.readBulk, ({ tx, who, params }) =>
      readBulk(tx, who.memberId, params.id),
    ),
    route<Who, typeof endpoints.listBulkLeft>(endpoints.listBulkLeft, ({ tx, who, params, query }) =>
      listLeft(tx, who.memberId, params.id, query),
    ),
    route<Who, typeof endpoints.cancelBulk>(endpoints.cancelBulk, ({ tx, who, params }) =>
      moveTo(tx, who.memberId, params.id, ['running'], 'cancelled'),
    ),
    route<Who, typeof endpoints.undoBulk>(endpoints.undoBulk, async ({ tx, who, params }) => {
      const bulk = await moveTo(tx, who.memberId, params.id, ['done', 'cancelled'], 'undoing');
      touch(tx, bulkTopic);
      return bulk;
    }),
  ];
}
