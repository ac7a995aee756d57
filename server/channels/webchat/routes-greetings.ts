/** The visitors' endpoints of greetings: what a page may show, and what became of it. */
import { sql } from 'kysely';
import {
  greetingEndpoints as endpoints,
  type GreetingOffer,
  type ShownGreeting,
} from '../../../contract/greetings.ts';
import type { Locale } from '../../../contract/ids.ts';
import type { ConversationRow } from '../../conversations/index.ts';
import { arrayText, type Tx } from '../../platform/db/index.ts';
import { openRoute, type Route, route } from '../../platform/http/index.ts';
import { createLimiter } from '../../platform/limits/index.ts';
import { readInbox } from '../index.ts';
import { webchat } from './channel.ts';
import { inInbox } from './face.ts';
import { sourceOf, type VisitorCaller, visibleCustomers } from './session.ts';

type Who = { customerId: string; customerIds: readonly string[]; channel: string; source: string };
type Visit = Who & {
  isProven: boolean;
  inbox: { id: string; teamId: string | null };
  language: Locale;
  knownSince: Date;
  visitSeconds: number;
};

/** What greetings do, as far as a channel knows of them. */
export type Greeter = {
  offersOf: (tx: Tx, inboxId: string) => Promise<GreetingOffer[]>;
  showGreeting: (tx: Tx, visit: Visit, greetingId: string, now: Date) => Promise<ShownGreeting | null>;
  noteGreeting: (tx: Tx, who: Who, showingId: string, outcome: 'opened' | 'dismissed') => Promise<void>;
  answerGreeting: (
    tx: Tx,
    who: Who,
    showingId: string,
    conversation: ConversationRow,
  ) => Promise<ConversationRow>;
};

/** Flood limits leave room for a page that asks for each of many greetings. */
export function greetingRoutes({
  greeter,
  now,
}: {
  greeter: Greeter;
  now: () => Date;
}): Route<VisitorCaller>[] {
  const asked = createLimiter({ points: 120, seconds: 60 });
  return [
    openRoute<VisitorCaller, typeof endpoints.offerGreetings>(endpoints.offerGreetings, ({ db, params }) =>
      inInbox(db, params.id, async (tx) => ({ data: await greeter.offersOf(tx, params.id) })),
    ),
    route<VisitorCaller, typeof endpoints.showGreeting>(
      endpoints.showGreeting,
      async ({ tx, who, params, body }) => {
        asked.take(who.sessionId);
        const greeted = await greetedBy(tx, who);
        const visit = {
          ...greeted,
          ...body,
          isProven: who.verifiedUser !== null,
          inbox: await readInbox(tx, who.inboxId),
          knownSince: await knownSince(tx, greeted.customerIds, now()),
        };
        return { shown: await greeter.showGreeting(tx, visit, params.id, now()) };
      },
    ),
    route<VisitorCaller, typeof endpoints.noteGreeting>(
      endpoints.noteGreeting,
      async ({ tx, who, params, body }) => {
        asked.take(who.sessionId);
        await greeter.noteGreeting(tx, await greetedBy(tx, who), params.id, body.outcome);
      },
    ),
  ];
}

/** Whom a session's greetings are shown to. */
export async function greetedBy(tx: Tx, who: VisitorCaller): Promise<Who> {
  const { customerId, inboxId } = who;
  const customerIds = await visibleCustomers(tx, who);
  return { customerId, customerIds, channel: webchat.kind, source: sourceOf(inboxId) };
}

async function knownSince(tx: Tx, customerIds: readonly string[], now: Date): Promise<Date> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(created_at) as at from visitor_sessions
    where customer_id = any(${arrayText([...customerIds])}::uuid[])`.execute(tx);
  return rows[0]?.at ?? now;
}
