/** The conversations' endpoints. */

import { messageOf } from '../../contract/apply.ts';
import { conversationEndpoints as endpoints } from '../../contract/conversations.ts';
import type { EntryKind } from '../../contract/entries.ts';
import { positionHeader } from '../../contract/realtime.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { currentPosition, readThread } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import {
  assignConversation,
  closeConversation,
  markRead,
  reopenConversation,
  startConversation,
  writeMessage,
} from './conversation.ts';
import {
  type ConversationRow,
  isClaimed,
  listConversations,
  lockConversation,
  readConversation,
} from './queries.ts';

type Who = MemberCaller;

const messageKinds: EntryKind[] = ['message.received', 'message.sent', 'note.added'];

/** Every endpoint about conversations. `channelOf` answers the channel of an inbox, or refuses it. */
export function conversationRoutes(deps: {
  channelOf: (tx: Tx, inboxId: string) => Promise<string>;
}): Route<Who>[] {
  return [
    route<Who, typeof endpoints.listConversations>(
      endpoints.listConversations,
      async ({ tx, who, query, reply }) => {
        const assignee = query.assignee === 'me' ? who.memberId : query.assignee;
        const page = await listConversations(tx, who.memberId, { ...query, assignee });
        reply.header(positionHeader, page.position ?? (await currentPosition(tx)));
        return { rawJson: `{"data":[${page.data.join(',')}],"next":${JSON.stringify(page.next)}}` };
      },
    ),
    route<Who, typeof endpoints.startConversation>(endpoints.startConversation, async ({ tx, who, body }) =>
      startConversation(tx, by(who), who.memberId, {
        ...body,
        channel: await deps.channelOf(tx, body.inboxId),
      }),
    ),
    route<Who, typeof endpoints.readConversation>(
      endpoints.readConversation,
      async ({ tx, who, params, reply }) => {
        reply.header(positionHeader, await currentPosition(tx));
        return readConversation(tx, who.memberId, params.id);
      },
    ),
    route<Who, typeof endpoints.readConversationClaim>(
      endpoints.readConversationClaim,
      async ({ tx, params }) => ({ claimed: await isClaimed(tx, params.id) }),
    ),
    route<Who, typeof endpoints.listMessages>(
      endpoints.listMessages,
      async ({ tx, who, params, query, reply }) => {
        reply.header(positionHeader, await currentPosition(tx));
        const page = await readThread(tx, [params.id], { ...query, kinds: messageKinds });
        // An empty page may mean that there is no such conversation.
        if (page.data.length === 0) await readConversation(tx, who.memberId, params.id);
        return { data: page.data.flatMap((entry) => messageOf(entry) ?? []), next: page.next };
      },
    ),
    route<Who, typeof endpoints.postMessage, ConversationRow>(
      endpoints.postMessage,
      async ({ tx, who, body, ahead }) => {
        const written = await writeMessage(tx, by(who), await ahead, body);
        return written.as((entry) => {
          const message = messageOf(entry);
          if (!message) throw new Error('A written message is a message.');
          return message;
        });
      },
      ({ tx, params }) => lockConversation(tx, params.id),
    ),
    route<Who, typeof endpoints.closeConversation>(endpoints.closeConversation, ({ tx, who, params }) =>
      closeConversation(tx, by(who), who.memberId, params.id),
    ),
    route<Who, typeof endpoints.reopenConversation>(endpoints.reopenConversation, ({ tx, who, params }) =>
      reopenConversation(tx, by(who), who.memberId, params.id),
    ),
    route<Who, typeof endpoints.assignConversation>(
      endpoints.assignConversation,
      ({ tx, who, params, body }) => assignConversation(tx, by(who), who.memberId, params.id, body.memberId),
    ),
    route<Who, typeof endpoints.markConversationRead>(
      endpoints.markConversationRead,
      ({ tx, who, params, body }) => markRead(tx, by(who), who.memberId, params.id, body.inboundCount),
    ),
  ];
}
