/** The visitors' endpoints. */
import { Problem } from '../../../contract/errors.ts';
import { visitorEndpoints as endpoints } from '../../../contract/visitor.ts';
import type { ConversationRow } from '../../conversations/index.ts';
import { append, currentPosition } from '../../ledger/index.ts';
import { openRoute, type Route, route } from '../../platform/http/index.ts';
import { addressKey, createLimiter } from '../../platform/limits/index.ts';
import type { InboxDeps } from '../index.ts';
import { webchat } from './channel.ts';
import { inInbox, readFace } from './face.ts';
import { memberRoutes, sessionRoutes } from './routes-session.ts';
import { sourceOf, tokenOf, type VisitorCaller } from './session.ts';
import { lockByToken, postVisitorMessage, readVisitorThread } from './thread.ts';

type Who = VisitorCaller;

/** Every endpoint of the widget, and the one by which a member ends a customer's sessions. */
export function webchatRoutes(deps: InboxDeps & { now: () => Date }): Route<never>[] {
  return [...sessionRoutes(deps), ...threadRoutes(), ...memberRoutes] as Route<never>[];
}

/** Flood limits: what a person does is far below, what a script does is soon above. */
function threadRoutes(): Route<Who>[] {
  const messages = createLimiter({ points: 60, seconds: 60 });
  const messagesOfAddress = createLimiter({ points: 600, seconds: 60 });
  const pageViews = createLimiter({ points: 120, seconds: 60 });
  const events = createLimiter({ points: 300, seconds: 60 });
  return [
    openRoute<Who, typeof endpoints.readInboxFace>(endpoints.readInboxFace, ({ db, params }) =>
      inInbox(db, params.id, (tx) => readFace(tx, params.id)),
    ),
    route<Who, typeof endpoints.listVisitorMessages>(
      endpoints.listVisitorMessages,
      async ({ tx, who, query }) => {
        const position = await currentPosition(tx);
        return { ...(await readVisitorThread(tx, who, query)), position };
      },
    ),
    route<Who, typeof endpoints.postVisitorMessage, ConversationRow | undefined>(
      endpoints.postVisitorMessage,
      async ({ tx, who, body, request, ahead }) => {
        messages.take(who.sessionId);
        messagesOfAddress.take(addressKey(request.ip));
        return postVisitorMessage(tx, who, factOf(body), await ahead);
      },
      ({ tx, request }) => lockByToken(tx, tokenOf(request)),
    ),
    route<Who, typeof endpoints.recordPageView>(endpoints.recordPageView, async ({ tx, who, body }) => {
      pageViews.take(who.sessionId);
      const { id, ...payload } = body;
      await append(tx, {
        kind: 'page.viewed',
        payload,
        actor: { kind: 'customer', id: who.customerId },
        direction: 'indirect',
        source: { name: `${sourceOf(who.inboxId)}:${who.customerId}`, externalId: id },
        customerId: who.customerId,
        channel: webchat.kind,
      });
    }),
    route<Who, typeof endpoints.recordVisitorEvent>(
      endpoints.recordVisitorEvent,
      async ({ tx, who, body }) => {
        events.take(who.sessionId);
        const { id, name, properties, url } = body;
        await append(tx, {
          kind: 'event.tracked',
          payload: { name, properties, ...(url === undefined ? {} : { context: { page: { url } } }) },
          actor: { kind: 'customer', id: who.customerId },
          direction: 'indirect',
          source: { name: `${sourceOf(who.inboxId)}:${who.customerId}`, externalId: id },
          customerId: who.customerId,
          channel: webchat.kind,
        });
      },
    ),
  ];
}

function factOf(body: unknown): { externalId: string; text: string } {
  const parsed = webchat.parse(body, webchat.defaults);
  if ('rejected' in parsed) {
    throw new Problem(parsed.rejected === 'too-large' ? 'too-large' : 'invalid-input', parsed.reason);
  }
  const [fact] = parsed;
  if (!fact) throw new Problem('invalid-input', 'There is no message in this request.');
  return fact;
}
