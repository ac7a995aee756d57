/** What an export consists of. */
import { z } from 'zod';

export const manifestName = 'export.json';
export const filesFolderName = 'files';

/** Names of tables and columns are put into SQL: nothing but letters, digits and underscores. */
const word = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const exportedFile = z.object({
  table: word,
  rows: z.int().min(0),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Each column with its type in PostgreSQL. */
  columns: z.record(word, z.string()),
});
export type ExportedFile = z.output<typeof exportedFile>;

/** Where everything in the folder is named. The tables stand in an order in which they can be written. */
export const exportManifest = z.object({
  format: z.literal('rapport-export'),
  version: z.literal(1),
  createdAt: z.string(),
  workspace: z.object({ id: z.uuid(), name: z.string() }),
  /** When the oldest of its machine entries was recorded; null where there is none. */
  machineSince: z.string().nullable(),
  /** The migrations of the schema that it comes from. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(exportedFile),
});
export type ExportManifest = z.output<typeof exportManifest>;

/** The file of a table. */
export function fileOf(table: string): string {
  return `${table}.jsonl`;
}
