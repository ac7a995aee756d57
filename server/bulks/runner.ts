/**
 * Bulks that the server works on, some conversations of each in turn. What a program leaves behind, whatever ended it,
 * another one takes over when it has not been heard of for a while; both could not act on the same conversation, as it is
 * looked at again under its lock.
 */
import { sql } from 'kysely';
import { newId } from '../ledger/index.ts';
import { workWhenDue } from '../platform/clock/index.ts';
import { type Db, isUnavailable, type Tx } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { turn } from './turn.ts';

/** Named in a transaction that leaves something to do here. */
export const bulkTopic = 'bulks';

/** So many conversations of one bulk before it is another one's turn. */
const turnMax = 50;
/** For so long who works on a bulk may be silent. */
const silentSecondsMax = 10;

/** Starts working; `stop` waits for the conversation under way. */
export function runBulks(deps: { db: Db; log: Log; now: () => Date }): { stop: () => Promise<void> } {
  const holder = newId();
  const tries = new Map<string, number>();
  const work = workWhenDue(deps, workspacesWithBulks, [
    {
      find: async (tx) => {
        const found = await find(tx, holder);
        if (found.length > 0) work.look();
        return found;
      },
      act: (tx, key, now) =>
        turn(tx, { key, holder, now, tries }).catch((error: unknown) => {
          // That the database is away is no fault of the conversation's.
          if (isUnavailable(error)) tries.delete(key);
          throw error;
        }),
    },
  ]);
  deps.db.onTouched((_workspaceId, topic) => {
    if (topic === bulkTopic) work.look();
  });
  return work;
}

async function workspacesWithBulks(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select workspaces_with_bulks() as id`.execute(tx);
  return rows.map(({ id }) => id);
}

const isAtWork = sql`b.state in ('running', 'undoing')`;
/** What is to be looked at: on the way what waits, on the way back what was done. */
const isNext = sql`r.bulk_id = b.id and r.state = case b.state when 'running' then 'waiting' else 'done' end`;

/** Takes what nobody works on, ends what is through, and answers whose turn it is, as `bulk place`. */
async function find(tx: Tx, holder: string): Promise<string[]> {
  await sql`
    update bulks b set holder = ${holder}, beat_at = clock_timestamp()
    where ${isAtWork} and (b.holder is null or b.holder = ${holder}
      or b.beat_at < clock_timestamp() - make_interval(secs => ${silentSecondsMax}))`.execute(tx);
  await sql`
    update bulks b set state = case b.state when 'running' then 'done' else 'undone' end, ended_at = clock_timestamp()
    where ${isAtWork} and b.holder = ${holder} and not exists (select from bulk_conversations r where ${isNext})`.execute(
    tx,
  );
  const { rows } = await sql<{ key: string }>`
    select r.bulk_id || ' ' || r.place as key from bulks b cross join lateral (
      select r.bulk_id, r.place from bulk_conversations r where ${isNext} order by r.place limit ${turnMax}
    ) r
    where ${isAtWork} and b.holder = ${holder} order by r.place`.execute(tx);
  return rows.map(({ key }) => key);
}
