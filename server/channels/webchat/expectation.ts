/**
 * What a visitor may expect: how long the first answer took lately, in business time, and when the business opens. The rule:
 * three of four first answers of the last fourteen days, of at most the newest fifty, came within it; fewer than ten say
 * nothing.
 */
import { type Hours, minutesBetween, openingAt } from '../../../contract/opening.ts';
import { micros } from '../../../contract/times.ts';
import { firstReplies } from '../../conversations/index.ts';
import { hoursOfTeam } from '../../hours/index.ts';
import type { Tx } from '../../platform/db/index.ts';

const lookBackDays = 14;
const countedMax = 50;
const countedMin = 10;
const share = 0.75;
const keptMilliseconds = 60_000;
const inboxesMax = 2_000;

export type Expectation = { waitMinutes?: number; opensAt?: string };

type Known = { at: number; hours: Hours | null; waitMinutes: number | undefined };

/** The wait that three of four had or less, rounded up; undefined for too few. `waits` in minutes, rounded down. */
export function usualWait(waits: readonly number[]): number | undefined {
  if (waits.length < countedMin) return undefined;
  const inOrder = waits.toSorted((one, other) => one - other);
  const longest = (inOrder[Math.ceil(inOrder.length * share) - 1] ?? 0) + 1;
  const step = longest <= 10 ? 1 : longest <= 60 ? 5 : 60;
  return Math.ceil(longest / step) * step;
}

/** Reckons once a minute for each inbox, however many ask. */
export function createExpectations(now: () => Date) {
  const known = new Map<string, Known>();
  return async (tx: Tx, inbox: { id: string; teamId: string | null }): Promise<Expectation> => {
    const at = now();
    let found = known.get(inbox.id);
    if (!found || at.getTime() - found.at >= keptMilliseconds) {
      found = { at: at.getTime(), ...(await reckon(tx, inbox, at)) };
      if (known.size >= inboxesMax) known.clear();
      known.set(inbox.id, found);
    }
    const { isOpen, changesAt } = openingAt(found.hours, at);
    const { waitMinutes } = found;
    return {
      ...(waitMinutes === undefined ? {} : { waitMinutes }),
      ...(isOpen || changesAt === null ? {} : { opensAt: micros(changesAt) }),
    };
  };
}

async function reckon(tx: Tx, { id, teamId }: { id: string; teamId: string | null }, at: Date) {
  const hours = await hoursOfTeam(tx, teamId);
  const since = new Date(at.getTime() - lookBackDays * 86_400_000);
  const replies = await firstReplies(tx, id, since, countedMax);
  const waits = replies.map(({ askedAt, answeredAt }) =>
    minutesBetween(hours, new Date(askedAt), new Date(answeredAt)),
  );
  return { hours, waitMinutes: usualWait(waits) };
}
