/** The key by which push services know this installation: made when it is first needed, and kept sealed. */
import { seal, unseal } from '../platform/crypto/index.ts';
import { putPushKey, readPushKey, type Tx } from '../platform/db/index.ts';
import { newPushKey } from './encrypt.ts';

/** The private key. */
export async function pushKey(tx: Tx, key: Buffer): Promise<string> {
  const kept = await readPushKey(tx);
  // Of two servers that make one at once, both take the one that was kept.
  const sealed = kept ?? (await putPushKey(tx, seal(key, newPushKey())));
  return unseal(key, sealed);
}
