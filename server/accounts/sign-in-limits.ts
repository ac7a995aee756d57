/** How often passwords and codes may be tried. */
import { setTimeout as sleep } from 'node:timers/promises';
import { addressKey, createLimiter } from '../platform/limits/index.ts';

const failuresPerMinuteMax = 10;
const minuteSeconds = 60;
/** Failures at one account, wherever they come from, after which each further try is slowed down. */
const failuresPerAccountMax = 50;
const accountSeconds = 600;
const slowMilliseconds = 2_000;

export type SignInLimits = {
  /**
   * Runs a try. Only what fails counts: against the address, and against the account at this address, so that nobody
   * can lock an account for its owner elsewhere. An account under attack from many addresses only becomes slow.
   * @throws Problem `too-many-requests`.
   */
  attempt: <T>(
    at: { address: string; account: string },
    work: () => Promise<T>,
    succeeded: (result: T) => boolean,
  ) => Promise<T>;
  /** Counts a request that anybody may make, whatever comes of it. @throws Problem `too-many-requests`. */
  request: (address: string) => void;
};

/** Limits of this process. `now` and `pause` are the clock's. */
export function createSignInLimits(
  options: {
    perMinute?: number;
    now?: () => number;
    pause?: (milliseconds: number) => Promise<unknown>;
  } = {},
): SignInLimits {
  const clock = options.now ? { now: options.now } : {};
  const perMinute = { points: options.perMinute ?? failuresPerMinuteMax, seconds: minuteSeconds, ...clock };
  const addresses = createLimiter(perMinute);
  const pairs = createLimiter(perMinute);
  const accounts = createLimiter({ points: failuresPerAccountMax, seconds: accountSeconds, ...clock });
  const requests = createLimiter({ ...perMinute, points: perMinute.points * 2 });
  const pause = options.pause ?? sleep;
  return {
    attempt: async (at, work, succeeded) => {
      const address = addressKey(at.address);
      const pair = `${address} ${at.account}`;
      addresses.take(address);
      pairs.take(pair);
      if (!mayTake(accounts, at.account)) await pause(slowMilliseconds);
      const result = await work();
      if (succeeded(result)) {
        addresses.giveBack(address);
        pairs.giveBack(pair);
        accounts.giveBack(at.account);
      }
      return result;
    },
    request: (address) => requests.take(addressKey(address)),
  };
}

function mayTake(limiter: { take: (key: string) => void }, key: string): boolean {
  try {
    limiter.take(key);
    return true;
  } catch {
    return false;
  }
}
