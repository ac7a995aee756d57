/** What was given back of orders. */
import { writeOrders } from '../orders/index.ts';
import { timeField } from './fields.ts';
import type { ImportKind } from './kind.ts';
import { amountOf, currencyField, moneyField, orderField, shopField, wrongAmount } from './money-fields.ts';
import { textValue } from './people.ts';

export const refunds: ImportKind = {
  name: 'refunds',
  fields: [
    { ...orderField, needed: true },
    shopField,
    timeField,
    currencyField,
    {
      ...moneyField('amount', [
        'amount',
        'refund amount',
        'refunded',
        'total',
        '退款金额',
        '金额',
        'valor',
        'valor reembolsado',
      ]),
      needed: true,
    },
    {
      name: 'reason',
      type: 'text',
      lengthMax: 2_000,
      synonyms: ['reason', 'note', '原因', '退款原因', 'motivo'],
    },
  ],
  takesExtra: false,
  sameBy: 'key',
  check: (row) => wrongAmount(row, ['amount']),
  apply: async (tx, context, rows) => {
    const inputs = rows.map((row) => ({
      externalId: textValue(row, 'order') ?? '',
      shop: textValue(row, 'shop') ?? '',
      customerId: null,
      refunds: [
        {
          externalId: row.ownKey ?? row.digest,
          amount: amountOf(row, 'amount') ?? null,
          currency: textValue(row, 'currency'),
          reason: textValue(row, 'reason') ?? null,
          occurredAt: textValue(row, 'time'),
        },
      ],
    }));
    const written = await writeOrders(tx, context.source, inputs, context.actor);
    return written.map(({ outcome }) => (outcome === 'unchanged' ? 'unchanged' : 'created'));
  },
};
