/** What the screens of privacy fetch and send. */
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { PrivacyDetails, PrivacySettings } from '../../../contract/privacy.ts';
import { call, callForFile } from '../../lib/api.ts';

const pollMilliseconds = 1_000;

export const requestsQuery = (state: 'open' | 'closed') =>
  queryOptions({
    queryKey: ['privacy', 'requests', state],
    queryFn: async ({ signal }) =>
      (await call(endpoints.listPrivacyRequests, { query: { state, limit: 100 } }, { signal })).data,
  });

/** Whether the server is at work on a request. */
export function isBusy(details: PrivacyDetails | undefined): boolean {
  if (!details) return false;
  const { exports, erasure } = details;
  return (
    erasure?.state === 'running' || exports.some(({ state }) => state === 'waiting' || state === 'running')
  );
}

/** One request, fetched again and again while the server is at work on it. */
export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ['privacy', 'request', id],
    queryFn: ({ signal }): Promise<PrivacyDetails> =>
      call(endpoints.readPrivacyRequest, { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (isBusy(state.data) ? pollMilliseconds : false),
  });

export const settingsQuery = queryOptions({
  queryKey: ['privacy', 'settings'],
  queryFn: ({ signal }): Promise<PrivacySettings> => call(endpoints.readPrivacySettings, {}, { signal }),
});

/** How it stands with a customer. */
export const customerPrivacyQuery = (id: string) =>
  queryOptions({
    queryKey: ['privacy', 'customer', id],
    queryFn: ({ signal }) => call(endpoints.readCustomerPrivacy, { params: { id } }, { signal }),
  });

/** Keeps what an act answered, and asks again for what it may have changed. */
export function useKeep(id: string): (details: PrivacyDetails) => Promise<void> {
  const cache = useQueryClient();
  return async (details) => {
    cache.setQueryData(requestQuery(id).queryKey, details);
    await Promise.all(
      [
        ['privacy', 'requests'],
        ['privacy', 'customer'],
        ['customer', details.request.customer.id],
      ].map((queryKey) => cache.invalidateQueries({ queryKey })),
    );
  };
}

/** Saves a copy on the reader's disk. */
export async function downloadCopy(id: string): Promise<void> {
  const blob = await callForFile(endpoints.readPrivacyExport, { params: { id } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `data-${id}.zip`;
  link.click();
  URL.revokeObjectURL(link.href);
}
