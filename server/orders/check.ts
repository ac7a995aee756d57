/** What a person or a program that writes one order is told, where an import or an event is merely warned. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { Tx } from '../platform/db/index.ts';
import type { OrderInput } from './input.ts';

const clockToleranceSeconds = 60;
const times = ['occurredAt', 'placedAt', 'paidAt', 'shippedAt', 'deliveredAt', 'cancelledAt'] as const;
const amounts = ['total', 'goods', 'shipping', 'tax', 'discount'] as const;

/** @throws Problem `invalid-input` that names the field and says what to send. */
export async function refuseOdd(tx: Tx, input: Omit<OrderInput, 'customerId'>): Promise<void> {
  const refunds = input.refunds ?? [];
  const priced = (input.lines ?? []).some(({ unitPrice }) => unitPrice !== null);
  const named = amounts.find((name) => input[name] !== undefined) ?? (priced ? 'lines' : undefined);
  if (named !== undefined && input.currency === undefined) {
    throw new Problem('invalid-input', `"${named}" is an amount: send its "currency", like EUR or BRL.`);
  }
  if (input.status === 'partly-refunded' && refunds.length === 0) {
    throw new Problem(
      'invalid-input',
      'Say in "refunds" how much was given back: [{"externalId":"r1","amount":500}].',
    );
  }
  if (new Set(refunds.map(({ externalId }) => externalId)).size < refunds.length) {
    throw new Problem('invalid-input', 'Two "refunds" have one "externalId". Give each its own.');
  }
  const said = [...times.map((name) => input[name]), ...refunds.map(({ occurredAt }) => occurredAt)];
  const latest = said
    .flatMap((at) => at ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
  if (latest === undefined) return;
  const { rows } = await sql<{ future: boolean }>`
    select ${latest}::timestamptz > clock_timestamp() + make_interval(secs => ${clockToleranceSeconds}) as future`.execute(
    tx,
  );
  if (rows[0]?.future)
    throw new Problem('invalid-input', `${latest} lies in the future. Give a time that has passed.`);
}
