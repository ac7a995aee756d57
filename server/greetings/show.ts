/** Decides whether a visitor is to see a greeting now, and writes it down. */
import { sql } from 'kysely';
import type { GreetingTexts, ShownGreeting } from '../../contract/greetings.ts';
import type { Locale } from '../../contract/ids.ts';
import { isOpenAt } from '../../contract/opening.ts';
import { readWorkspace } from '../accounts/index.ts';
import { listAvailability } from '../availability/index.ts';
import { conversationsOf, unclosedAmong } from '../conversations/index.ts';
import { attributeOf } from '../customers/index.ts';
import { hoursOfTeam } from '../hours/index.ts';
import { newId, rootOf } from '../ledger/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { type Rule, readRule } from './queries.ts';
import { record } from './record.ts';

/** Who is there, on the page of which inbox. */
export type Visit = {
  customerId: string;
  /** Under whose ids the session may see things. */
  customerIds: readonly string[];
  /** A signed token said who this is. */
  isProven: boolean;
  inbox: { id: string; teamId: string | null };
  channel: string;
  source: string;
  language: Locale;
  /** When the first session of these customers began, and for how long this visit lasts. */
  knownSince: Date;
  visitSeconds: number;
};

/** Clocks and requests take their time: who became known so little before a visit did so in it. */
const slackSeconds = 60;

/** The greeting, if this visitor is to see it now; another tab gets none then. @throws Problem `not-found`. */
export async function showGreeting(
  tx: Tx,
  visit: Visit,
  greetingId: string,
  now: Date,
): Promise<ShownGreeting | null> {
  const greeting = await readRule(tx, greetingId);
  if (!greeting.active || greeting.inboxId !== visit.inbox.id) return null;
  if (!isMeant(greeting, visit, now) || !(await isTime(tx, greeting, visit, now))) return null;
  if (!(await hasAttribute(tx, greeting, visit)) || (await isTalking(tx, visit))) return null;
  // Of two tabs that ask at once, the second finds what the first was shown.
  await sql`
    select pg_advisory_xact_lock(hashtextextended('greeting ' || ${await rootOf(tx, visit.customerId)}, 0))`.execute(
    tx,
  );
  if (await wasShown(tx, greeting, visit, now)) return null;
  const text = textFor(greeting.texts, visit.language, (await readWorkspace(tx)).locale);
  const id = newId();
  const { customerId, channel, source } = visit;
  await record(tx, {
    kind: 'greeting.shown',
    payload: { greetingId, showingId: id, customerId, text },
    actor: { kind: 'system', id: null },
    direction: 'outbound',
    source: { name: source },
    customerId,
    channel,
  });
  return { id, text };
}

/** The text in a language: else in the workspace's, else in the first that there is. */
export function textFor(texts: GreetingTexts, language: string, fallback: string): string {
  const all: Record<string, string | undefined> = texts;
  return all[language] || all[fallback] || Object.values(all).find((text) => text) || '';
}

function isMeant({ visitors }: Rule, { knownSince, visitSeconds }: Visit, now: Date): boolean {
  if (visitors === 'all') return true;
  const knownSeconds = (now.getTime() - knownSince.getTime()) / 1_000;
  return knownSeconds > visitSeconds + slackSeconds === (visitors === 'returning');
}

async function isTime(tx: Tx, { whenOpen, whenOnline }: Rule, { inbox }: Visit, now: Date): Promise<boolean> {
  if (whenOpen && !isOpenAt(await hoursOfTeam(tx, inbox.teamId), now)) return false;
  return !whenOnline || (await listAvailability(tx)).some(({ state }) => state === 'online');
}

/** Of a visitor whom only a browser names, nothing is believed. */
async function hasAttribute(tx: Tx, { attribute }: Rule, { customerId, isProven }: Visit): Promise<boolean> {
  if (attribute === null) return true;
  if (!isProven) return false;
  const who = sql`${await rootOf(tx, customerId)}::uuid`;
  const { rows } = await sql<{ value: unknown }>`
    select ${attributeOf(who, attribute.name)} #>> '{}' as value`.execute(tx);
  return rows[0]?.value === attribute.value;
}

/** Whoever is being answered needs no greeting. */
async function isTalking(tx: Tx, { inbox, customerIds }: Visit): Promise<boolean> {
  const theirs = await conversationsOf(tx, inbox.id, [...customerIds]);
  return (await unclosedAmong(tx, theirs)).length > 0;
}

async function wasShown(tx: Tx, { id, days }: Rule, { customerIds }: Visit, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - days * 86_400_000);
  const { rows } = await sql`
    select 1 from greeting_showings
    where customer_id = any(${arrayText([...customerIds])}::uuid[]) and greeting_id = ${id}
      and shown_at > ${since.toISOString()} limit 1`.execute(tx);
  return rows.length > 0;
}
