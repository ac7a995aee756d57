/** The visitors' endpoints of files. */
import { attachmentEndpoints as endpoints } from '../../../contract/attachments.ts';
import { Problem } from '../../../contract/errors.ts';
import { answerFile, type FileDeps, findAttachment, type Signer, takeFile } from '../../attachments/index.ts';
import { changesOf } from '../../conversations/index.ts';
import { inWorkspace, type Tx } from '../../platform/db/index.ts';
import { bytesOf, lengthOf, openRoute, type Route, route } from '../../platform/http/index.ts';
import { addressKey, createLimiter } from '../../platform/limits/index.ts';
import { tokenOf, type VisitorCaller, visitorOf } from './session.ts';
import { visibleConversations } from './thread.ts';

type Who = VisitorCaller;

/** Flood limits: what a person sends is far below. A room full of people behind one address has room. */
export function fileRoutes(deps: { files: FileDeps; signer: Signer }): Route<Who>[] {
  const uploads = createLimiter({ points: 40, seconds: 600 });
  const uploadsOfAddress = createLimiter({ points: 400, seconds: 600 });
  const signatures = createLimiter({ points: 120, seconds: 60 });
  return [
    openRoute<Who, typeof endpoints.uploadVisitorFile>(
      endpoints.uploadVisitorFile,
      ({ db, who, query, request }) => {
        uploads.take(who.sessionId);
        uploadsOfAddress.take(addressKey(request.ip));
        const uploaderOf = async (tx: Tx) => {
          const { customerId, inboxId } = await visitorOf(tx, who.workspaceId, tokenOf(request));
          return { customerId, inboxId };
        };
        const input = { name: query.name, lengthGiven: lengthOf(request), body: bytesOf(request) };
        return takeFile(db, deps.files, who.workspaceId, uploaderOf, input);
      },
    ),
    route<Who, typeof endpoints.signVisitorAttachment>(
      endpoints.signVisitorAttachment,
      async ({ tx, who, params }) => {
        signatures.take(who.sessionId);
        const { conversationId, messageId, isNote } = await findAttachment(tx, params.id);
        await refuseDeleted(tx, messageId);
        const isTheirs = !isNote && (await visibleConversations(tx, who)).includes(conversationId);
        if (!isTheirs) throw new Problem('not-found', 'There is no such file.');
        return { path: deps.signer.pathTo(who.workspaceId, params.id) };
      },
    ),
    openRoute<Who, typeof endpoints.readVisitorAttachment>(
      endpoints.readVisitorAttachment,
      async ({ db, params, query, request }) => {
        const workspaceId = deps.signer.workspaceOf(params.id, query.key);
        const found = await inWorkspace(db, workspaceId, async (tx) => {
          const stored = await findAttachment(tx, params.id);
          await refuseDeleted(tx, stored.messageId);
          return stored;
        });
        return answerFile(deps.files, workspaceId, found, request);
      },
    ),
  ];
}

/** The files of a message that the team deleted are nobody's to fetch. @throws Problem `not-found`. */
async function refuseDeleted(tx: Tx, messageId: string): Promise<void> {
  const state = (await changesOf(tx, [messageId])).get(messageId);
  if (state?.changed.deletedAt) throw new Problem('not-found', 'There is no such file.');
}
