/** Orders, and how far they have come. */
import { orderStatus } from '../../contract/orders.ts';
import { type OrderInput, writeOrders } from '../orders/index.ts';
import { updatedField } from './fields.ts';
import type { Field, ImportKind, Ready } from './kind.ts';
import { linesOf, wrongPrice } from './lines.ts';
import { amountOf, currencyField, moneyField, orderField, shopField, wrongAmount } from './money-fields.ts';
import { customersOf, identitiesOf, identityFields, textValue } from './people.ts';
import type { Reason } from './row.ts';

const words: Record<string, readonly string[]> = {
  placed: [
    'placed',
    'created',
    'new',
    'open',
    'pending',
    'unpaid',
    '已下单',
    '待付款',
    'criado',
    'aberto',
    'pendente',
  ],
  paid: [
    'paid',
    'approved',
    'invoiced',
    'processing',
    'confirmed',
    '已付款',
    '已支付',
    '处理中',
    'pago',
    'aprovado',
    'faturado',
    'em processamento',
  ],
  shipped: ['shipped', 'sent', 'in transit', 'dispatched', '已发货', 'enviado', 'em transporte'],
  delivered: [
    'delivered',
    'completed',
    'complete',
    'fulfilled',
    'closed',
    '已送达',
    '已完成',
    '已签收',
    'entregue',
    'concluído',
  ],
  cancelled: ['cancelled', 'canceled', 'unavailable', 'voided', '已取消', 'cancelado', 'indisponível'],
  refunded: ['refunded', '已退款', 'reembolsado'],
  'partly-refunded': [
    'partly-refunded',
    'partially refunded',
    'partially_refunded',
    '部分退款',
    'parcialmente reembolsado',
  ],
};

const time = (name: string, synonyms: readonly string[]): Field => ({ name, type: 'time', synonyms });
const amounts = ['total', 'goods', 'shipping', 'tax', 'discount'];

export const orders: ImportKind = {
  name: 'orders',
  fields: [
    orderField,
    shopField,
    ...identityFields,
    { name: 'number', type: 'id', lengthMax: 200, synonyms: ['number', 'name', 'invoice', '编号', 'número'] },
    {
      name: 'status',
      type: 'choice',
      choices: Object.fromEntries(
        Object.entries(words).flatMap(([status, all]) => all.map((word) => [word, status])),
      ),
      synonyms: [
        'status',
        'order status',
        'order_status',
        'state',
        '状态',
        '订单状态',
        'situação',
        'status do pedido',
      ],
    },
    time('placedAt', [
      'placed at',
      'order date',
      'date',
      'created at',
      'created_at',
      'purchase date',
      'order_purchase_timestamp',
      'purchased at',
      '下单时间',
      '订单日期',
      'data do pedido',
      'data da compra',
    ]),
    time('paidAt', [
      'paid at',
      'payment date',
      'order_approved_at',
      '付款时间',
      'pago em',
      'data do pagamento',
    ]),
    time('shippedAt', [
      'shipped at',
      'shipping date',
      'order_delivered_carrier_date',
      '发货时间',
      'enviado em',
      'data de envio',
    ]),
    time('deliveredAt', [
      'delivered at',
      'delivery date',
      'order_delivered_customer_date',
      '送达时间',
      'entregue em',
      'data de entrega',
    ]),
    time('cancelledAt', ['cancelled at', 'canceled at', '取消时间', 'cancelado em']),
    updatedField,
    currencyField,
    moneyField('total', [
      'total',
      'total price',
      'grand total',
      'order total',
      'amount',
      'revenue',
      '总额',
      '总价',
      '订单金额',
      'valor total',
      'valor',
    ]),
    moneyField('goods', ['subtotal', 'goods', 'items total', '商品金额', 'valor dos produtos']),
    moneyField('shipping', ['shipping', 'shipping cost', 'freight', '运费', 'frete']),
    moneyField('tax', ['tax', 'taxes', 'vat', '税', '税费', 'imposto', 'impostos']),
    moneyField('discount', ['discount', 'discounts', '折扣', '优惠', 'desconto']),
    {
      name: 'lines',
      type: 'lines',
      lengthMax: 500_000,
      synonyms: ['line items', 'lines', 'order lines', 'order items', '商品明细', 'itens do pedido'],
    },
    {
      name: 'reason',
      type: 'text',
      lengthMax: 2_000,
      synonyms: ['cancel reason', 'reason', '取消原因', 'motivo'],
    },
  ],
  takesExtra: false,
  sameBy: 'content',
  check: (row) =>
    orderIdIn(row) === undefined
      ? { code: 'missing', field: 'order', column: 'order' }
      : (wrongAmount(row, amounts) ?? wrongLines(row)),
  aboutOf: (row) => ({ finds: [nameOf(row)], makes: [nameOf(row)] }),
  apply: async (tx, context, rows) => {
    const named = rows.filter((row) => identitiesOf(row, { keyIsUser: false }).length > 0);
    const found = await customersOf(tx, context, named, { keyIsUser: false });
    const customerOf = new Map(named.map((row, at) => [row, found[at]?.customerId ?? null]));
    const inputs = rows.map((row) => inputOf(row, customerOf.get(row) ?? null));
    return (await writeOrders(tx, context.source, inputs, context.actor)).map(({ outcome }) => outcome);
  },
};

/** Which order it is, whatever is said of it. */
function nameOf(row: Ready): string {
  return `order ${textValue(row, 'shop') ?? ''} ${orderIdIn(row)}`;
}

function wrongLines({ values: { lines, currency } }: Ready): Reason | undefined {
  return Array.isArray(lines) && typeof currency === 'string' ? wrongPrice(lines, currency) : undefined;
}

/** The order's id: the field, or the key. */
export function orderIdIn(row: Ready): string | undefined {
  return textValue(row, 'order') ?? row.key;
}

function inputOf(row: Ready, customerId: string | null): OrderInput {
  const given: Record<string, unknown> = {};
  for (const name of [
    'shop',
    'number',
    'placedAt',
    'paidAt',
    'shippedAt',
    'deliveredAt',
    'cancelledAt',
    'currency',
    'reason',
  ]) {
    if (row.values[name] !== undefined) given[name] = row.values[name];
  }
  if (row.values.updatedAt !== undefined) given.occurredAt = row.values.updatedAt;
  for (const name of amounts) if (row.values[name] !== undefined) given[name] = amountOf(row, name);
  const { lines } = row.values;
  if (Array.isArray(lines)) given.lines = linesOf(lines, textValue(row, 'currency'));
  const status = orderStatus.safeParse(row.values.status);
  return {
    ...given,
    ...(status.success ? { status: status.data } : {}),
    externalId: orderIdIn(row) ?? '',
    customerId,
  };
}
