/** Waking somebody for a customer who waits too long: once a silence and step, under the conversation's lock. */
import { type RawBuilder, sql } from 'kysely';
import { lastBegun, minutesBetween } from '../../contract/opening.ts';
import type { SilenceRule } from '../../contract/promise-entries.ts';
import { type By, holdMembers, isMember, listMembers } from '../accounts/index.ts';
import { lockConversation, silentSince, waitingSinceOf } from '../conversations/index.ts';
import { workspaceHours } from '../hours/index.ts';
import { newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { record } from './record.ts';
import { type Rule, readRules } from './rules.ts';

/** So many in one round; the next follows with the next look. */
const alarmsAtOnceMax = 100;

const clock: By = { actor: { kind: 'system', id: null }, source: 'silence' };

type Step = { minutes: number; memberId: string; step: number };
const stepsOf = ({ minutes, memberId, second }: SilenceRule): Step[] => [
  { minutes, memberId, step: 1 },
  ...(second ? [{ ...second, step: 2 }] : []),
];

/** The conversations for which somebody is to be woken, the longest waiting first. */
export async function tooSilent(tx: Tx, now: Date): Promise<string[]> {
  const rules = await readRules(tx);
  const hours = await workspaceHours(tx);
  const own = rules.flatMap(({ inboxId }) => inboxId ?? []);
  const found = new Set<string>();
  for (const { inboxId, rule } of rules) {
    for (const { minutes, step } of stepsOf(rule)) {
      const begun = lastBegun(hours, now, minutes);
      if (begun === undefined) continue;
      const except = hasAlarm(sql`c.id`, sql`c.waiting_since`, step);
      const which = { inboxId, otherThan: own, except, limit: alarmsAtOnceMax };
      for (const id of await silentSince(tx, begun, which)) found.add(id);
    }
  }
  return [...found];
}

/** Wakes whom the rule names, for each step whose time has come and that woke nobody yet. */
export async function alarm(tx: Tx, conversationId: string, now: Date): Promise<void> {
  const { inboxId, customerId } = await lockConversation(tx, conversationId);
  // Looked at again under the lock: somebody may have answered, and another server may have been quicker.
  const since = await waitingSinceOf(tx, conversationId);
  const rule = ruleFor(await readRules(tx), inboxId);
  if (since === undefined || rule === undefined) return;
  const waited = minutesBetween(await workspaceHours(tx), new Date(since), now);
  for (const { minutes, memberId, step } of stepsOf(rule)) {
    if (waited < minutes || (await isAlarmed(tx, conversationId, since, step))) continue;
    const { memberIds, fellBack } = await whomToWake(tx, memberId);
    const woken = memberIds.map((one) => ({ alarmId: newId(), memberId: one }));
    await record(tx, {
      kind: 'silence.alarmed',
      payload: { conversationId, since, step, minutes, woken, fellBack },
      actor: clock.actor,
      direction: 'internal',
      source: { name: clock.source },
      customerId,
    });
  }
}

/** The rule of an inbox, else that of all. */
export function ruleFor(rules: readonly Rule[], inboxId: string): SilenceRule | undefined {
  const of = (id: string | null) => rules.find((one) => one.inboxId === id)?.rule;
  return of(inboxId) ?? of(null);
}

/** The named person, else the owners: somebody who does not work here any more wakes up for nothing. */
async function whomToWake(tx: Tx, memberId: string): Promise<{ memberIds: string[]; fellBack: boolean }> {
  await holdMembers(tx);
  if (await isMember(tx, memberId)) return { memberIds: [memberId], fellBack: false };
  const owners = (await listMembers(tx)).filter(({ role }) => role === 'owner');
  return { memberIds: owners.map(({ id }) => id), fellBack: true };
}

function hasAlarm(id: RawBuilder<unknown>, since: RawBuilder<unknown>, step: number): RawBuilder<unknown> {
  return sql`exists (
    select from silence_alarms a where a.conversation_id = ${id} and a.since = ${since} and a.step = ${step})`;
}

async function isAlarmed(tx: Tx, conversationId: string, since: string, step: number): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select ${hasAlarm(sql`${conversationId}::uuid`, sql`${since}::timestamptz`, step)} as is`.execute(tx);
  return rows[0]?.is ?? false;
}
