/** The conversations that a bulk, or its undo, left as they were. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { bulkLeft } from '../../contract/bulks.ts';
import type { Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { readBulk } from './store.ts';

type Left = z.output<typeof bulkLeft>;

const place = z.string().regex(/^\d{1,9}$/);

/** A page of them, in the order in which it was their turn. @throws Problem `not-found`. */
export async function listLeft(
  tx: Tx,
  memberId: string,
  bulkId: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ data: Left[]; next: string | null }> {
  await readBulk(tx, memberId, bulkId);
  const after = query.cursor === undefined ? '0' : (decodeCursor(query.cursor, [place])?.[0] ?? '0');
  const { rows } = await sql<Left & { place: string }>`
    select conversation_id as "conversationId", state, reason, place::text from bulk_conversations
    where bulk_id = ${bulkId} and state in ('failed', 'kept') and place > ${after}::integer
    order by place limit ${query.limit + 1}`.execute(tx);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ place: _, ...left }) => left),
    next: rows.length > query.limit && last ? encodeCursor([last.place]) : null,
  };
}
