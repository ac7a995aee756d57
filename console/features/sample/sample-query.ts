/** Where the member's sample business stands. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Sample } from '../../../contract/samples.ts';
import { call, chooseWorkspace } from '../../lib/api.ts';
import { meQuery, useMe } from '../../lib/session.ts';

const pollMilliseconds = 1_000;

/** Asked again and again while something is under way: nothing is told of what happens outside the workspace. */
export const sampleQuery = queryOptions({
  queryKey: ['sample'],
  queryFn: ({ signal }): Promise<Sample> => call(endpoints.readSample, {}, { signal }),
  staleTime: 60_000,
  refetchInterval: ({ state: { data } }) => (isUnderWay(data) ? pollMilliseconds : false),
});

/** Whether it is on its way in or out. */
export function isUnderWay(sample: Sample | undefined): boolean {
  return sample?.state === 'making' || sample?.state === 'removing';
}

/** What can be done about it, and where it stands; undefined until that is known. */
export function useSample() {
  const query = useQuery(sampleQuery);
  const cache = useQueryClient();
  const { workspace, workspaces } = useMe();
  const sample = query.data;
  const isInside = sample?.workspaceId === workspace.id;
  const home = workspaces.find(({ id }) => id !== sample?.workspaceId);
  const put = async (answer: Sample) => {
    cache.setQueryData(sampleQuery.queryKey, answer);
    await cache.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  return {
    ...query,
    sample,
    isInside,
    home,
    make: async () => put(await call(endpoints.makeSample, {})),
    remove: async () => {
      const answer = await call(endpoints.removeSample, {});
      if (isInside && home) return goTo(home.id, '/settings/sample');
      return put(answer);
    },
    enter: () => goTo(sample?.workspaceId ?? undefined, '/conversations'),
    leave: () => goTo(home?.id, '/settings/sample'),
  };
}

/** Loads the page anew: nothing of the other workspace stays. */
function goTo(workspaceId: string | undefined, path: string): void {
  chooseWorkspace(workspaceId);
  location.assign(path);
}
