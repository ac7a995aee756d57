/** Identifiers, positions and times as they travel on the wire. */
import { z } from 'zod';

/** An opaque identifier (UUIDv7 inside; callers must not read it). */
export const id = z.uuid().meta({ description: 'Opaque identifier.' });

/** A place in the ledger's reading order: `epoch.xid.sequence`. Opaque to callers. */
export const position = z
  .string()
  .regex(/^\d{1,10}\.\d{1,20}\.\d{1,19}$/)
  .meta({ description: "A place in the ledger's reading order. Opaque." });

/** An RFC 3339 time in UTC with six decimals, so that string order is time order. */
export const time = z.iso.datetime({ precision: 6 }).meta({ description: 'RFC 3339, UTC, microseconds.' });

/** A time sent by a caller: any RFC 3339 time with a zone. */
export const timeInput = z.iso.datetime({ offset: true });

/**
 * Compares two positions in reading order: negative when `a` is read before `b`.
 * Positions are three integers, of which the second exceeds 2^53, hence BigInt.
 */
export function comparePositions(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let part = 0; part < 3; part++) {
    const difference = BigInt(left[part] ?? 0) - BigInt(right[part] ?? 0);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return 0;
}

/** Languages in which everything that Rapport says exists. */
export const locales = ['en', 'zh-CN', 'pt-BR'] as const;
export const locale = z.enum(locales);
export type Locale = z.infer<typeof locale>;
