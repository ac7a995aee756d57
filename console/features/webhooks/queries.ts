/** What the screens of webhooks fetch and send. */
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Webhook, WebhookSample } from '../../../contract/webhooks.ts';
import { call } from '../../lib/api.ts';

/** Deliveries don't come by the socket: the screens ask again this often while they are looked at. */
const pollMs = 3_000;

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async ({ signal }): Promise<Webhook[]> =>
    (await call(endpoints.listWebhooks, {}, { signal })).data,
  refetchInterval: pollMs,
});

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }): Promise<Webhook> => call(endpoints.readWebhook, { params: { id } }, { signal }),
  });

export type Only = 'all' | 'failed' | 'waiting';

/** What arrived, newest first. */
export const deliveriesQuery = (id: string, only: Only, limit: number) =>
  queryOptions({
    queryKey: ['webhooks', id, 'deliveries', only, limit],
    queryFn: ({ signal }) =>
      call(
        endpoints.listDeliveries,
        { params: { id }, query: { limit, ...(only === 'all' ? {} : { outcome: only }) } },
        { signal },
      ),
    refetchInterval: pollMs,
  });

export const bodyQuery = (id: string, deliveryId: string) =>
  queryOptions({
    queryKey: ['webhooks', id, 'body', deliveryId],
    queryFn: ({ signal }) => call(endpoints.readDelivery, { params: { id, deliveryId } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a body holds. */
export const sampleQuery = (id: string, sample: WebhookSample) =>
  queryOptions({
    queryKey: ['webhooks', id, 'sample', sample],
    queryFn: ({ signal }) =>
      call(endpoints.readWebhookSample, { params: { id }, body: { sample } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

type Changes = Partial<Pick<Webhook, 'mappings' | 'isLive' | 'name' | 'keptDays'>>;

/** Changes a webhook; what it is then is known at once. */
export function useChange(id: string): (changes: Changes) => Promise<Webhook> {
  const cache = useQueryClient();
  return async (changes) => {
    const webhook = await call(endpoints.updateWebhook, { params: { id }, body: changes });
    cache.setQueryData(webhookQuery(id).queryKey, webhook);
    await cache.invalidateQueries({ queryKey: webhooksQuery.queryKey, exact: true });
    return webhook;
  };
}

/** Takes one delivery again, or all that failed or waited; answers how many were taken and how many are done now. */
export function useReplay(id: string) {
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: ['webhooks', id] });
  return {
    async one(deliveryId: string): Promise<void> {
      await call(endpoints.replayDelivery, { params: { id, deliveryId } });
      await refresh();
    },
    async all(): Promise<{ replayed: number; done: number }> {
      const sum = { replayed: 0, done: 0 };
      for (let cursor: string | undefined; ; ) {
        const part: { replayed: number; done: number; next: string | null } = await call(
          endpoints.replayDeliveries,
          { params: { id }, body: cursor === undefined ? {} : { cursor } },
        );
        sum.replayed += part.replayed;
        sum.done += part.done;
        if (part.next === null) break;
        cursor = part.next;
      }
      await refresh();
      return sum;
    },
  };
}
