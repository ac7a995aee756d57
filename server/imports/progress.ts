/** How far a command is, in lines for people: how many rows of how many, how fast, and how long still. */
import type { ImportCounts } from '../../contract/imports.ts';

const toldMilliseconds = 2_000;
const minuteSeconds = 60;
const hourMinutes = 60;

/** Says how many rows there are, then every other second how far it is. `done`: rows that an earlier run has done. */
export function createTeller(
  say: (line: string) => void,
  { total, done }: { total: number; done: number },
  now: () => number = () => performance.now(),
): (counts: ImportCounts) => void {
  const began = now();
  let toldAt = began;
  say(`${rowsOf(done, total)}`);
  return ({ read, rejected }) => {
    const at = now();
    if (at - toldAt < toldMilliseconds) return;
    toldAt = at;
    const rate = ((read - done) / (at - began)) * 1_000;
    const parts = [rowsOf(read, total), `${whole(Math.round(rate))} a second`, leftOf((total - read) / rate)];
    say([...parts, `${whole(rejected)} refused`].join(', '));
  };
}

const whole = (count: number): string => count.toLocaleString('en');

function rowsOf(done: number, total: number): string {
  const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
  return `${whole(done)} of ${whole(total)} rows (${percent}%)`;
}

function leftOf(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'time left unknown';
  if (seconds < minuteSeconds) return `about ${Math.ceil(seconds)} s left`;
  const minutes = Math.ceil(seconds / minuteSeconds);
  if (minutes < hourMinutes) return `about ${minutes} min left`;
  return `about ${Math.floor(minutes / hourMinutes)} h ${minutes % hourMinutes} min left`;
}
