/** Deliveries written so that what the database refuses takes nothing else with it. */

import { Problem } from '../../contract/errors.ts';
import type { Sender } from '../accounts/index.ts';
import { codeOf, type Db, inWorkspace } from '../platform/db/index.ts';
import type { LogPace } from './log.ts';
import type { Parsed } from './parse.ts';
import type { Privacy } from './privacy.ts';
import { type Delivery, writeAlias, writeDeliveries } from './write.ts';

/** A delivery with whoever waits for what comes of it. */
export type Waiting = {
  delivery: Delivery;
  bytes: number;
  done: (accepted: boolean) => void;
  failed: (error: unknown) => void;
};

type Place = { db: Db; workspaceId: string; pace: LogPace; privacy: Privacy };

/** Writes requests together; when that fails, each by itself. Never throws: each request hears what came of it. */
export async function writeAll(place: Place, taken: readonly Waiting[]): Promise<void> {
  try {
    const deliveries = taken.map(({ delivery }) => delivery);
    const senders = await write(place, deliveries);
    for (const [at, one] of taken.entries()) {
      const sender = senders[at];
      if (sender) await writeAliases(place, one.delivery, sender).then(() => one.done(true), one.failed);
      else one.done(false);
    }
  } catch (error) {
    const [only] = taken;
    if (isAway(error)) for (const { failed } of taken) failed(error);
    else if (only && taken.length === 1) await writeOne(place, only.delivery).then(only.done, only.failed);
    else for (const one of taken) await writeAll(place, [one]);
  }
}

function write(
  { db, workspaceId, pace, privacy }: Place,
  deliveries: readonly Delivery[],
): Promise<(Sender | undefined)[]> {
  return inWorkspace(db, workspaceId, (tx) => writeDeliveries(tx, deliveries, pace, privacy));
}

async function writeAliases(
  { db, workspaceId, pace, privacy }: Place,
  delivery: Delivery,
  sender: Sender,
): Promise<void> {
  const { receivedAt } = delivery;
  const { verified, origin } = sender;
  for (const call of delivery.calls) {
    if ('setAside' in call || call.said.type !== 'alias') continue;
    await inWorkspace(db, workspaceId, (tx) =>
      writeAlias(tx, call, { verified, origin, receivedAt }, pace, privacy),
    );
  }
}

/** A request that can't be written as a whole: by halves, until what the database refuses stands alone. */
async function writeOne(place: Place, delivery: Delivery): Promise<boolean> {
  const attempt = async (calls: readonly Parsed[]): Promise<boolean> => {
    const [sender] = await write(place, [{ ...delivery, calls }]);
    if (sender) await writeAliases(place, { ...delivery, calls }, sender);
    return sender !== undefined;
  };
  const byHalves = async (calls: readonly Parsed[]): Promise<boolean> => {
    try {
      return await attempt(calls);
    } catch (error) {
      const [call] = calls;
      if (isAway(error) || call === undefined) throw error;
      if (calls.length === 1) {
        if ('setAside' in call || !isOfData(error)) throw error;
        const { raw, warnings } = call;
        return attempt([{ setAside: 'refused', detail: 'The database cannot keep this.', raw, warnings }]);
      }
      const middle = Math.ceil(calls.length / 2);
      await byHalves(calls.slice(0, middle));
      return byHalves(calls.slice(middle));
    }
  };
  return byHalves(delivery.calls);
}

/** Without a database there is nothing to try. */
const isAway = (error: unknown): boolean => error instanceof Problem && error.code === 'unavailable';

/** Whether a statement failed for what it was given, not for a mistake of ours: data exceptions and program limits. */
function isOfData(error: unknown): boolean {
  return /^(22|54)/.test(codeOf(error) ?? '');
}
