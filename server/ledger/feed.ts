/** One reader's feed: what it missed, then the tail, without a gap in between. */
import { type Db, inWorkspace } from '../platform/db/index.ts';
import { currentPosition } from './position.ts';
import { readAfter } from './read.ts';
import type { TailBatch } from './tail.ts';

export type Feed = {
  /** What came after `since`; undefined when that is too much, or of another epoch: the reader has to fetch anew. */
  missed: TailBatch['entries'] | undefined;
  /** Nothing up to here is missing once `missed` has been told. */
  position: string;
  /** Lets the tail through: call it when `missed` has been told. */
  flow: () => void;
  stop: () => void;
};

/**
 * Opens a feed from `since` (null: from now). Batches that come before `flow` is called wait, so that within each
 * conversation the reader gets entries in order.
 */
export async function openFeed(
  db: Db,
  workspaceId: string,
  since: string | null,
  options: {
    /** How much may be told at once: a reader that asks and does not read must not hold much memory. */
    missedMax: { entries: number; bytes: number };
    /** Where batches come from: the tail of the workspace, or what somebody lets through of it. */
    listen: (onBatch: (batch: TailBatch) => void) => Promise<() => void>;
    onBatch: (batch: TailBatch) => void;
  },
): Promise<Feed> {
  let waiting: TailBatch[] | undefined = [];
  const stop = await options.listen((batch) => {
    if (waiting) waiting.push(batch);
    else options.onBatch(batch);
  });
  try {
    const read = await inWorkspace(db, workspaceId, async (tx) => ({
      position: await currentPosition(tx),
      entries:
        since === null
          ? []
          : await readAfter(tx, since, { limit: options.missedMax.entries + 1, unsettled: true }),
    }));
    const bytes = read.entries.reduce((sum, { json }) => sum + Buffer.byteLength(json), 0);
    const isTooMuch = read.entries.length > options.missedMax.entries || bytes > options.missedMax.bytes;
    // A restore lies in between: what the reader has seen may be of a time that is gone.
    const isOfOtherTime = since !== null && epochOf(since) !== epochOf(read.position);
    return {
      missed: isTooMuch || isOfOtherTime ? undefined : read.entries,
      position: read.position,
      flow: () => {
        const held = waiting ?? [];
        waiting = undefined;
        for (const batch of held) options.onBatch(batch);
      },
      stop,
    };
  } catch (error) {
    stop();
    throw error;
  }
}

function epochOf(position: string): string | undefined {
  return position.split('.')[0];
}
