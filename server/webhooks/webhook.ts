/** Making, changing and removing webhooks; each change is told in the audit log. */
import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../../contract/errors.ts';
import type { Webhook, WebhookMapping, WebhookSigning } from '../../contract/webhooks.ts';
import type { By } from '../accounts/index.ts';
import { refuseCountry } from '../customers/index.ts';
import { append } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { stepsOf } from './path.ts';
import * as store from './store.ts';

type WithSecret = Webhook & { secret: string };

/** Makes one, with the secret that is given or a new one. */
export async function createWebhook(
  tx: Tx,
  deps: store.Sealing,
  by: By,
  input: { name: string; signing: WebhookSigning; secret?: string | undefined },
): Promise<WithSecret> {
  refuseUnfit(input.signing, input.secret);
  const secret = input.secret ?? store.newSecret(input.signing);
  const createdAt = new Date().toISOString();
  const id = await store.insertWebhook(tx, deps, { ...input, secret, createdAt });
  await tell(tx, by, 'webhook.created', { webhookId: id, name: input.name });
  return { ...(await store.readWebhook(tx, deps, id)), secret };
}

type Changes = {
  name?: string | undefined;
  signing?: WebhookSigning | undefined;
  mappings?: readonly WebhookMapping[] | undefined;
  isLive?: boolean | undefined;
  keptDays?: number | undefined;
};

/** Changes what is given, and says which in the audit log. */
export async function changeWebhook(
  tx: Tx,
  deps: store.Sealing,
  by: By,
  id: string,
  input: Changes,
): Promise<Webhook> {
  const before = await store.readWebhook(tx, deps, id);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const after = { ...before, ...(given as Partial<Webhook>) };
  const changes = Object.keys(given).filter(
    (name) => !isDeepStrictEqual(before[name as keyof Webhook], after[name as keyof Webhook]),
  );
  if (changes.length === 0) return before;
  if (input.signing) refuseUnfit(input.signing, undefined);
  if (input.mappings) refuseWrongPaths(input.mappings);
  for (const mapping of input.mappings ?? []) await refuseCountry(mapping);
  if (after.isLive && after.mappings.length === 0)
    throw new Problem('invalid-input', 'Say what this webhook makes before it goes live.');
  await store.updateWebhook(tx, id, after);
  await tell(tx, by, 'webhook.updated', { webhookId: id, name: after.name, changes });
  return store.readWebhook(tx, deps, id);
}

/** Removes one. */
export async function removeWebhook(tx: Tx, deps: store.Sealing, by: By, id: string): Promise<void> {
  const { name } = await store.readWebhook(tx, deps, id);
  await store.deleteWebhook(tx, id);
  await tell(tx, by, 'webhook.removed', { webhookId: id, name });
}

/** Replaces the secret; the one before works on for the hours of overlap. */
export async function rotateSecret(
  tx: Tx,
  deps: store.Sealing,
  by: By,
  id: string,
  input: { secret?: string | undefined; overlapHours: number },
): Promise<WithSecret> {
  const { name, signing } = await store.readWebhook(tx, deps, id);
  refuseUnfit(signing, input.secret);
  const secret = input.secret ?? store.newSecret(signing);
  await store.replaceSecret(tx, deps, id, { secret, overlapHours: input.overlapHours });
  await tell(tx, by, 'webhook.secret_rotated', { webhookId: id, name });
  return { ...(await store.readWebhook(tx, deps, id)), secret };
}

const standardSecretBytesMin = 16;

function refuseUnfit(signing: WebhookSigning, secret: string | undefined): void {
  if (signing.scheme === 'hmac' && signing.timestamp === 'header' && signing.timestampHeader === null)
    throw new Problem('invalid-input', 'Name in "timestampHeader" the header that holds the time.');
  if (signing.scheme !== 'standard' || secret === undefined) return;
  const plain = secret.replace(/^whsec_/, '');
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(plain);
  if (!isBase64 || Buffer.from(plain, 'base64').length < standardSecretBytesMin)
    throw new Problem(
      'invalid-input',
      'A secret of Standard Webhooks is whsec_ and at least 16 bytes as base64.',
    );
}

function refuseWrongPaths(mappings: readonly WebhookMapping[]): void {
  const paths = mappings.flatMap(({ list, when, key, fields }) => [
    ...(list === null ? [] : [list]),
    ...(when ? [when.path] : []),
    ...key,
    ...Object.values(fields).flatMap((source) => ('path' in source ? source.path : [])),
  ]);
  const wrong = paths.find((path) => stepsOf(path) === undefined);
  if (wrong !== undefined)
    throw new Problem(
      'invalid-input',
      `“${wrong}” is no path. Write it like customer.email or lines[0].sku.`,
    );
}

type Told = 'webhook.created' | 'webhook.secret_rotated' | 'webhook.removed';

async function tell(tx: Tx, by: By, kind: Told, payload: { webhookId: string; name: string }): Promise<void>;
async function tell(
  tx: Tx,
  by: By,
  kind: 'webhook.updated',
  payload: { webhookId: string; name: string; changes: string[] },
): Promise<void>;
async function tell(
  tx: Tx,
  by: By,
  kind: Told | 'webhook.updated',
  payload: { webhookId: string; name: string; changes?: string[] },
): Promise<void> {
  const source = { name: by.source };
  const common = { actor: by.actor, direction: 'internal' as const, source };
  if (kind === 'webhook.updated')
    await append(tx, { ...common, kind, payload: { ...payload, changes: payload.changes ?? [] } });
  else await append(tx, { ...common, kind, payload });
}
