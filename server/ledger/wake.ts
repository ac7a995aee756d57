/**
 * Wake-ups: who appended says so after the commit, once for all that happened in a moment, to this process and by one
 * NOTIFY to the others. A NOTIFY is a commit, which the next message would wait for: a process that hears of no other
 * sends none. A lost one costs a poll interval, never an entry.
 */
import { type Db, openSignals } from '../platform/db/index.ts';
import { ledgerTopic } from './lone.ts';

const channel = 'rapport_ledger';
/** NOTIFY takes 8,000 bytes: more workspaces than this in one moment are told of as "any". */
const workspacesInSignalMax = 150;
const signalPauseMilliseconds = 20;
/** How often a process says that it is there, and after how long without a word it is taken to be gone. */
const greetMilliseconds = 10_000;
const goneMilliseconds = 35_000;
const greeting = '-';

type Listener = (workspaceIds: ReadonlySet<string> | undefined) => void;

export type Waker = {
  /** Called with the workspaces that have new entries; `undefined` means any of them. */
  onWake: (listener: Listener) => void;
  /** The same for what other processes appended, and this one while its database did not answer. */
  onWakeFromElsewhere: (listener: Listener) => void;
  close: () => Promise<void>;
};

/** Hears of appends in this process through `db`, and of other processes' through `signalsUrl`. */
export function createWaker(db: Db, options: { signalsUrl: string; pollMilliseconds: number }): Waker {
  const listeners: Listener[] = [];
  const listenersElsewhere: Listener[] = [];
  const tell: Listener = (ids) => {
    for (const listener of listeners) listener(ids);
  };
  const tellFromElsewhere: Listener = (ids) => {
    for (const listener of [...listeners, ...listenersElsewhere]) listener(ids);
  };
  const me = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  let othersHeardAt = Number.NEGATIVE_INFINITY;
  const isAlone = () => performance.now() - othersHeardAt > goneMilliseconds;
  const greet = () => void signals.send(`${me} ${greeting}`);
  const signals = openSignals(options.signalsUrl, channel, {
    onListening: greet,
    onSignal: (payload) => {
      const [sender, ids] = payload.split(' ');
      if (sender === me) return;
      // Who was not known until now doesn't know of this process either.
      if (isAlone()) greet();
      othersHeardAt = performance.now();
      if (ids !== greeting) tellFromElsewhere(ids ? new Set(ids.split(',')) : undefined);
    },
  });
  let here = new Set<string>();
  let elsewhere = new Set<string>();
  db.onTouched((workspaceId, topic) => {
    if (topic !== ledgerTopic) return;
    if (here.size === 0) {
      setImmediate(() => {
        const ids = here;
        here = new Set();
        tell(ids);
      });
    }
    here.add(workspaceId);
    if (isAlone()) return;
    if (elsewhere.size === 0) {
      setTimeout(() => {
        const ids = elsewhere.size > workspacesInSignalMax ? '' : [...elsewhere].join(',');
        elsewhere = new Set();
        void signals.send(`${me} ${ids}`);
      }, signalPauseMilliseconds).unref();
    }
    elsewhere.add(workspaceId);
  });
  const greetings = setInterval(greet, greetMilliseconds);
  greetings.unref();
  const poll = setInterval(() => tellFromElsewhere(undefined), options.pollMilliseconds);
  poll.unref();
  return {
    onWake: (listener) => listeners.push(listener),
    onWakeFromElsewhere: (listener) => listenersElsewhere.push(listener),
    close: async () => {
      clearInterval(poll);
      clearInterval(greetings);
      await signals.close();
    },
  };
}
