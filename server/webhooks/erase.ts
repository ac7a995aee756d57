/** What webhooks keep of a person: bodies of deliveries, sealed for a while, and what was refused. */
import { sql } from 'kysely';
import type { Holding, Where } from '../customers/index.ts';
import { blankDeep } from '../ledger/index.ts';
import { unseal } from '../platform/crypto/index.ts';
import { inWorkspace } from '../platform/db/index.ts';

const pageMax = 100;

type Row = { id: string; body: string | null; messageId: string | null; refused: unknown };

/** `sealingKey`: that of the bodies. */
export function webhooksHolding(sealingKey: Buffer): Holding {
  const textOf = ({ body, messageId, refused }: Row): string =>
    [body === null ? '' : unseal(sealingKey, body), messageId ?? '', JSON.stringify(refused)].join(' ');
  return {
    name: 'webhooks',
    tell: async (where, { erased }) => {
      const told: unknown[] = [];
      for await (const row of deliveries(where)) {
        if (erased.isIn(textOf(row)))
          told.push({ id: row.id, body: row.body && unseal(sealingKey, row.body), refused: row.refused });
      }
      return { webhookDeliveries: told };
    },
    // A body that names the person goes as a whole: it was signed as it came.
    erase: async (where, { isIn, blankElsewhere, token }) => {
      for await (const row of deliveries(where)) {
        if (!isIn(textOf(row))) continue;
        const messageId =
          row.messageId !== null && isIn(row.messageId) ? token(row.messageId) : row.messageId;
        await inWorkspace(where.db, where.workspaceId, (tx) =>
          sql`
            update webhook_deliveries set body = null, message_id = ${messageId},
              refused = ${JSON.stringify(blankDeep(row.refused, blankElsewhere))}::jsonb
            where id = ${row.id}`.execute(tx),
        );
      }
    },
  };
}

/** Every delivery, some at a time. */
async function* deliveries({ db, workspaceId }: Where): AsyncGenerator<Row> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await inWorkspace(db, workspaceId, async (tx) => {
      const found = await sql<Row>`
        select id, body, message_id as "messageId", refused from webhook_deliveries
        where id > ${after} order by id limit ${pageMax}`.execute(tx);
      return found.rows;
    });
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
