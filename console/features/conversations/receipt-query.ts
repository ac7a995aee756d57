/** How far a conversation's messages have reached its customer: asked once, then kept current by the socket. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { laterReceipt, type Receipt } from '../../../contract/attendance.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { realtime } from '../../lib/live.ts';

const receiptQuery = (id: string) =>
  queryOptions({
    queryKey: ['receipt', id],
    queryFn: ({ signal }): Promise<Receipt> => call(endpoints.readReceipt, { params: { id } }, { signal }),
    staleTime: 300_000,
    // An answer may be older than what the socket told meanwhile.
    structuralSharing: (before, after) =>
      before ? laterReceipt(before as Receipt, after as Receipt) : after,
  });

/** A conversation's receipt; undefined while it is not known. */
export function useReceipt(id: string): Receipt | undefined {
  const client = useQueryClient();
  useEffect(
    () =>
      realtime.listen({
        receipt: (of, receipt) => of === id && client.setQueryData(receiptQuery(id).queryKey, receipt),
      }),
    [client, id],
  );
  return useQuery(receiptQuery(id)).data;
}
