/** Webhooks in the database. Their secrets are sealed with the installation's key. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import {
  hooksPrefix,
  type Webhook,
  type WebhookMapping,
  type WebhookSigning,
} from '../../contract/webhooks.ts';
import { newId } from '../ledger/index.ts';
import { randomToken, seal, unseal } from '../platform/crypto/index.ts';
import { clean, type Tx } from '../platform/db/index.ts';

const secretBytes = 32;
const failedCountMax = 1_000;

export type Sealing = { sealingKey: Buffer; publicUrl: string };
type Secrets = { current: string; previous?: string };

const webhookJson = sql<Omit<Webhook, 'url'> & { workspaceId: string }>`json_build_object('id', w.id,
  'workspaceId', w.workspace_id, 'name', w.name, 'signing', w.signing, 'mappings', w.mappings, 'isLive', w.is_live,
  'keptDays', w.kept_days,
  'previousUntil', case when w.previous_until > clock_timestamp() then rfc3339(w.previous_until) end,
  'lastAt', (
    select rfc3339(d.received_at) from webhook_deliveries d
    where d.webhook_id = w.id order by d.id desc limit 1),
  'failed', (select count(*) from (
    select from webhook_deliveries d where d.webhook_id = w.id and d.outcome = 'failed' limit ${failedCountMax}) f),
  'createdAt', rfc3339(w.created_at))`;

/** All webhooks, by name. */
export async function listWebhooks(tx: Tx, { publicUrl }: Sealing): Promise<Webhook[]> {
  const { rows } = await sql<{ json: Omit<Webhook, 'url'> & { workspaceId: string } }>`
    select ${webhookJson} as json from webhooks w order by w.name, w.id`.execute(tx);
  return rows.map(({ json }) => withUrl(json, publicUrl));
}

/** One webhook. @throws Problem `not-found` */
export async function readWebhook(tx: Tx, { publicUrl }: Sealing, id: string): Promise<Webhook> {
  const { rows } = await sql<{ json: Omit<Webhook, 'url'> & { workspaceId: string } }>`
    select ${webhookJson} as json from webhooks w where w.id = ${id}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such webhook.');
  return withUrl(rows[0].json, publicUrl);
}

function withUrl(
  { workspaceId, ...webhook }: Omit<Webhook, 'url'> & { workspaceId: string },
  publicUrl: string,
): Webhook {
  return { ...webhook, url: `${publicUrl}${hooksPrefix}/${workspaceId}/${webhook.id}` };
}

/** Writes down a new one. */
export async function insertWebhook(
  tx: Tx,
  { sealingKey }: Sealing,
  made: { name: string; signing: WebhookSigning; secret: string; createdAt: string },
): Promise<string> {
  const id = newId();
  await sql`
    insert into webhooks (id, name, signing, secrets, created_at)
    values (${id}, ${made.name}, ${JSON.stringify(made.signing)}::jsonb,
      ${seal(sealingKey, JSON.stringify({ current: made.secret } satisfies Secrets))}, ${made.createdAt})`.execute(
    tx,
  );
  return id;
}

/** Changes what is given. */
export async function updateWebhook(
  tx: Tx,
  id: string,
  to: {
    name: string;
    signing: WebhookSigning;
    mappings: readonly WebhookMapping[];
    isLive: boolean;
    keptDays: number;
  },
): Promise<void> {
  await sql`
    update webhooks set name = ${to.name}, signing = ${JSON.stringify(to.signing)}::jsonb,
      mappings = ${JSON.stringify(clean(to.mappings))}::jsonb, is_live = ${to.isLive}, kept_days = ${to.keptDays}
    where id = ${id}`.execute(tx);
}

export async function deleteWebhook(tx: Tx, id: string): Promise<void> {
  await sql`delete from webhooks where id = ${id}`.execute(tx);
}

/** Puts another secret in the place of the one that there is, which works on for so many hours. */
export async function replaceSecret(
  tx: Tx,
  { sealingKey }: Sealing,
  id: string,
  { secret, overlapHours }: { secret: string; overlapHours: number },
): Promise<void> {
  const { rows } = await sql<{
    secrets: string;
  }>`select secrets from webhooks where id = ${id} for update`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such webhook.');
  const { current } = JSON.parse(unseal(sealingKey, rows[0].secrets)) as Secrets;
  const secrets: Secrets = overlapHours > 0 ? { current: secret, previous: current } : { current: secret };
  await sql`
    update webhooks set secrets = ${seal(sealingKey, JSON.stringify(secrets))},
      previous_until = case when ${overlapHours} > 0 then clock_timestamp() + make_interval(hours => ${overlapHours}) end
    where id = ${id}`.execute(tx);
}

export type Receiving = {
  signing: WebhookSigning;
  mappings: WebhookMapping[];
  isLive: boolean;
  /** Those that a delivery may be signed with now. */
  secrets: string[];
};

/** What receiving needs to know of a webhook; undefined where there is none. */
export async function readReceiving(tx: Tx, sealingKey: Buffer, id: string): Promise<Receiving | undefined> {
  const { rows } = await sql<{ json: Omit<Receiving, 'secrets'> & { secrets: string; overlaps: boolean } }>`
    select json_build_object('signing', signing, 'mappings', mappings, 'isLive', is_live, 'secrets', secrets,
      'overlaps', coalesce(previous_until > clock_timestamp(), false)) as json
    from webhooks where id = ${id}`.execute(tx);
  const found = rows[0]?.json;
  if (!found) return undefined;
  const { overlaps, ...webhook } = found;
  const { current, previous } = JSON.parse(unseal(sealingKey, webhook.secrets)) as Secrets;
  return { ...webhook, secrets: overlaps && previous !== undefined ? [current, previous] : [current] };
}

/** New secrets of a webhook, sealed, for one whose own stayed elsewhere. */
export function newWebhookSecrets(sealingKey: Buffer, signing: WebhookSigning): string {
  return seal(sealingKey, JSON.stringify({ current: newSecret(signing) } satisfies Secrets));
}

/** A new secret as its scheme writes it. */
export function newSecret(signing: WebhookSigning): string {
  const token = randomToken(secretBytes);
  return signing.scheme === 'standard'
    ? `whsec_${Buffer.from(token, 'base64url').toString('base64')}`
    : token;
}
