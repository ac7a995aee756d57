/**
 * A backup: a gzipped tar that holds, in this order,
 *
 *   header.json                       what it is and which schema it fits
 *   tables/public.customers/000001    the table's rows as COPY text, in parts
 *   jobs/000001                       jobs that wait, as JSON Lines
 *   files/…                           the files, as they are in the data folder
 *   secret-key                        without which stored secrets can't be read
 *   manifest.json                     the checksum of everything before it
 */
import { z } from 'zod';
import { digest } from './row-digest.ts';

export const names = {
  header: 'header.json',
  tables: 'tables/',
  jobs: 'jobs/',
  files: 'files/',
  secretKey: 'secret-key',
  manifest: 'manifest.json',
} as const;

/** Raised when older programs can't read what newer ones write. */
const formatVersion = 1;

export const header = z.object({
  format: z.literal('rapport-backup'),
  version: z.literal(formatVersion),
  createdAt: z.string(),
  postgres: z.string(),
  /** Positions in the backup are of this epoch, or of earlier ones. */
  epoch: z.int(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).min(1),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  partitions: z.array(
    z.object({
      name: z.string().regex(/^\w+$/),
      parent: z.string().regex(/^\w+$/),
      // It becomes part of a statement: nothing but DEFAULT and constants in quotes.
      bound: z
        .string()
        .regex(
          /^(DEFAULT|FOR VALUES (FROM \('[\w :.+-]+'\) TO \('[\w :.+-]+'\)|IN \(('[\w :.+-]+'|\w+)\)))$/,
        ),
    }),
  ),
});
export type Header = z.infer<typeof header>;

/** A path that stays below its folder. */
const filePath = z.string().refine((text) => {
  const parts = text.split('/');
  return !/[\0\\]/.test(text) && parts.every((part) => part !== '' && part !== '.' && part !== '..');
});

export const manifest = z.object({
  tables: z.record(z.string(), digest),
  sequences: z.array(z.object({ name: z.string(), last: z.string().regex(/^\d+$/) })),
  jobs: digest,
  files: z.array(z.object({ path: filePath, bytes: z.int(), sha256: z.string() })),
  secretKey: z.object({ sha256: z.string() }),
});
export type Manifest = z.infer<typeof manifest>;

/** The first part of every header that this program writes. */
export const made = { format: 'rapport-backup', version: formatVersion } as const;

/** A part's name sorts as its number. */
export function partName(folder: string, part: number): string {
  return `${folder}/${String(part).padStart(6, '0')}`;
}
