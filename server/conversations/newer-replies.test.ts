/** What a reply costs whose writer had seen everything. What is refused, `tests/newer-replies.test.ts` says. */
import { expect, test } from 'vitest';
import type { Tx } from '../platform/db/index.ts';
import { refuseUnseen } from './newer-replies.ts';
import type { ConversationRow } from './queries.ts';

/** Nothing can be asked through it. */
const noTx = {} as Tx;
const seen = (seenUntil: string | null) => ({ seenUntil, memberId: 'm' });
const row = (lastMessageAt: string | null) => ({ id: 'c', lastMessageAt }) as ConversationRow;

test('who has seen the newest message, or writes where there is none, costs no statement', async () => {
  const at = '2026-01-01T00:00:00.000001Z';
  await refuseUnseen(noTx, row(at), seen(at));
  await refuseUnseen(noTx, row(at), seen('2026-01-01T00:00:00.000002Z'));
  await refuseUnseen(noTx, row(null), seen(null));
  await expect(refuseUnseen(noTx, row(at), seen('2026-01-01T00:00:00.000000Z'))).rejects.toThrow();
});
