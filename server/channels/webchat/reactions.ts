/** Reactions as a visitor gives and sees them. */
import type { Entry } from '../../../contract/entries.ts';
import { reactionEndpoints } from '../../../contract/reactions.ts';
import type { VisitorReaction } from '../../../contract/visitor.ts';
import { reactToTeam } from '../../conversations/index.ts';
import { readEntries, type TailBatch } from '../../ledger/index.ts';
import { type Db, inWorkspace } from '../../platform/db/index.ts';
import { type Route, route } from '../../platform/http/index.ts';
import { createLimiter } from '../../platform/limits/index.ts';
import { sourceOf, type VisitorCaller, visibleCustomers } from './session.ts';
import { visibleConversations } from './thread.ts';

export function reactionRoute(): Route<VisitorCaller> {
  const reactions = createLimiter({ points: 60, seconds: 60 });
  return route<VisitorCaller, typeof reactionEndpoints.reactAsVisitor>(
    reactionEndpoints.reactAsVisitor,
    async ({ tx, who, body }) => {
      reactions.take(who.sessionId);
      const by = { actor: { kind: 'customer' as const, id: who.customerId }, source: sourceOf(who.inboxId) };
      await reactToTeam(tx, by, await visibleConversations(tx, who), body);
    },
  );
}

/** The reactions among entries, to messages by the ids that the visitor knows: of the own ones, those that the widget chose. */
export async function reactionsIn(
  db: Db,
  who: VisitorCaller,
  batch: TailBatch,
): Promise<{ reactions?: VisitorReaction[] }> {
  const said = batch.entries
    .filter(({ kind }) => kind === 'message.reacted')
    .map(({ json }) => (JSON.parse(json) as Entry<'message.reacted'>).payload);
  if (said.length === 0) return {};
  const ids = said.map(({ messageId }) => messageId);
  const messages = await inWorkspace(db, who.workspaceId, async (tx) =>
    readEntries(tx, await visibleCustomers(tx, who), ids),
  );
  const reactions = said.flatMap(({ messageId, emoji }) => {
    const message = messages.find(({ id }) => id === messageId);
    if (!message) return [];
    const isOwn = message.kind === 'message.received';
    return [{ messageId: (isOwn && message.source.externalId) || messageId, emoji }];
  });
  return { reactions };
}
