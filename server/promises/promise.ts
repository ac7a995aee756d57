/** What members do with promises. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { CustomerPromise } from '../../contract/promises.ts';
import type { DueInput } from '../../contract/tasks.ts';
import { micros } from '../../contract/times.ts';
import { type By, by, holdMembers, isMember, type MemberCaller, readWorkspace } from '../accounts/index.ts';
import { customerOfConversation } from '../conversations/index.ts';
import { newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { knownZone, planOf } from './plan.ts';
import { type PromiseRow, promiseRow, readPromise } from './queries.ts';
import { record } from './record.ts';

/** Nobody keeps more than these to one customer in one thread. */
const openMax = 50;

type Input = {
  conversationId: string;
  what: string;
  due: DueInput;
  memberId?: string | null | undefined;
  public: boolean;
};

/** Makes a promise. @throws Problem when conversation or member are not there, or the time has passed. */
export async function makePromise(
  tx: Tx,
  who: MemberCaller,
  now: Date,
  input: Input,
): Promise<CustomerPromise> {
  const { conversationId, what } = input;
  const memberId = input.memberId === undefined ? who.memberId : input.memberId;
  await requireMember(tx, memberId);
  const customerId = await customerOfConversation(tx, conversationId);
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from promises
    where conversation_id = ${conversationId} and kept_at is null and withdrawn_at is null`.execute(tx);
  if ((rows[0]?.count ?? 0) >= openMax) {
    throw new Problem(
      'conflict',
      `A conversation has at most ${openMax} open promises. Keep or withdraw one first.`,
    );
  }
  const plan = planOf(input.due, await zoneOf(tx), now);
  const promiseId = newId();
  await record(tx, {
    kind: 'promise.made',
    payload: { promiseId, customerId, conversationId, what, memberId, ...plan, public: input.public },
    ...within({ customerId }, by(who)),
  });
  return readPromise(tx, promiseId);
}

type Changes = {
  what?: string | undefined;
  due?: DueInput | undefined;
  memberId?: string | null | undefined;
};

/** Changes a promise; what is the same already is not written down. @throws Problem `conflict` for one that ended or is broken. */
export async function changePromise(
  tx: Tx,
  who: MemberCaller,
  now: Date,
  promiseId: string,
  input: Changes,
): Promise<CustomerPromise> {
  const before = await lockPromise(tx, promiseId);
  refuseEnded(before);
  const { memberId } = input;
  if (memberId !== undefined && memberId !== before.memberId) await requireMember(tx, memberId);
  const plan = input.due && planOf(input.due, await zoneOf(tx), now);
  const isMoved = plan !== undefined && plan.due.at !== before.due.at;
  if (isMoved && (before.brokenAt !== null || before.due.at <= micros(now))) {
    throw new Problem('conflict', 'The time of this promise has passed. Keep it late, or make a new one.');
  }
  const changes = {
    ...(input.what !== undefined && input.what !== before.what ? { what: input.what } : {}),
    ...(memberId !== undefined && memberId !== before.memberId ? { memberId } : {}),
    ...(isMoved ? { ...plan, from: before.due } : {}),
  };
  if (Object.keys(changes).length > 0) {
    const payload = { promiseId, what: input.what ?? before.what, changes };
    await record(tx, { kind: 'promise.changed', payload, ...within(before, by(who)) });
  }
  return readPromise(tx, promiseId);
}

/** Says that a promise was kept; a kept one stays as it is. One whose time has passed is broken first, and kept late. */
export async function keepPromise(
  tx: Tx,
  who: MemberCaller,
  now: Date,
  promiseId: string,
): Promise<CustomerPromise> {
  const promise = await lockPromise(tx, promiseId);
  if (promise.keptAt === null) {
    refuseEnded(promise);
    const late = await breakIfDue(tx, promise, now);
    const payload = { promiseId, what: promise.what, late };
    await record(tx, { kind: 'promise.kept', payload, ...within(promise, by(who)) });
  }
  return readPromise(tx, promiseId);
}

/** Takes a promise back; a withdrawn one stays as it is. One whose time has passed is broken first. */
export async function withdrawPromise(
  tx: Tx,
  who: MemberCaller,
  now: Date,
  promiseId: string,
  reason: string,
): Promise<CustomerPromise> {
  const promise = await lockPromise(tx, promiseId);
  if (promise.withdrawnAt === null) {
    refuseEnded(promise);
    await breakIfDue(tx, promise, now);
    const payload = { promiseId, what: promise.what, reason };
    await record(tx, { kind: 'promise.withdrawn', payload, ...within(promise, by(who)) });
  }
  return readPromise(tx, promiseId);
}

const clock: By = { actor: { kind: 'system', id: null }, source: 'promises' };

/** Breaks a held promise whose time has come, at that time; answers whether it is broken. */
export async function breakIfDue(tx: Tx, promise: PromiseRow, now: Date): Promise<boolean> {
  if (promise.brokenAt !== null) return true;
  const { id: promiseId, what, memberId, due, madeAt } = promise;
  if (due.at > micros(now)) return false;
  // Never before it was made, whatever a moved clock says.
  const occurredAt = due.at > madeAt ? due.at : madeAt;
  await record(tx, {
    kind: 'promise.broken',
    payload: { promiseId, what, memberId },
    occurredAt,
    ...within(promise, clock),
  });
  return true;
}

/** Holds a promise, and who works here, until the transaction ends. @throws Problem `not-found`. */
export async function lockPromise(tx: Tx, promiseId: string): Promise<PromiseRow> {
  await holdMembers(tx);
  await sql`select pg_advisory_xact_lock(hashtextextended('promise ' || ${promiseId}, 0))`.execute(tx);
  const { rows } =
    await sql<PromiseRow>`select ${promiseRow} from promises p where p.id = ${promiseId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such promise.');
  return rows[0];
}

/** The part of an entry that is the same for all that happens to a promise. */
export function within({ customerId }: Pick<PromiseRow, 'customerId'>, { actor, source }: By) {
  return { actor, direction: 'internal' as const, source: { name: source }, customerId };
}

function refuseEnded({ keptAt, withdrawnAt }: PromiseRow): void {
  if (keptAt === null && withdrawnAt === null) return;
  throw new Problem(
    'conflict',
    keptAt === null
      ? 'This promise was withdrawn. Make a new one.'
      : 'This promise was kept. Make a new one.',
  );
}

async function requireMember(tx: Tx, memberId: string | null): Promise<void> {
  await holdMembers(tx);
  if (memberId !== null && !(await isMember(tx, memberId))) {
    throw new Problem('conflict', 'There is no such member. Choose somebody who works here.');
  }
}

/** Customers are told times of the business: its clock counts, wherever the member sits. */
async function zoneOf(tx: Tx): Promise<string> {
  return knownZone((await readWorkspace(tx)).timeZone);
}
