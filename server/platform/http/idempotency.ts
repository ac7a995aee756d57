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
 * comes while the first still runs waits for it.
 */
export async function answerOnce(
  tx: Tx,
  caller: { callerId: string; key: string; request: string },
  work: () => Promise<Answered>,
): Promise<Answered & { repeated: boolean }> {
  const hash = sha256(caller.request);
  const taken = await sql`
    insert into idempotency_keys (caller_id, key, request_hash)
    values (${caller.callerId}, ${caller.key}, ${hash})
    on conflict do nothing
    returning 1`.execute(tx);
  if (taken.rows.length === 0) return { ...(await firstAnswer(tx, caller, hash)), repeated: true };
  const answered = await work();
  await sql`
    update idempotency_keys set status = ${answered.status}, body = ${answered.body}
    where caller_id = ${caller.callerId} and key = ${caller.key}`.execute(tx);
  return { ...answered, repeated: false };
}

async function firstAnswer(
  tx: Tx,
  caller: { callerId: string; key: string },
  hash: Buffer,
): Promise<Answered> {
  const { rows } = await sql<{ same: boolean; status: number; body: string }>`
    select request_hash = ${hash} as same, status, body
    from idempotency_keys where caller_id = ${caller.callerId} and key = ${caller.key}`.execute(tx);
  const first = rows[0];
  if (!first?.same) throw new Problem('key-reused', 'Use a new Idempotency-Key for a new request.');
  return { status: first.status, body: first.body };
}
