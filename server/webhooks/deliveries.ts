/** Deliveries in the database: kept with what became of them, their bodies sealed. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { id as idSchema } from '../../contract/ids.ts';
import type { Delivery, DeliveryOutcome } from '../../contract/webhooks.ts';
import { newId } from '../ledger/index.ts';
import { seal, unseal } from '../platform/crypto/index.ts';
import { clean, type Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import type { Result } from './prepare.ts';

/** How long is known what arrived, and so what is a repetition. */
const rowsKeptDays = 60;

/** What tells a delivery from others. */
export type Same = {
  webhookId: string;
  messageId: string | null;
  bodyHash: string;
  /** Whether the same body is the same delivery, and for how many seconds; null for as long as it is known. */
  byBody: { seconds: number | null } | undefined;
};

const deliveryJson = sql<Delivery>`json_build_object('id', d.id, 'receivedAt', rfc3339(d.received_at),
  'messageId', d.message_id, 'bytes', d.bytes, 'outcome', d.outcome, 'counts', d.counts, 'refused', d.refused,
  'repeats', d.repeats, 'differed', d.differed, 'hasBody', d.body is not null, 'triedAt', rfc3339(d.tried_at))`;

/** Holds what arrives with the same id or body until the transaction ends, and says whether it was there before. */
export async function isRepeated(tx: Tx, same: Same): Promise<boolean> {
  const keys = [same.messageId, same.byBody ? same.bodyHash : null].filter((key) => key !== null).sort();
  for (const key of keys)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`delivery ${same.webhookId} ${key}`}, 0))`.execute(
      tx,
    );
  const { rows } = await sql<{ id: string }>`
    update webhook_deliveries d set repeats = d.repeats + 1, differed = d.differed or d.body_hash <> ${same.bodyHash}
    where d.id = (
      select found.id from (
        (select id from webhook_deliveries where webhook_id = ${same.webhookId} and message_id = ${same.messageId}
          order by id limit 1)
        union all
        (select id from webhook_deliveries
          where ${same.byBody !== undefined}::boolean and webhook_id = ${same.webhookId} and body_hash = ${same.bodyHash}
            and received_at > coalesce(clock_timestamp() - make_interval(secs => ${same.byBody?.seconds ?? null}), '-infinity')
          order by received_at limit 1)
      ) found limit 1)
    returning d.id`.execute(tx);
  return rows.length > 0;
}

/** Writes one down. */
export async function insertDelivery(
  tx: Tx,
  sealingKey: Buffer,
  arrived: Same & { receivedAt: string; bytes: number; text: string },
  result: Result,
): Promise<void> {
  await sql`
    insert into webhook_deliveries (id, webhook_id, received_at, message_id, body_hash, bytes, body, outcome, counts,
      refused, tried_at)
    values (${newId()}, ${arrived.webhookId}, ${arrived.receivedAt}, ${arrived.messageId}, ${arrived.bodyHash},
      ${arrived.bytes}, ${seal(sealingKey, arrived.text)}, ${result.outcome}, ${JSON.stringify(result.counts)}::jsonb,
      ${JSON.stringify(clean(result.refused))}::jsonb,
      case when ${result.outcome} <> 'waiting' then clock_timestamp() end)`.execute(tx);
}

/** What became of one at another try. */
export async function setResult(tx: Tx, id: string, result: Result): Promise<void> {
  await sql`
    update webhook_deliveries set outcome = ${result.outcome}, counts = ${JSON.stringify(result.counts)}::jsonb,
      refused = ${JSON.stringify(clean(result.refused))}::jsonb, tried_at = clock_timestamp()
    where id = ${id}`.execute(tx);
}

/** Deliveries of a webhook, newest first. */
export async function listDeliveries(
  tx: Tx,
  webhookId: string,
  query: { limit: number; cursor?: string | undefined; outcome?: DeliveryOutcome | undefined },
): Promise<{ data: Delivery[]; next: string | null }> {
  const before = decodeCursor(query.cursor, [idSchema])?.[0];
  const { rows } = await sql<{ json: Delivery }>`
    select ${deliveryJson} as json from webhook_deliveries d
    where d.webhook_id = ${webhookId}
      and ${query.outcome === undefined ? sql`true` : sql`d.outcome = ${query.outcome}`}
      and ${before === undefined ? sql`true` : sql`d.id < ${before}::uuid`}
    order by d.id desc limit ${query.limit + 1}`.execute(tx);
  const data = rows.slice(0, query.limit).map(({ json }) => json);
  const last = data.at(-1);
  return { data, next: rows.length > query.limit && last ? encodeCursor([last.id]) : null };
}

type Kept = Delivery & { body: string | null };

/** One with its body. `hold`: nobody else takes it before the transaction ends. @throws Problem `not-found` */
export async function readDelivery(
  tx: Tx,
  sealingKey: Buffer,
  which: { id: string; deliveryId: string },
  { hold = false } = {},
): Promise<Kept> {
  const { rows } = await sql<{ json: Delivery; body: string | null }>`
    select ${deliveryJson} as json, d.body from webhook_deliveries d
    where d.webhook_id = ${which.id} and d.id = ${which.deliveryId} ${hold ? sql`for update` : sql``}`.execute(
    tx,
  );
  const [row] = rows;
  if (!row) throw new Problem('not-found', 'There is no such delivery.');
  return { ...row.json, body: row.body === null ? null : unseal(sealingKey, row.body) };
}

/** Those that failed or waited and can be taken again, oldest first. */
export async function openDeliveries(
  tx: Tx,
  webhookId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from webhook_deliveries
    where webhook_id = ${webhookId} and outcome in ('failed', 'waiting') and body is not null
      and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Drops the bodies that are over their time, and the rows long after; with the rights of the tables' owner. */
export async function sweepDeliveries(tx: Tx): Promise<void> {
  await sql`set role rapport_maintenance`.execute(tx);
  await sql`
    update webhook_deliveries d set body = null from webhooks w
    where w.workspace_id = d.workspace_id and w.id = d.webhook_id and d.body is not null
      and d.received_at < now() - make_interval(days => w.kept_days)`.execute(tx);
  await sql`
    delete from webhook_deliveries where received_at < now() - make_interval(days => ${rowsKeptDays})`.execute(
    tx,
  );
  await sql`reset role`.execute(tx);
}
