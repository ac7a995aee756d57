/** Writes the tables' types and the whole schema as text, read from a freshly migrated database. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate, startEmbedded, withSession } from '../server/platform/db/index.ts';
import { createLogger } from '../server/platform/log/index.ts';
import { printSchema } from './schema-text.ts';

const root = path.join(import.meta.dirname, '..');
const dataDir = await mkdtemp(path.join(tmpdir(), 'rapport-schema-'));
const database = await startEmbedded({ dataDir, log: createLogger({ level: 'error' }) });
try {
  await migrate(database.adminUrl, { serverPassword: 'for this run only' });
  const text = await withSession(database.adminUrl, ({ tx }) => printSchema(tx));
  await writeFile(path.join(root, 'server/migrations/schema.sql'), text);
  execFileSync(
    path.join(root, 'node_modules/.bin/kysely-codegen'),
    [
      ['--dialect', 'postgres', '--url', database.adminUrl],
      // Partitions come and go by the month, and are reached through their parent only.
      ['--exclude-pattern', '{entries_*,schema_migrations,graphile_worker.*,auth.*}'],
      ['--out-file', path.join(root, 'server/migrations/schema.generated.ts')],
    ].flat(),
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
} finally {
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}
