/** What is found about the sender of a mail, looked at anew. */
import { readFile } from 'node:fs/promises';
import { inWorkspace } from '../../platform/db/index.ts';
import type { EmailDeps } from './deps.ts';
import { readMailbox } from './inboxes.ts';
import { rawPath, type StoredMail } from './store.ts';

/** Null where the original is gone, or nobody can be asked. */
export async function readVerdict(
  deps: EmailDeps,
  workspaceId: string,
  mail: StoredMail,
): Promise<{ isVerified: boolean; reason: string } | null> {
  const { settings } = await inWorkspace(deps.db, workspaceId, (tx) => readMailbox(tx, mail.inboxId));
  const raw = await readFile(rawPath(deps.dataDir, workspaceId, mail.sha256)).catch(() => undefined);
  if (!raw) return null;
  const { verifySender } = await import('./reading/verify.ts');
  const { verified, reason } = await verifySender(
    raw,
    { ...mail.envelope, trustedServers: settings.trustedServers },
    deps.resolver,
  );
  return { isVerified: verified, reason };
}
