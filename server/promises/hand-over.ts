/** Promises go with the conversation: to its new assignee, and from who leaves to who takes over, or to nobody. */
import { sql } from 'kysely';
import { type By, holdMembers, isMember } from '../accounts/index.ts';
import type { Follower } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { lockPromise, within } from './promise.ts';
import { isOpen, type PromiseRow } from './queries.ts';
import { record } from './record.ts';

const handingOver: By = { actor: { kind: 'system', id: null }, source: 'hand-over' };

/** Follows who has a conversation: its open promises that were made before go along. Given to nobody, they stay. */
export const promisesGoAlong: Follower = {
  name: 'promises-go-along',
  kinds: ['conversation.assigned'],
  apply: async (tx, entries) => {
    for (const { kind, payload, conversationId, occurredAt } of entries) {
      if (kind !== 'conversation.assigned' || payload.memberId === null) continue;
      await holdMembers(tx);
      if (!(await isMember(tx, payload.memberId))) continue;
      const { rows } = await sql<{ id: string }>`
        select p.id from promises p
        where p.conversation_id = ${conversationId} and ${isOpen} and p.made_at < ${occurredAt}
          and p.member_id is distinct from ${payload.memberId} order by p.id`.execute(tx);
      for (const { id } of rows) await give(tx, handingOver, await lockPromise(tx, id), payload.memberId);
    }
  },
};

/** Gives the open promises of a member who leaves to another, or to nobody. The caller holds the members. */
export async function handOverPromises(tx: Tx, by: By, fromId: string, toId: string | null): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select p.id from promises p where p.member_id = ${fromId} and ${isOpen} order by p.id`.execute(tx);
  for (const { id } of rows) await give(tx, by, await lockPromise(tx, id), toId);
}

async function give(tx: Tx, by: By, promise: PromiseRow, memberId: string | null): Promise<void> {
  if (promise.keptAt !== null || promise.withdrawnAt !== null || promise.memberId === memberId) return;
  const payload = { promiseId: promise.id, what: promise.what, changes: { memberId } };
  await record(tx, { kind: 'promise.changed', payload, ...within(promise, by) });
}
