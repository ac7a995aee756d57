/** Answers that were kept for repeated requests, and hold something that must go. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/index.ts';

/** Forgets the answers whose text meets a condition: a repeated request is then taken as a new one. */
export async function forgetAnswersWith(
  tx: Tx,
  condition: (text: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<void> {
  await sql`delete from idempotency_keys k where ${condition(sql`(k.key || ' ' || coalesce(k.body, ''))`)}`.execute(
    tx,
  );
}
