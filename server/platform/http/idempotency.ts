/**
 * `Idempotency-Key`: a request repeated with the same key is answered with what it was answered first. The key and the
 * command's work commit together, so a crash in between leaves neither.
 */
import { sql } from 'kysely';
import { Problem } from '../../../contract/errors.ts';
import { sha256 } from '../crypto/index.ts';
import type { Tx } from '../db/index.ts';

const keyLengthMax = 200;

export type Answered = { status: number; body: string };

/** The key of a request, or undefined. @throws Problem when it is unusable. */
export function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || header.length === 0 || header.length > keyLengthMax) {
    throw new Problem('invalid-input', `Idempotency-Key takes one value of 1 to ${keyLengthMax} characters.`);
  }
  return header;
}

/**
 * Runs `work` once for this caller and key, and answers the first result to every repetition. A second request that
 * comes while the first still runs waits for it: by a lock, not by a row, for nothing may be written before the command
 * has locked what it changes (positions grow in the order of commits).
 */
export async function answerOnce(
  tx: Tx,
  caller: { callerId: string; key: string; request: string },
  work: () => Promise<Answered>,
): Promise<Answered & { repeated: boolean }> {
  const { callerId, key } = caller;
  const hash = sha256(caller.request);
  await sql`select pg_advisory_xact_lock(hashtextextended('once ' || ${callerId} || ' ' || ${key}, 0))`.execute(
    tx,
  );
  const first = await firstAnswer(tx, caller, hash);
  if (first) return { ...first, repeated: true };
  const answered = await work();
  await sql`
    insert into idempotency_keys (caller_id, key, request_hash, status, body)
    values (${callerId}, ${key}, ${hash}, ${answered.status}, ${answered.body})`.execute(tx);
  return { ...answered, repeated: false };
}

async function firstAnswer(
  tx: Tx,
  caller: { callerId: string; key: string },
  hash: Buffer,
): Promise<Answered | undefined> {
  const { rows } = await sql<{ same: boolean; status: number; body: string }>`
    select request_hash = ${hash} as same, status, body
    from idempotency_keys where caller_id = ${caller.callerId} and key = ${caller.key}`.execute(tx);
  const first = rows[0];
  if (!first) return undefined;
  if (!first.same) throw new Problem('key-reused', 'Use a new Idempotency-Key for a new request.');
  return { status: first.status, body: first.body };
}

/** How long a caller may repeat a request and get the first answer. */
const answerDaysMax = 30;

/** Forgets answers that nobody will ask for again. On a connection of the owner. */
export async function forgetAnswers(tx: Tx): Promise<void> {
  await sql`set role rapport_maintenance`.execute(tx);
  await sql`
    delete from idempotency_keys where created_at < now() - make_interval(days => ${answerDaysMax})`.execute(
    tx,
  );
  await sql`reset role`.execute(tx);
}
