/** When a row said what it says, where it has no time of its own. */
import type { Context, Ready } from './kind.ts';

/** What a later row of the file says is the newer: a microsecond a row. */
export function saidAt(row: Ready, { startedAt }: Context): string {
  const microseconds = BigInt(Date.parse(startedAt)) * 1_000n + BigInt(row.number);
  const milliseconds = Number(microseconds / 1_000n);
  const rest = String(microseconds % 1_000n).padStart(3, '0');
  return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
}
