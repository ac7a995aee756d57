/** Fixed-window limits by a key; what is refused says when to come back. */
import ipaddr from 'ipaddr.js';
import { Problem } from '../../../contract/errors.ts';

/** Keys remembered at most; beyond it the oldest window is forgotten, so that a flood of keys can't fill the memory. */
const keysMax = 50_000;

export type Limiter = {
  /** Takes one point. @throws Problem `too-many-requests` when none is left in this window. */
  take: (key: string) => void;
  /** Gives a point back, for what turned out to be welcome. */
  giveBack: (key: string) => void;
};

/** Allows `points` per key in each window of `seconds`, which a clock that is set to another time does not change. */
export function createLimiter(options: { points: number; seconds: number; now?: () => number }): Limiter {
  const now = options.now ?? (() => performance.now());
  const windows = new Map<string, { ends: number; used: number }>();
  return {
    take(key) {
      const at = now();
      let window = windows.get(key);
      if (!window || window.ends <= at) {
        windows.delete(key);
        window = { ends: at + options.seconds * 1_000, used: 0 };
        windows.set(key, window);
        const oldest = windows.size > keysMax ? windows.keys().next().value : undefined;
        if (oldest !== undefined) windows.delete(oldest);
      }
      window.used += 1;
      if (window.used <= options.points) return;
      const retryAfterSeconds = Math.ceil((window.ends - at) / 1_000);
      throw new Problem(
        'too-many-requests',
        `Too many requests. Try again in ${retryAfterSeconds} seconds.`,
        {
          retryAfterSeconds,
        },
      );
    },
    giveBack(key) {
      const window = windows.get(key);
      if (window && window.used > 0) window.used -= 1;
    },
  };
}

/** Whom an address belongs to: the address itself, for IPv6 its /64, which is one customer's. */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString();
}
