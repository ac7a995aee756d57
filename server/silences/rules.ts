/** Who is woken when a customer is not answered. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { SilenceRule } from '../../contract/promise-entries.ts';
import type { HeldRule } from '../../contract/silences.ts';
import { type By, holdMembers, isMember } from '../accounts/index.ts';
import { readInbox } from '../channels/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { record } from './record.ts';

export type Rule = { inboxId: string | null; rule: SilenceRule };

/** All rules, that of the workspace first. */
export async function readRules(tx: Tx): Promise<Rule[]> {
  const { rows } = await sql<Rule>`
    select inbox_id as "inboxId", rule from silence_rules order by inbox_id nulls first`.execute(tx);
  return rows;
}

/** The same, with who is named and left. */
export async function listRules(tx: Tx): Promise<HeldRule[]> {
  const held: HeldRule[] = [];
  for (const { inboxId, rule } of await readRules(tx)) {
    const missingIds: string[] = [];
    for (const memberId of membersOf(rule)) if (!(await isMember(tx, memberId))) missingIds.push(memberId);
    held.push({ inboxId, rule, missingIds });
  }
  return held;
}

const membersOf = ({ memberId, second }: SilenceRule): string[] => [
  ...new Set([memberId, ...(second ? [second.memberId] : [])]),
];

/** Sets a rule; the same again is not written down. @throws Problem for an inbox or member who is not there. */
export async function setRule(
  tx: Tx,
  by: By,
  { inboxId, rule }: { inboxId: string | null; rule: SilenceRule | null },
): Promise<HeldRule | null> {
  await holdMembers(tx);
  await sql`select pg_advisory_xact_lock(hashtextextended('silence ' || current_workspace(), 0))`.execute(tx);
  const name = inboxId === null ? null : (await readInbox(tx, inboxId)).name;
  for (const memberId of rule ? membersOf(rule) : []) {
    if (await isMember(tx, memberId)) continue;
    throw new Problem('conflict', 'There is no such member. Choose somebody who works here.');
  }
  const of = async () => (await listRules(tx)).find((one) => one.inboxId === inboxId) ?? null;
  if (!isSame((await of())?.rule ?? null, rule)) {
    await record(tx, {
      kind: 'silence.changed',
      payload: { inboxId, name, rule },
      actor: by.actor,
      direction: 'internal',
      source: { name: by.source },
    });
  }
  return of();
}

function isSame(one: SilenceRule | null, other: SilenceRule | null): boolean {
  const told = (rule: SilenceRule | null) =>
    rule && [rule.minutes, rule.memberId, rule.second?.minutes, rule.second?.memberId];
  return JSON.stringify(told(one)) === JSON.stringify(told(other));
}
