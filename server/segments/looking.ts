/** Looking at customers for a condition, batch by batch and each in a short transaction, for as long as somebody waits. */
import { sql } from 'kysely';
import type { Condition } from '../../contract/conditions.ts';
import { readStageRule } from '../customers/index.ts';
import { codeOf, type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import { fitting } from './decide.ts';
import { refuseCircle } from './order.ts';
import { liveSegments } from './store.ts';

const budgetMilliseconds = 2_000;
const statementMillisecondsMax = 2_000;
const statementTimedOut = '57014';

export type Deps = { db: Db; now: () => Date };
export type Asked = { workspaceId: string; condition: Condition; signal: AbortSignal };
/** Surviving customers to look at; none of `next`: these are the last. */
type Batch<Place> = { ids: string[]; next: Place | undefined };

/**
 * Whom the condition fits in each batch that `read` answers, beginning at a place. Ends with the last batch, when nobody
 * waits any more, and when the time is used up. @throws Problem `invalid-input` for what the condition names.
 */
export async function* lookingAt<Place>(
  { db, now }: Deps,
  { workspaceId, condition, signal }: Asked,
  begin: Place | undefined,
  read: (tx: Tx, place: Place | undefined) => Promise<Batch<Place>>,
): AsyncGenerator<Batch<Place> & { fits: string[] }> {
  const began = performance.now();
  const stages = await inWorkspace(db, workspaceId, async (tx) => {
    refuseCircle({ id: '', name: '', condition }, await liveSegments(tx));
    return (await readStageRule(tx)).lines;
  });
  const circumstances = { now: now().toISOString(), stages };
  let place = begin;
  while (!signal.aborted && performance.now() - began < budgetMilliseconds) {
    const batch = await inWorkspace(db, workspaceId, async (tx) => {
      await sql`select set_config('statement_timeout', ${String(statementMillisecondsMax)}, true)`.execute(
        tx,
      );
      const found = await read(tx, place);
      return { ...found, fits: await fitting(tx, condition, found.ids, circumstances) };
    }).catch((error: unknown) => {
      if (codeOf(error) === statementTimedOut) return undefined;
      throw error;
    });
    // Too slow at once: what was seen until here is what there is to tell.
    if (!batch) return;
    yield batch;
    if (batch.next === undefined) return;
    place = batch.next;
  }
}
