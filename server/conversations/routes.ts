/** The conversations' endpoints. */

import { messageOf } from '../../contract/apply.ts';
import { conversationEndpoints as endpoints } from '../../contract/conversations.ts';
import type { EntryKind } from '../../contract/entries.ts';
import { reactionEndpoints } from '../../contract/reactions.ts';
import { positionHeader } from '../../contract/realtime.ts';
import { filterOfQuery } from '../../contract/view-filter.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import type { FileDeps } from '../attachments/index.ts';
import { currentPosition, readThread } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { assignConversation } from './assign.ts';
import { closeConversation, markRead, reopenConversation, startConversation } from './conversation.ts';
import type { Viewer } from './filter.ts';
import { wholeThread } from './grouping.ts';
import { messageRoutes } from './message-routes.ts';
import { isClaimed, listConversations, readConversation } from './queries.ts';
import { reactToCustomer, withReactions } from './reactions.ts';
import { readReceipt } from './receipts.ts';
import { asShown } from './shown.ts';

type Who = MemberCaller;

const messageKinds: EntryKind[] = ['message.received', 'message.sent', 'note.added'];

/**
 * Every endpoint about conversations. `inboxOf` answers the channel and the team of an inbox, or refuses it; `membersOf` who is in a
 * segment.
 */
export function conversationRoutes(deps: {
  inboxOf: (tx: Tx, inboxId: string) => Promise<{ channel: string; teamId: string | null }>;
  membersOf: Viewer['membersOf'];
  now: () => Date;
  files: FileDeps;
}): Route<Who>[] {
  return [
    ...messageRoutes(deps.files, deps.now),
    route<Who, typeof endpoints.listConversations>(
      endpoints.listConversations,
      async ({ tx, who, query, reply }) => {
        const viewer = { memberId: who.memberId, now: deps.now(), membersOf: deps.membersOf };
        const { limit, cursor, order, customerId } = query;
        const asked = { limit, cursor, order, customerId, ...filterOfQuery(query) };
        const page = await listConversations(tx, viewer, asked);
        reply.header(positionHeader, page.position ?? (await currentPosition(tx)));
        return { rawJson: `{"data":[${page.data.join(',')}],"next":${JSON.stringify(page.next)}}` };
      },
    ),
    route<Who, typeof endpoints.startConversation>(endpoints.startConversation, async ({ tx, who, body }) => {
      const { channel, teamId } = await deps.inboxOf(tx, body.inboxId);
      return startConversation(tx, by(who), who.memberId, { ...body, channel, teamId });
    }),
    route<Who, typeof endpoints.readConversation>(
      endpoints.readConversation,
      async ({ tx, who, params, reply }) => {
        reply.header(positionHeader, await currentPosition(tx));
        return readConversation(tx, who.memberId, params.id);
      },
    ),
    route<Who, typeof endpoints.readReceipt>(endpoints.readReceipt, ({ tx, params }) =>
      readReceipt(tx, params.id),
    ),
    route<Who, typeof endpoints.readConversationClaim>(
      endpoints.readConversationClaim,
      async ({ tx, params }) => ({ claimed: await isClaimed(tx, params.id) }),
    ),
    route<Who, typeof endpoints.listMessages>(
      endpoints.listMessages,
      async ({ tx, who, params, query, reply }) => {
        reply.header(positionHeader, await currentPosition(tx));
        const page = await readThread(tx, wholeThread(params.id), { ...query, kinds: messageKinds });
        // An empty page may mean that there is no such conversation.
        if (page.data.length === 0) await readConversation(tx, who.memberId, params.id);
        const entries = await asShown(tx, page.data);
        const shown = entries.flatMap((entry) => messageOf({ ...entry, conversationId: params.id }) ?? []);
        return { data: await withReactions(tx, shown), next: page.next };
      },
    ),
    route<Who, typeof reactionEndpoints.reactToMessage>(
      reactionEndpoints.reactToMessage,
      ({ tx, who, params, body }) => reactToCustomer(tx, by(who), params.id, body),
    ),
    route<Who, typeof endpoints.closeConversation>(endpoints.closeConversation, ({ tx, who, params, body }) =>
      closeConversation(tx, by(who), who.memberId, params.id, body?.reasonId),
    ),
    route<Who, typeof endpoints.reopenConversation>(endpoints.reopenConversation, ({ tx, who, params }) =>
      reopenConversation(tx, by(who), who.memberId, params.id),
    ),
    route<Who, typeof endpoints.assignConversation>(
      endpoints.assignConversation,
      ({ tx, who, params, body }) => assignConversation(tx, by(who), who.memberId, params.id, body),
    ),
    route<Who, typeof endpoints.markConversationRead>(
      endpoints.markConversationRead,
      ({ tx, who, params, body }) => markRead(tx, by(who), who.memberId, params.id, body.inboundCount),
    ),
  ];
}
