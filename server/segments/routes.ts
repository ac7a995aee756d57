/** The endpoints of segments. */
import type { ServerResponse } from 'node:http';
import { segmentEndpoints as endpoints } from '../../contract/segments.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import type { Belonging } from '../customers/index.ts';
import { inWorkspace } from '../platform/db/index.ts';
import { openRoute, type Route, route } from '../platform/http/index.ts';
import { csvFile } from './csv-file.ts';
import { listMatches } from './matches.ts';
import { previewSegment } from './preview.ts';
import { listMembers, listSegments, readSegment, segmentsOf } from './queries.ts';
import { changeSegment, createSegment } from './segment.ts';
import { suggestConditions } from './suggest.ts';

type Who = MemberCaller;
type Deps = { now: () => Date; belonging: Belonging };

/** Every endpoint about segments. */
export const segmentRoutes = ({ now, belonging }: Deps): Route<Who>[] => [
  route<Who, typeof endpoints.listSegments>(endpoints.listSegments, async ({ tx, query }) => ({
    data: await listSegments(tx, { archived: query.archived === 'yes' }),
  })),
  route<Who, typeof endpoints.createSegment>(endpoints.createSegment, ({ tx, who, body }) =>
    createSegment(tx, by(who), body),
  ),
  openRoute<Who, typeof endpoints.previewSegment>(endpoints.previewSegment, ({ db, who, body, reply }) => {
    return previewSegment({ db, now }, who.workspaceId, body.condition, givenUp(reply.raw));
  }),
  openRoute<Who, typeof endpoints.listMatches>(endpoints.listMatches, ({ db, who, body, reply }) =>
    listMatches({ db, now, belonging }, who.workspaceId, body, givenUp(reply.raw)),
  ),
  route<Who, typeof endpoints.suggestConditions>(endpoints.suggestConditions, async ({ tx, query }) => ({
    data: await suggestConditions(tx, query),
  })),
  route<Who, typeof endpoints.readSegment>(endpoints.readSegment, ({ tx, params }) =>
    readSegment(tx, params.id),
  ),
  route<Who, typeof endpoints.updateSegment>(endpoints.updateSegment, ({ tx, who, params, body }) =>
    changeSegment(tx, who, params.id, body),
  ),
  route<Who, typeof endpoints.listSegmentCustomers>(endpoints.listSegmentCustomers, ({ tx, params, query }) =>
    listMembers(tx, params.id, query),
  ),
  openRoute<Who, typeof endpoints.exportSegment>(endpoints.exportSegment, async ({ db, who, params }) => {
    const { name } = await inWorkspace(db, who.workspaceId, (tx) => readSegment(tx, params.id));
    const file = csvFile(db, who.workspaceId, params.id);
    return { file, type: 'text/csv; charset=utf-8', name: `${name}.csv` };
  }),
  route<Who, typeof endpoints.listCustomerSegments>(
    endpoints.listCustomerSegments,
    async ({ tx, params }) => ({ data: await segmentsOf(tx, params.id) }),
  ),
];

/** Tells when nobody waits for the answer any more. */
function givenUp(response: ServerResponse): AbortSignal {
  const given = new AbortController();
  response.once('close', () => given.abort());
  return given.signal;
}
