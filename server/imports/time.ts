/** When a row said what it says. */
import type { Context, Ready } from './kind.ts';

/** Its own time; else what a later row of the file says is the newer: a microsecond a row. */
export function saidAt(row: Ready, { startedAt }: Context): string {
  const { updatedAt } = row.values;
  if (typeof updatedAt === 'string') return updatedAt;
  // Of six decimals `Date.parse` takes three; without the others a row would come before what the import began with.
  const began = BigInt(Date.parse(startedAt)) * 1_000n + BigInt(startedAt.slice(-4, -1));
  const microseconds = began + BigInt(row.number);
  const milliseconds = Number(microseconds / 1_000n);
  const rest = String(microseconds % 1_000n).padStart(3, '0');
  return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
}
