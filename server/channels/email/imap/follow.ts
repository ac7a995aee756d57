/**
 * Follows a mailbox over IMAP: waits for news (IDLE) with polls under it, and connects again whenever a connection ends.
 *
 * Invariants: a raw mail is on disk and recorded before the watermark passes it; every UID up to the watermark is recorded or
 * noted; nothing on the server changes (the folder is opened to read only). Whatever fails, the following goes on.
 */

import { type Connection, connectTo } from './connection.ts';
import { explain } from './failure.ts';
import { backfill, begin, gapsAmong, takeChanged, takeMissed, takeNew } from './pass.ts';
import {
  backoffDefault,
  backoffOf,
  comparisonPollsDefault,
  type FollowDeps,
  limitsDefault,
  pollMillisecondsDefault,
} from './settings.ts';
import type { MailboxState } from './store.ts';
import type { Range } from './taking.ts';
import { ours, search, step, type Try, type Visit } from './visit.ts';

/** How often a reading that takes long is told of. */
const tellMilliseconds = 15_000;

export type SyncCounts = { recorded: number; noted: number };

export type Follower = {
  /** Ends the connection, and resolves when nothing more is written. */
  stop(): Promise<void>;
  /**
   * Reads now, comparing all UIDs; with a range it asks again for all that came in it and is not recorded. Rejects when the
   * server cannot be read now.
   */
  syncNow(range?: Range): Promise<SyncCounts>;
  /** How many UIDs of the server up to the watermark are neither recorded nor noted, counted now. */
  countGaps(): Promise<number>;
};

type Answer = { counts: SyncCounts; answer: number };

type Request = {
  run(visit: Visit): Promise<number>;
  settle(outcome: Answer | { error: unknown }): void;
  isRepeated: boolean;
};

type Waiting = { signal: AbortSignal; hasNews: boolean; wake: () => void; requests: Request[] };

/** Begins to follow. The first connection is made at once. */
export function followMailbox(deps: FollowDeps): Follower {
  const ending = new AbortController();
  const state: Waiting = { signal: ending.signal, hasNews: false, wake: () => {}, requests: [] };
  const running = run(deps, state);
  const ask = (work: Request['run']) =>
    new Promise<Answer>((resolve, reject) => {
      if (state.signal.aborted) return reject(new Error('The mailbox is not followed any more.'));
      const settle: Request['settle'] = (outcome) =>
        'error' in outcome ? reject(outcome.error) : resolve(outcome);
      state.requests.push({ run: work, settle, isRepeated: false });
      state.wake();
    });
  return {
    stop: async () => {
      ending.abort();
      state.wake();
      await running;
    },
    syncNow: async (range) => {
      const { counts } = await ask(async (visit) => {
        if (range?.since || range?.until) await backfill(visit, range);
        return 0;
      });
      return counts;
    },
    countGaps: async () => {
      const { answer } = await ask(async ({ connection, deps: { store }, sync }) => {
        const gaps = await gapsAmong(store, sync, await search(connection, { all: true }));
        return gaps.length;
      });
      return answer;
    },
  };
}

async function run(deps: FollowDeps, state: Waiting): Promise<void> {
  const backoff = { ...backoffDefault, ...deps.backoff };
  const limits = { ...limitsDefault, ...deps.limits };
  const tries = new Map<string, Try>();
  let failures = 0;
  while (!state.signal.aborted) {
    let connection: Connection | undefined;
    try {
      connection = await connectTo(deps, limits, state.signal, () => {
        state.hasNews = true;
        state.wake();
      });
      await step(deps, 'connected');
      await stay({ deps, state, connection, limits, tries }, () => {
        failures = 0;
      });
    } catch (error) {
      connection?.close();
      const failure = explain(error);
      refuse(state, error, connection !== undefined && failure.kind === 'unreachable');
      if (state.signal.aborted) break;
      deps.log.warn({ ...failure }, 'A mailbox could not be read.');
      await tell(deps, { ok: false, onServer: null, gaps: null, ...failure });
      await rest(state, backoffOf(backoff, failures, failure.kind === 'credentials'));
      failures += 1;
    } finally {
      connection?.close();
    }
  }
  refuse(state, new Error('The following was stopped.'), false);
}

/** Refuses what was asked for, unless a connection that had ended unnoticed is to be made again for it. */
function refuse(state: Waiting, error: unknown, mayRepeat: boolean): void {
  for (const request of state.requests.splice(0)) {
    if (mayRepeat && !request.isRepeated) state.requests.push({ ...request, isRepeated: true });
    else request.settle({ error });
  }
}

/** Tells how it went; that this fails as well must not end the following. */
async function tell(deps: FollowDeps, state: Omit<MailboxState, 'at'>): Promise<void> {
  try {
    await deps.store.report({ at: new Date(), ...state });
  } catch (error) {
    deps.log.warn({ err: error }, 'How a mailbox fared could not be kept.');
  }
}

type Stay = Pick<Visit, 'deps' | 'connection' | 'limits' | 'tries'> & { state: Waiting };

/** Passes on one connection, until it ends or the following is stopped. */
async function stay(kit: Stay, onPassed: () => void): Promise<void> {
  const { deps, state, connection } = kit;
  const pollMilliseconds = deps.pollMilliseconds ?? pollMillisecondsDefault;
  let visit: Visit | undefined;
  let gaps: number | null = null;
  let pollAt = 0;
  for (let polls = 0; !state.signal.aborted; ) {
    state.hasNews = false;
    const requests = state.requests.splice(0);
    try {
      const isPoll = !visit || requests.length > 0 || Date.now() >= pollAt;
      if (!visit || isPoll) {
        visit = await open(kit, pollMilliseconds);
        pollAt = Date.now() + pollMilliseconds;
      }
      await takeNew(visit, requests.length === 0);
      if (isPoll) await takeChanged(visit);
      const isComparison =
        requests.length > 0 || polls % (deps.comparisonPolls ?? comparisonPollsDefault) === 0;
      if (isPoll && isComparison) gaps = await takeMissed(visit);
      if (isPoll) polls += 1;
      for (const request of requests) await answer(visit, request);
    } catch (error) {
      state.requests.unshift(...requests);
      throw error;
    }
    await ours(deps.store.report(wellOf(visit, gaps)));
    onPassed();
    await step(deps, 'reported');
    await idle(connection, state, pollAt - Date.now());
  }
}

const wellOf = ({ mailbox }: Pick<Visit, 'mailbox'>, gaps: number | null): MailboxState => ({
  at: new Date(),
  ok: true,
  onServer: mailbox.exists,
  gaps,
  reason: null,
  kind: 'connected',
});

async function answer(visit: Visit, { run: work, settle }: Request): Promise<void> {
  const result = await work(visit);
  settle({ counts: { ...visit.counts }, answer: result });
}

/** Opens the folder, anew at each poll: only so does every server tell that it gave UIDs out anew. */
async function open(
  { deps, state, connection, limits, tries }: Stay,
  retryMilliseconds: number,
): Promise<Visit> {
  const { client, within } = connection;
  const mailbox = await within(client.mailboxOpen(deps.settings.folder, { readOnly: true }));
  await step(deps, 'opened');
  let toldAt = Date.now();
  const visit: Omit<Visit, 'sync'> = {
    connection,
    mailbox,
    deps,
    limits,
    tries,
    retryMilliseconds,
    counts: { recorded: 0, noted: 0 },
    onBatch: async () => {
      if (Date.now() - toldAt < tellMilliseconds) return;
      toldAt = Date.now();
      await ours(deps.store.report(wellOf({ mailbox }, null)));
    },
    isStopped: () => state.signal.aborted,
    hasNews: () => {
      const had = state.hasNews;
      state.hasNews = false;
      return had;
    },
  };
  return { ...visit, sync: await begin(visit) };
}

/** Waits for news, a request or the next poll. */
async function idle({ client }: Connection, state: Waiting, milliseconds: number): Promise<void> {
  if (client.usable && !state.hasNews && state.requests.length === 0 && !state.signal.aborted) {
    // The next command ends it. A server that cannot do it is polled alone.
    if (client.capabilities.has('IDLE')) client.idle().catch(() => {});
    await rest(state, milliseconds, () => state.hasNews);
  }
  if (!client.usable && !state.signal.aborted) {
    throw Object.assign(new Error('The connection has ended.'), { code: 'NoConnection' });
  }
}

/** Sleeps until it is woken: by a request, the end, or what else is given. */
function rest(state: Waiting, milliseconds: number, isWoken: () => boolean = () => false): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      state.wake = () => {};
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, milliseconds));
    state.wake = () => {
      if (state.signal.aborted || state.requests.length > 0 || isWoken()) end();
    };
    state.wake();
  });
}
