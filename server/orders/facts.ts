/** What a sender says of an order, compared with what is known: the entries that are new. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { Payload } from '../../contract/entries.ts';
import type { OrderDetails, OrderLine, Progress } from '../../contract/order-entries.ts';
import type { OrderStatus } from '../../contract/orders.ts';
import { asUtc, type OrderInput, type RefundInput } from './input.ts';

/** An order as it is known, with times as the ledger prints them. */
export type KnownOrder = {
  id: string;
  customerId: string | null;
  number: string;
  status: OrderStatus;
  isPlaced: boolean;
  /** Each part with the time for which it was said. */
  parts: { [K in keyof OrderDetails]?: [at: string, value: OrderDetails[K]] } & {
    /** Its time stands behind a 1 where details came with it, and behind a 0 elsewhere. */
    customer?: [stamp: string, id: string];
  };
  paidAt: string | null;
  shippedAt: string | null;
  deliveredAt: string | null;
  cancelledAt: string | null;
  refunds: readonly KnownRefund[];
  /** Whether an import told something of it, which may be undone. */
  isImported: boolean;
};
type KnownRefund = {
  externalId: string;
  amount: number | null;
  currency: string | null;
  reason: string | null;
  lines: OrderLine[];
  at: string;
};

type OrderKind = 'order.placed' | 'order.updated' | 'order.cancelled' | 'order.refunded';
/** Something new about an order; `at` null: now. */
export type Fact = { [K in OrderKind]: { kind: K; at: string | null; payload: Payload<K> } }[OrderKind];

/** The refund that stands for all of it, where the shop names none. */
const wholeRefund = 'whole';

/** What is new in `input`; nothing when all of it is known. */
export function factsOf(orderId: string, input: OrderInput, known: KnownOrder | undefined): Fact[] {
  const at = utcOf(input.occurredAt);
  const said = partsOf(input);
  const number = said.number ?? known?.number ?? input.externalId;
  const which = { orderId, shop: input.shop ?? '', externalId: input.externalId, number, isOwned: false };
  const stages: Fact[] = [
    ...reachedBy(input, known).map((reached) => ({
      kind: 'order.updated' as const,
      at: reached.at,
      payload: { ...which, status: reached.status, details: {} },
    })),
    ...cancelledBy(input, known).map((cancelled) => ({
      kind: 'order.cancelled' as const,
      at: cancelled.at,
      payload: { ...which, reason: input.reason ?? null, details: {} },
    })),
  ];
  const refunds = refundsBy(input, known).map(({ refund, at }) => ({
    kind: 'order.refunded' as const,
    at,
    payload: { ...which, ...refund },
  }));
  const isOwned = isNewOwner(input, said, known, at);
  // An owner is told with everything that was said, for that is what gives it weight.
  const report = { which, at, isOwned, details: isOwned ? said : newParts(said, known, at) };
  const isBare = stages.length === 0 && refunds.length === 0;
  if (!known?.isPlaced && (Object.keys(said).length > 0 || input.status === 'placed' || isBare)) {
    const placed = placedFact({ ...which, isOwned: input.customerId !== null, details: said }, at);
    const isTold = at === null || placed.at === at;
    return [placed, ...(isTold ? stages : withReport(stages, report)), ...refunds];
  }
  return [...withReport(stages, report), ...refunds];
}

type Which = Omit<Payload<'order.placed'>, 'details'>;

function placedFact(payload: Payload<'order.placed'>, at: string | null): Fact {
  const { placedAt } = payload.details;
  // Not after the time of the report: what it says was so at that time.
  const placed = placedAt !== undefined && (at === null || placedAt < at) ? placedAt : at;
  return { kind: 'order.placed', at: placed, payload };
}

/** What was said is told by what happened at the same time, or else by an entry of its own. */
function withReport(
  stages: Fact[],
  {
    which,
    at,
    isOwned,
    details,
  }: { which: Which; at: string | null; isOwned: boolean; details: OrderDetails },
): Fact[] {
  if (!isOwned && Object.keys(details).length === 0) return stages;
  const same = stages.findIndex((fact) => fact.at === at);
  if (same === -1) {
    return [...stages, { kind: 'order.updated', at, payload: { ...which, isOwned, status: null, details } }];
  }
  return stages.map((fact, place) =>
    place === same ? ({ ...fact, payload: { ...fact.payload, isOwned, details } } as Fact) : fact,
  );
}

/** Whether it is said whose it is, with more weight than before: with details before without, then the later one. */
function isNewOwner(
  { customerId }: OrderInput,
  said: OrderDetails,
  known: KnownOrder | undefined,
  at: string | null,
): boolean {
  if (customerId === null) return false;
  const before = known?.parts.customer;
  if (before === undefined) return true;
  const weight = Object.keys(said).length === 0 ? '0' : '1';
  if (at === null) return customerId !== before[1] && weight >= before[0].slice(0, 1);
  const stamp = `${weight} ${at}`;
  return stamp > before[0] || (stamp === before[0] && customerId > before[1]);
}

const plain = ['number', 'currency', 'total', 'goods', 'shipping', 'tax', 'discount', 'lines'] as const;

/** What the sender says of the order itself. */
function partsOf(input: OrderInput): OrderDetails {
  const said = Object.fromEntries(
    plain.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
  );
  const placedAt = input.placedAt ?? (input.status === 'placed' ? input.occurredAt : undefined);
  const total = input.total ?? totalOf(input);
  return {
    ...(said as OrderDetails),
    ...(placedAt === undefined ? {} : { placedAt: asUtc(placedAt) }),
    ...(total === undefined ? {} : { total }),
  };
}

/** The total that follows from the lines where each has its price. */
function totalOf({ lines = [], shipping = 0, tax = 0, discount = 0 }: OrderInput): number | undefined {
  if (lines.length === 0) return undefined;
  let sum = shipping + tax - discount;
  for (const { unitPrice, quantity } of lines) {
    if (unitPrice === null) return undefined;
    sum += Math.round(unitPrice * quantity);
  }
  return Math.max(0, sum);
}

/** A part that is known is new all the same for another time: what was in between may still arrive. */
function newParts(said: OrderDetails, known: KnownOrder | undefined, at: string | null): OrderDetails {
  return Object.fromEntries(
    Object.entries(said).filter(([name, value]) => {
      const before = known?.parts[name as keyof OrderDetails];
      return (
        before === undefined || !isDeepStrictEqual(before[1], value) || (at !== null && at !== before[0])
      );
    }),
  );
}

const stages = [
  { status: 'paid', field: 'paidAt' },
  { status: 'shipped', field: 'shippedAt' },
  { status: 'delivered', field: 'deliveredAt' },
] as const satisfies readonly { status: Progress; field: string }[];

/** How far it has come by this. Without a time the same status again says nothing new. */
function reachedBy(
  input: OrderInput,
  known: KnownOrder | undefined,
): { status: Progress; at: string | null }[] {
  return stages.flatMap(({ status, field }) => {
    const at = utcOf(input[field]) ?? (input.status === status ? utcOf(input.occurredAt) : null);
    const before = known?.[field] ?? null;
    const isNew = at === null ? input.status === status && before === null : at !== before;
    return isNew ? [{ status, at }] : [];
  });
}

function cancelledBy(input: OrderInput, known: KnownOrder | undefined): { at: string | null }[] {
  const isSaid = input.status === 'cancelled';
  const at = utcOf(input.cancelledAt) ?? (isSaid ? utcOf(input.occurredAt) : null);
  if (at === null) return isSaid && known?.status !== 'cancelled' ? [{ at }] : [];
  return at === known?.cancelledAt ? [] : [{ at }];
}

/** Refunds that are not known like this. */
function refundsBy(input: OrderInput, known: KnownOrder | undefined) {
  const named: readonly RefundInput[] = input.refunds ?? [];
  const isWhole = input.status === 'refunded' && named.length === 0;
  if (isWhole && input.occurredAt === undefined && known?.status === 'refunded') return [];
  const said = isWhole ? [{ externalId: wholeRefund, amount: null }] : named;
  return said.flatMap(({ externalId, amount, currency, reason, lines, occurredAt }: RefundInput) => {
    const at = utcOf(occurredAt ?? input.occurredAt);
    const refund = {
      refundId: externalId,
      amount,
      currency: currency ?? input.currency ?? null,
      reason: reason ?? input.reason ?? null,
      lines: lines ?? [],
    };
    const before = known?.refunds.find((one) => one.externalId === externalId);
    return isSame(refund, at, before) ? [] : [{ refund, at }];
  });
}

/** Without a time, what is left unsaid is as it is known; with one, somebody else may have said it for the same time. */
function isSame(
  refund: Omit<KnownRefund, 'externalId' | 'at'>,
  at: string | null,
  before: KnownRefund | undefined,
): boolean {
  if (before === undefined || (at !== null && at !== before.at)) return false;
  return (
    before.amount === refund.amount &&
    (before.currency === refund.currency || (at === null && refund.currency === null)) &&
    before.reason === refund.reason &&
    isDeepStrictEqual(before.lines, refund.lines)
  );
}

function utcOf(at: string | undefined): string | null {
  return at === undefined ? null : asUtc(at);
}
