/** For tests: the checksums of every table of a database. */
import { withSession } from '../platform/db/index.ts';
import { readTables } from './catalogue.ts';
import { type Digest, digestOf } from './row-digest.ts';
import { inSnapshot } from './snapshot.ts';

/** By table, at one moment. */
export async function digests(adminUrl: string): Promise<Record<string, Digest>> {
  return withSession(adminUrl, (session) =>
    inSnapshot(session, async () => {
      const found: Record<string, Digest> = {};
      for (const table of await readTables(session)) found[table.name] = await digestOf(session, table);
      return found;
    }),
  );
}
