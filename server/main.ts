/** The program. */
import path from 'node:path';
import { createOwner, issueSetupToken } from './accounts/index.ts';
import { firstInboxWith } from './app/routes.ts';
import { startServer } from './app/server.ts';
import { createAuth } from './platform/auth/index.ts';
import { environment, loadSecretKey, readConfig } from './platform/config/index.ts';
import { migrate, openDb, startEmbedded } from './platform/db/index.ts';
import { createLogger } from './platform/log/index.ts';
import { secretOf } from './platform/crypto/index.ts';

const config = readConfig(environment());
const log = createLogger({ level: config.logLevel });
const secretKey = loadSecretKey(config);
const embedded = config.databaseUrl ? undefined : await startEmbedded({ dataDir: config.dataDir, log });
const adminUrl = config.databaseUrl ?? embedded!.adminUrl;
const { serverUrl } = await migrate(adminUrl, { serverPassword: secretOf(secretKey, 'database').toString('base64url') });
if (process.argv[2] === 'create-owner') {
  const arg = (n: string) => process.argv[process.argv.indexOf(`--${n}`) + 1] ?? '';
  const db = openDb(serverUrl);
  const auth = createAuth({ secretKey, publicUrl: config.publicUrl });
  console.log(JSON.stringify(await createOwner(db, { auth, createFirstInbox: firstInboxWith(secretKey) }, { workspaceName: arg('workspace'), email: arg('email'), password: arg('password') })));
  await db.close();
  await embedded?.stop();
} else {
  const server = await startServer({ config: { ...config, secretKey }, serverUrl, log, distDir: path.join(import.meta.dirname, '../dist') });
  const token = await issueSetupToken(server.db);
  console.log(`Rapport is ready: ${config.publicUrl}${token ? `/setup?token=${token}` : ''}`);
  const stop = async () => { await server.close(); await embedded?.stop(); process.exit(0); };
  process.on('SIGTERM', stop); process.on('SIGINT', stop);
}
