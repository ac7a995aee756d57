/** Why the embedded PostgreSQL did not start, in words that say what to do. */
import { statfsSync } from 'node:fs';
import { Problem } from '../../../contract/errors.ts';
import type { Place } from './embedded-place.ts';

const linesShownMax = 6;
const freeBytesMin = 1_000_000;

const causes: [pattern: RegExp, advice: (place: Place) => string][] = [
  [
    /No space left on device|Disk quota exceeded/,
    (place) => `The disk that holds ${place.cluster} is full. Free some space and start again.`,
  ],
  [/Read-only file system/, (place) => `${place.cluster} is on a read-only file system.`],
  [
    /could not look up effective user ID/,
    () => 'The user that runs this has no entry in /etc/passwd; add one, or set DATABASE_URL.',
  ],
  [
    /could not create any Unix-domain sockets|could not bind Unix/,
    (place) => `No socket can be made in ${place.sockets}.`,
  ],
  [/Cannot allocate memory|could not map anonymous shared memory/, () => 'There is not enough memory.'],
  [
    /Permission denied/,
    (place) =>
      `PostgreSQL (user ${place.runAs?.uid ?? process.getuid?.()}) may not use one of its files in ${place.cluster}.`,
  ],
];

/** Asked as well, because on a full disk PostgreSQL can't log that it is full either. */
function isDiskFull(place: Place): boolean {
  const { bavail, bsize } = statfsSync(place.dataDir);
  return bavail * bsize < freeBytesMin;
}

/** The failure to throw: the known cause when there is one, and PostgreSQL's own last lines. */
export function startFailure(what: string, place: Place, output: string): Problem {
  const text = isDiskFull(place) ? 'No space left on device' : output;
  const advice = causes.find(([pattern]) => pattern.test(text))?.[1](place);
  const said = output.trim().split('\n').slice(-linesShownMax).join('\n');
  return new Problem(
    'unavailable',
    [`${what}. ${advice ?? `Its log is ${place.logFile}.`}`, said].join('\n'),
  );
}
