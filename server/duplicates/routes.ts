/** The endpoints about customers who may be one person. */
import { customerEndpoints as endpoints } from '../../contract/customers.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { listPairs } from './pairs.ts';
import { previewMerge, suggestMerges } from './suggest.ts';

type Who = MemberCaller;

/** Finding duplicates. Merging and refusing are the customers' own. */
export const duplicateRoutes: Route<Who>[] = [
  route<Who, typeof endpoints.listDuplicates>(endpoints.listDuplicates, ({ tx, query }) =>
    listPairs(tx, query),
  ),
  route<Who, typeof endpoints.listMergeSuggestions>(
    endpoints.listMergeSuggestions,
    async ({ tx, params }) => ({ data: await suggestMerges(tx, params.id) }),
  ),
  route<Who, typeof endpoints.previewMerge>(endpoints.previewMerge, ({ tx, params, query }) =>
    previewMerge(tx, params.id, query.other),
  ),
];
