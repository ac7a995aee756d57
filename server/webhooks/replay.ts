/** Taking deliveries again by the mappings as they are now, and looking at what a body would make. */
import { Problem } from '../../contract/errors.ts';
import { id as idSchema } from '../../contract/ids.ts';
import type { Delivery, WebhookMapping, WebhookPreview, WebhookSample } from '../../contract/webhooks.ts';
import { refuseCountry } from '../customers/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { openDeliveries, readDelivery, setResult } from './deliveries.ts';
import { prepare } from './prepare.ts';
import { toldBy } from './receive.ts';
import { readWebhook, type Sealing } from './store.ts';
import type { Takers } from './taker.ts';

export type ReplayDeps = Sealing & { takers: Takers; now: () => Date };
type Place = { db: Db; workspaceId: string; webhookId: string };

/** Deliveries that one request takes again. */
const replayedMax = 20;

/** Takes one again. @throws Problem `conflict` while the webhook is not live, `expired` when the body is gone. */
export async function replay(deps: ReplayDeps, at: Place, deliveryId: string): Promise<Delivery> {
  const { db, workspaceId, webhookId } = at;
  const which = { id: webhookId, deliveryId };
  const { webhook, kept } = await inWorkspace(db, workspaceId, async (tx) => ({
    webhook: await readWebhook(tx, deps, webhookId),
    kept: await readDelivery(tx, deps.sealingKey, which),
  }));
  if (!webhook.isLive || webhook.mappings.length === 0)
    throw new Problem('conflict', 'Say what this webhook makes and let it go live first.');
  if (kept.body === null) throw new Problem('expired', 'The body of this delivery is no longer kept.');
  const now = deps.now();
  const write = await prepare(kept.body, webhook.mappings, {
    takers: deps.takers,
    receivedAt: kept.receivedAt,
    now,
  });
  return inWorkspace(db, workspaceId, async (tx) => {
    await readDelivery(tx, deps.sealingKey, which, { hold: true });
    await setResult(tx, deliveryId, await write(tx, toldBy(webhookId, kept.receivedAt)));
    const { body: _, ...delivery } = await readDelivery(tx, deps.sealingKey, which);
    return delivery;
  });
}

/** Takes the next of those that failed or waited. One that is broken does not stop the others. */
export async function replayNext(
  deps: ReplayDeps,
  at: Place,
  cursor: string | undefined,
): Promise<{ replayed: number; done: number; next: string | null }> {
  const after = decodeCursor(cursor, [idSchema])?.[0] ?? null;
  const ids = await inWorkspace(at.db, at.workspaceId, async (tx) => {
    await readWebhook(tx, deps, at.webhookId);
    return openDeliveries(tx, at.webhookId, after, replayedMax);
  });
  let done = 0;
  for (const id of ids) {
    const { outcome } = await replay(deps, at, id);
    if (outcome !== 'failed') done += 1;
  }
  const last = ids.at(-1);
  return {
    replayed: ids.length,
    done,
    next: last !== undefined && ids.length === replayedMax ? encodeCursor([last]) : null,
  };
}

/** A transaction that is taken back: this carries the result past the rollback. */
class TakenBack extends Error {
  readonly preview: WebhookPreview;
  constructor(preview: WebhookPreview) {
    super('A preview keeps nothing.');
    this.preview = preview;
  }
}

/** What the mappings would make of a body: it is written, and taken back. */
export async function preview(
  deps: ReplayDeps,
  at: Place,
  { sample, mappings }: { sample: WebhookSample; mappings: readonly WebhookMapping[] },
): Promise<WebhookPreview> {
  const { db, workspaceId, webhookId } = at;
  const { text, receivedAt } = await inWorkspace(db, workspaceId, (tx) =>
    bodyOf(tx, deps, webhookId, sample),
  );
  for (const mapping of mappings) await refuseCountry(mapping);
  const write = await prepare(text, mappings, { takers: deps.takers, receivedAt, now: deps.now() });
  const thrown = await inWorkspace(db, workspaceId, async (tx) => {
    throw new TakenBack(await write(tx, toldBy(webhookId, receivedAt)));
  }).catch((error: unknown) => error);
  if (thrown instanceof TakenBack) return thrown.preview;
  throw thrown;
}

/** The body that is meant. @throws Problem `not-found`, `expired` */
export async function bodyOf(
  tx: Tx,
  deps: ReplayDeps,
  webhookId: string,
  sample: WebhookSample,
): Promise<{ text: string; receivedAt: string }> {
  await readWebhook(tx, deps, webhookId);
  if ('text' in sample)
    return { text: sample.text, receivedAt: deps.now().toISOString().replace('Z', '000Z') };
  const kept = await readDelivery(tx, deps.sealingKey, { id: webhookId, deliveryId: sample.deliveryId });
  if (kept.body === null) throw new Problem('expired', 'The body of this delivery is no longer kept.');
  return { text: kept.body, receivedAt: kept.receivedAt };
}
