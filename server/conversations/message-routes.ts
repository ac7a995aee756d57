/** Writing in a conversation, and the files that a message takes along. */
import { messageOf } from '../../contract/apply.ts';
import { attachmentEndpoints } from '../../contract/attachments.ts';
import { conversationEndpoints as endpoints } from '../../contract/conversations.ts';
import { saidOf } from '../../contract/rich-text.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type FileDeps, takeFile, takeUploads } from '../attachments/index.ts';
import { answerOf, type Tx } from '../platform/db/index.ts';
import { bytesOf, lengthOf, openRoute, type Route, route } from '../platform/http/index.ts';
import { createLimiter } from '../platform/limits/index.ts';
import { performActions } from './actions.ts';
import { writeMessage } from './conversation.ts';
import { requireMentioned } from './mentions.ts';
import { refuseUnseen } from './newer-replies.ts';
import { type ConversationRow, customerOfConversation, lockConversation } from './queries.ts';

type Who = MemberCaller;

/** How messages go out. */
export function messageRoutes(files: FileDeps, now: () => Date): Route<Who>[] {
  return [
    uploadRoute(files),
    route<Who, typeof endpoints.postMessage, ConversationRow>(
      endpoints.postMessage,
      async ({ tx, who, body, ahead }) => {
        const conversation = await ahead;
        if (body.seenUntil !== undefined && !body.note) {
          const { memberId } = who;
          await refuseUnseen(tx, conversation, { seenUntil: body.seenUntil, memberId });
        }
        if (body.mentions?.length) await requireMentioned(tx, body.mentions);
        const owner = { memberId: who.memberId, conversationId: conversation.id };
        const uploads = await takeUploads(tx, owner, body.attachmentIds);
        const written = await writeMessage(tx, by(who), conversation, {
          ...body,
          rich: undefined,
          ...saidOf(body),
          uploads,
        });
        const message = written.as((entry) => {
          const found = messageOf(entry);
          if (!found) throw new Error('A written message is a message.');
          return found;
        });
        if (body.actions.length === 0) return message;
        const answer = await answerOf(message);
        const doing = { by: by(who), memberId: who.memberId, now: now() };
        await performActions(tx, doing, conversation.id, body.actions);
        return answer;
      },
      ({ tx, params }) => lockConversation(tx, params.id),
    ),
  ];
}

/** Takes a file for a message to come. */
function uploadRoute(files: FileDeps): Route<Who> {
  const uploads = createLimiter({ points: 300, seconds: 600 });
  return openRoute<Who, typeof attachmentEndpoints.uploadFile>(
    attachmentEndpoints.uploadFile,
    ({ db, who, params, query, request }) => {
      uploads.take(who.memberId);
      const uploaderOf = async (tx: Tx) => ({
        customerId: await customerOfConversation(tx, params.id),
        memberId: who.memberId,
        conversationId: params.id,
      });
      const input = { name: query.name, lengthGiven: lengthOf(request), body: bytesOf(request) };
      return takeFile(db, files, who.workspaceId, uploaderOf, input);
    },
  );
}
