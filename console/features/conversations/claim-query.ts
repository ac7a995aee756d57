/** Whether it is a browser's word that a conversation is its customer's. */
import { queryOptions } from '@tanstack/react-query';
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';

/** Asked anew when the conversation becomes another customer's, by a merge or its undoing. */
export function claimQuery(id: string, customerId: string) {
  return queryOptions({
    queryKey: ['conversation-claim', id, customerId],
    queryFn: ({ signal }) => call(endpoints.readConversationClaim, { params: { id } }, { signal }),
  });
}
