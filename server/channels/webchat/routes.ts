/** The visitors' endpoints. */
import { Problem } from '../../../contract/errors.ts';
import { promiseEndpoints, type VisitorPromise } from '../../../contract/promises.ts';
import { visitorEndpoints as endpoints } from '../../../contract/visitor.ts';
import type { FileDeps, Signer } from '../../attachments/index.ts';
import type { Attendance } from '../../attendance/index.ts';
import {
  type ConversationRow,
  endByCustomer,
  endedByCustomer,
  noteReceipt,
  teamReadUntil,
} from '../../conversations/index.ts';
import { append, currentPosition } from '../../ledger/index.ts';
import { inWorkspace, type Tx } from '../../platform/db/index.ts';
import { openRoute, type Route, route } from '../../platform/http/index.ts';
import { addressKey, createLimiter } from '../../platform/limits/index.ts';
import type { Fact, InboxDeps } from '../index.ts';
import { webchat } from './channel.ts';
import { createExpectations } from './expectation.ts';
import { inInbox, readFace } from './face.ts';
import { reactionRoute } from './reactions.ts';
import { fileRoutes } from './routes-files.ts';
import { type Greeter, greetedBy, greetingRoutes } from './routes-greetings.ts';
import { memberRoutes, sessionRoutes } from './routes-session.ts';
import { sourceOf, tokenOf, type VisitorCaller } from './session.ts';
import {
  endableConversations,
  lockByToken,
  postVisitorMessage,
  readVisitorThread,
  visibleConversations,
} from './thread.ts';

type Who = VisitorCaller;

type Deps = InboxDeps & {
  now: () => Date;
  files: FileDeps;
  signer: Signer;
  attendance: Pick<Attendance, 'tellReceipt'>;
  /** What the team promised in these conversations, for who may see them. */
  promisesIn: (tx: Tx, conversationIds: readonly string[], now: Date) => Promise<VisitorPromise[]>;
  greeter: Greeter;
};

/** Every endpoint of the widget, and the one by which a member ends a customer's sessions. */
export function webchatRoutes(deps: Deps): Route<never>[] {
  return [
    ...sessionRoutes(deps),
    ...threadRoutes(deps),
    receiptRoute(deps),
    endRoute(),
    reactionRoute(),
    ...pageRoutes(),
    ...fileRoutes(deps),
    ...greetingRoutes(deps),
    ...memberRoutes,
  ] as Route<never>[];
}

/** Flood limits: what a person does is far below, what a script does is soon above. */
function threadRoutes({ files, signer, promisesIn, greeter, now }: Deps): Route<Who>[] {
  const expect = createExpectations(now);
  const messages = createLimiter({ points: 60, seconds: 60 });
  const messagesOfAddress = createLimiter({ points: 600, seconds: 60 });
  return [
    openRoute<Who, typeof endpoints.readInboxFace>(endpoints.readInboxFace, ({ db, params }) =>
      inInbox(db, params.id, (tx) => readFace(tx, params.id, files.fileBytesMax, expect)),
    ),
    route<Who, typeof endpoints.listVisitorMessages>(
      endpoints.listVisitorMessages,
      async ({ tx, who, query }) => {
        const position = await currentPosition(tx);
        const conversations = await visibleConversations(tx, who);
        const readUntil = await teamReadUntil(tx, conversations);
        const endedAt = await endedByCustomer(tx, conversations);
        return { ...(await readVisitorThread(tx, who, query, signer)), position, readUntil, endedAt };
      },
    ),
    route<Who, typeof promiseEndpoints.listVisitorPromises>(
      promiseEndpoints.listVisitorPromises,
      async ({ tx, who }) => ({ data: await promisesIn(tx, await visibleConversations(tx, who), now()) }),
    ),
    route<Who, typeof endpoints.postVisitorMessage, ConversationRow | undefined>(
      endpoints.postVisitorMessage,
      async ({ tx, who, body, request, ahead }) => {
        messages.take(who.sessionId);
        messagesOfAddress.take(addressKey(request.ip));
        const { greeting } = body;
        const greet =
          greeting &&
          (async (held: ConversationRow) =>
            greeter.answerGreeting(tx, await greetedBy(tx, who), greeting, held));
        return postVisitorMessage(tx, who, { ...factOf(body), greet }, await ahead, signer);
      },
      ({ tx, request }) => lockByToken(tx, tokenOf(request)),
    ),
  ];
}

/** What happens on the page around the chat. */
function pageRoutes(): Route<Who>[] {
  const pageViews = createLimiter({ points: 120, seconds: 60 });
  const pageErrors = createLimiter({ points: 20, seconds: 60 });
  const events = createLimiter({ points: 300, seconds: 60 });
  const about = ({ inboxId, customerId }: Who, id: string) => ({
    source: { name: `${sourceOf(inboxId)}:${customerId}`, externalId: id },
    customerId,
    channel: webchat.kind,
  });
  const byVisitor = (who: Who, id: string) => ({
    ...about(who, id),
    actor: { kind: 'customer' as const, id: who.customerId },
    direction: 'indirect' as const,
  });
  return [
    route<Who, typeof endpoints.recordPageView>(endpoints.recordPageView, async ({ tx, who, body }) => {
      pageViews.take(who.sessionId);
      const { id, ...payload } = body;
      const seen = { ...payload, origin: { property: 'website' as const, key: null } };
      await append(tx, { kind: 'page.viewed', payload: seen, ...byVisitor(who, id) });
    }),
    route<Who, typeof endpoints.recordPageError>(endpoints.recordPageError, async ({ tx, who, body }) => {
      pageErrors.take(who.sessionId);
      const { id, ...payload } = body;
      // Nobody's deed: it counts as no touch.
      const deed = { actor: { kind: 'system' as const, id: null }, direction: 'internal' as const };
      await append(tx, { kind: 'page.failed', payload, ...about(who, id), ...deed });
    }),
    route<Who, typeof endpoints.recordVisitorEvent>(
      endpoints.recordVisitorEvent,
      async ({ tx, who, body }) => {
        events.take(who.sessionId);
        const { id, name, properties, url } = body;
        const payload = { name, properties, ...(url === undefined ? {} : { context: { page: { url } } }) };
        await append(tx, { kind: 'event.tracked', payload, ...byVisitor(who, id) });
      },
    ),
  ];
}

function endRoute(): Route<Who> {
  const endings = createLimiter({ points: 20, seconds: 60 });
  return route<Who, typeof endpoints.endVisitorConversation>(
    endpoints.endVisitorConversation,
    async ({ tx, who }) => {
      endings.take(who.sessionId);
      await endByCustomer(tx, sourceOf(who.inboxId), await endableConversations(tx, who));
    },
  );
}

/** Members hear of it once it is committed. */
function receiptRoute({ attendance }: Deps): Route<Who> {
  const receipts = createLimiter({ points: 120, seconds: 60 });
  return openRoute<Who, typeof endpoints.recordReceipt>(
    endpoints.recordReceipt,
    async ({ db, who, body }) => {
      receipts.take(who.sessionId);
      const { workspaceId } = who;
      const told = await inWorkspace(db, workspaceId, async (tx) =>
        noteReceipt(tx, await visibleConversations(tx, who), body),
      );
      if (told) attendance.tellReceipt({ workspaceId, ...told });
    },
  );
}

function factOf(body: unknown): Fact {
  const parsed = webchat.parse(body, webchat.defaults);
  if ('rejected' in parsed) {
    throw new Problem(parsed.rejected === 'too-large' ? 'too-large' : 'invalid-input', parsed.reason);
  }
  const [fact] = parsed;
  if (!fact) throw new Problem('invalid-input', 'There is no message in this request.');
  return fact;
}
