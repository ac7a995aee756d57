/**
 * Receiving a delivery. It is proven before anything is read of it; what is answered with success has committed, with
 * all that it made; one that can't be taken is kept and says why.
 */
import { Problem } from '../../contract/errors.ts';
import { id as idSchema } from '../../contract/ids.ts';
import { randomToken, sha256 } from '../platform/crypto/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import type { Log } from '../platform/log/index.ts';
import { textOf } from './body.ts';
import { insertDelivery, isRepeated, type Same } from './deliveries.ts';
import { reason } from './mapping.ts';
import { noCounts, prepare, type Ready, type Result, refusedWhole } from './prepare.ts';
import { type Arrived, proofOf } from './signature.ts';
import { type Receiving, readReceiving } from './store.ts';
import type { Takers, Told } from './taker.ts';

export type ReceiveDeps = { db: Db; sealingKey: Buffer; takers: Takers; log: Pick<Log, 'error'> };

/** Stands in for a webhook that there is not, so that it takes as long to say so. */
const nobody: Receiving = {
  signing: { scheme: 'standard' },
  mappings: [],
  isLive: false,
  secrets: [`whsec_${Buffer.from(randomToken(32)).toString('base64')}`],
};
const nowhere = '00000000-0000-4000-8000-000000000000';

/** @throws Problem `not-found`, `not-signed-in`, `too-large`, `invalid-input`; `unavailable` without a database. */
export async function receive(
  deps: ReceiveDeps,
  to: { workspaceId: string; webhookId: string },
  arrived: Arrived & { body: Buffer },
): Promise<void> {
  const { db, sealingKey } = deps;
  const isPlace = idSchema.safeParse(to.workspaceId).success && idSchema.safeParse(to.webhookId).success;
  const [workspaceId, webhookId] = isPlace ? [to.workspaceId, to.webhookId] : [nowhere, nowhere];
  const found = await inWorkspace(db, workspaceId, (tx) => readReceiving(tx, sealingKey, webhookId));
  const { signing, secrets, ...webhook } = found ?? nobody;
  const proof = proofOf(signing, secrets, arrived);
  if (!found) throw new Problem('not-found');
  if (!proof) throw new Problem('not-signed-in', 'The delivery is not signed as this address asks.');
  const text = await textOf(arrived.body, arrived.headers);
  const window = signing.scheme === 'hmac' && signing.timestamp !== 'none' ? signing.toleranceSeconds : null;
  const same: Same = {
    webhookId,
    messageId: proof.messageId,
    bodyHash: sha256(arrived.body).toString('hex'),
    byBody: proof.isIdSigned ? undefined : { seconds: window },
  };
  const receivedAt = arrived.at.toISOString().replace('Z', '000Z');
  const kept = { ...same, receivedAt, bytes: arrived.body.length, text };
  const write = await readyOf(deps, webhook, text, { receivedAt, now: arrived.at });
  const keep = (take: Ready | ((tx: never) => Promise<Result>)) =>
    inWorkspace(db, workspaceId, async (tx) => {
      if (await isRepeated(tx, same)) return;
      const result = await (take as Ready)(tx, toldBy(webhookId, receivedAt));
      await insertDelivery(tx, sealingKey, kept, result);
    });
  try {
    await keep(write);
  } catch (error) {
    if (error instanceof Problem && error.code === 'unavailable') throw error;
    deps.log.error({ err: error, webhookId }, 'a delivery could not be taken');
    await keep(async () => refusedWhole(reason('internal')));
  }
}

/** Who says what a delivery says: the system that sent it, whenever it is taken. */
export function toldBy(webhookId: string, receivedAt: string): Told {
  return { source: `webhook:${webhookId}`, actor: { kind: 'system', id: null }, startedAt: receivedAt };
}

/** Before a webhook is live it makes nothing: what arrives is there to be looked at. */
async function readyOf(
  { takers }: ReceiveDeps,
  { isLive, mappings }: Pick<Receiving, 'isLive' | 'mappings'>,
  text: string,
  at: { receivedAt: string; now: Date },
): Promise<Ready> {
  if (!isLive || mappings.length === 0)
    return async () => ({ outcome: 'waiting', counts: noCounts, refused: [], rows: [] });
  return prepare(text, mappings, { takers, ...at });
}
