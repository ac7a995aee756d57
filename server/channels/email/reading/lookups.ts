/** Questions to the domain name system on behalf of a stranger's mail: few, and within a time. */
import { Resolver } from 'node:dns/promises';

export type Lookup = (name: string, type: string) => Promise<string[][] | string[]>;

const lookupsMax = 60;
const answerMilliseconds = 5_000;

/** Asks `lookup`, or the system's servers, until the time is over; then every question fails at once. */
export function boundedLookup(milliseconds: number, lookup: Lookup = systemLookup()): Lookup {
  const until = performance.now() + milliseconds;
  let asked = 0;
  return async (name, type) => {
    const left = until - performance.now();
    if (++asked > lookupsMax || left <= 0) throw late();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late()), left);
    });
    try {
      return await Promise.race([lookup(name, type), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  };
}

function systemLookup(): Lookup {
  const resolver = new Resolver({ timeout: answerMilliseconds, tries: 2 });
  return async (name, type) => (await resolver.resolve(name, type)) as string[][] | string[];
}

const late = () => Object.assign(new Error('no answer in time'), { code: 'ETIMEOUT' });
