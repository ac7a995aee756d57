/** What people of the demo buy in the web shop, what becomes of it, and what they think of it. */
import type { Actor, Entry } from '../../contract/entries.ts';
import type { Locale } from '../../contract/ids.ts';
import type { OrderLine } from '../../contract/order-entries.ts';
import { orderIdOf, reviewIdOf } from '../orders/index.ts';
import { day, hour, minute, second, timeText } from './calendar.ts';
import { filed, type Person } from './person.ts';

/** Prices in the smallest unit of the currency that a place pays in. */
const markets: Record<
  Locale,
  { currency: string; coffee: number; step: number; other: number; shipping: number }
> = {
  en: { currency: 'GBP', coffee: 890, step: 60, other: 1_490, shipping: 350 },
  'zh-CN': { currency: 'CNY', coffee: 6_800, step: 500, other: 12_800, shipping: 1_200 },
  'pt-BR': { currency: 'BRL', coffee: 3_900, step: 300, other: 7_900, shipping: 1_490 },
};
/** Above so many of the dearest coffee they are sent free of charge. */
const freeAbove = 4;

const counts = [
  { count: 0, weight: 40 },
  { count: 1, weight: 26 },
  { count: 2, weight: 16 },
  { count: 4, weight: 12 },
  { count: 9, weight: 6 },
];
const fates = [
  { fate: 'delivered', weight: 88 },
  { fate: 'cancelled', weight: 5 },
  { fate: 'refunded', weight: 7 },
] as const;
const favouriteShare = 0.65;
const reviewShare = 0.3;
const firstNumber = 20_000;
/** Of one person. */
const ordersMax = 10;
const shop: Actor = { kind: 'system', id: null };

/** Orders at some of these moments of the year. */
export function shopping(person: Person, moments: (count: number) => number[]): Entry[] {
  const { random, texts } = person;
  const { count } = random.weighted(counts);
  const favourite = random.whole(0, texts.coffees.length - 1);
  return moments(count).flatMap((at, place) => order(person, at, { place, favourite }));
}

type Which = { orderId: string; shop: string; externalId: string; number: string; isOwned: boolean };

function order(
  person: Person,
  at: number,
  { place, favourite }: { place: number; favourite: number },
): Entry[] {
  const { random, world } = person;
  const externalId = `LL-${firstNumber + person.index * ordersMax + place}`;
  const orderId = orderIdOf(world.workspaceId, { externalId });
  const which = { orderId, shop: '', externalId, number: externalId, isOwned: false };
  const lines = basket(person, favourite);
  const { currency } = markets[person.locale];
  const details = { number: externalId, placedAt: timeText(at), ...amountsOf(person, lines), lines };
  const entries = [
    filed(person, {
      ...by(which, 'placed'),
      kind: 'order.placed',
      payload: { ...which, isOwned: true, details },
      direction: 'inbound',
      at,
    }),
    reached(person, which, 'paid', at + random.whole(30, 180) * second),
  ];
  const { fate } = random.weighted(fates);
  if (fate === 'cancelled') {
    const payload = { ...which, reason: null, details: {} };
    const cancelledAt = at + random.whole(1, 20) * hour;
    entries.push(
      filed(person, {
        ...by(which, 'cancelled'),
        ...inside,
        kind: 'order.cancelled',
        payload,
        at: cancelledAt,
      }),
    );
    return past(entries, world.end);
  }
  const shippedAt = at + random.whole(18, 60) * hour;
  const deliveredAt = shippedAt + random.whole(24, 140) * hour;
  entries.push(
    reached(person, which, 'shipped', shippedAt),
    reached(person, which, 'delivered', deliveredAt),
  );
  if (fate === 'refunded') {
    const [line] = lines;
    const amount = random.chance(0.5) || !line ? null : line.quantity * (line.unitPrice ?? 0);
    const refund = { refundId: `${externalId}-R1`, amount, currency, reason: null, lines: [] };
    const refundedAt = deliveredAt + random.whole(1, 6) * day;
    const payload = { ...which, ...refund };
    entries.push(
      filed(person, { ...by(which, 'refunded'), ...inside, kind: 'order.refunded', payload, at: refundedAt }),
    );
  }
  if (random.chance(reviewShare)) {
    const isHappy = random.chance(fate === 'refunded' ? 0.2 : 0.85);
    entries.push(review(person, which, { line: lines[0], deliveredAt, isHappy }));
  }
  return past(entries, world.end);
}

const inside = { direction: 'internal' as const };
const by = ({ externalId }: Which, what: string) => ({
  actor: shop,
  source: { name: 'shop', externalId: `${externalId} ${what}` },
});

function reached(person: Person, which: Which, status: 'paid' | 'shipped' | 'delivered', at: number): Entry {
  const payload = { ...which, status, details: {} };
  return filed(person, { ...by(which, status), ...inside, kind: 'order.updated', payload, at });
}

function amountsOf({ locale, texts }: Person, lines: readonly OrderLine[]) {
  const { currency, shipping: postage, coffee, step } = markets[locale];
  const goods = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * (unitPrice ?? 0), 0);
  const dearest = coffee + step * (texts.coffees.length - 1);
  const shipping = goods >= freeAbove * dearest ? 0 : postage;
  return { currency, total: goods + shipping, goods, shipping, tax: 0, discount: 0 };
}

/** The favourite or another coffee, and now and then something beside it. */
function basket({ random, locale, texts }: Person, favourite: number): OrderLine[] {
  const { coffee, step, other } = markets[locale];
  const at = random.chance(favouriteShare) ? favourite : random.whole(0, texts.coffees.length - 1);
  const line = (goods: { slug: string; name: string } | undefined, unitPrice: number, category: string) => ({
    productId: goods?.slug ?? null,
    name: goods?.name ?? null,
    category,
    quantity: random.weighted([
      { n: 1, weight: 5 },
      { n: 2, weight: 3 },
      { n: 4, weight: 1 },
    ]).n,
    unitPrice,
  });
  const first = line(texts.coffees[at], coffee + step * at, texts.categories[0]);
  if (!random.chance(0.3)) return [first];
  return [first, line(random.pick(texts.otherGoods), other, texts.categories[1])];
}

function review(
  person: Person,
  which: Which,
  of: { line: OrderLine | undefined; deliveredAt: number; isHappy: boolean },
): Entry {
  const { random, world, texts } = person;
  const { line, deliveredAt, isHappy } = of;
  const externalId = `${which.externalId}-1`;
  return filed(person, {
    ...by(which, 'reviewed'),
    kind: 'review.posted',
    payload: {
      reviewId: reviewIdOf(world.workspaceId, { externalId }),
      site: '',
      externalId,
      orderId: which.orderId,
      product: line ? { id: line.productId, name: line.name } : null,
      score: isHappy ? random.whole(4, 5) : random.whole(1, 3),
      scale: 5,
      title: null,
      text: random.chance(0.8) ? random.pick(isHappy ? texts.praise : texts.complaints) : null,
    },
    direction: 'inbound',
    at: deliveredAt + random.whole(60, 9 * 24 * 60) * minute,
  });
}

/** What has happened by the end of the story. */
const past = (entries: Entry[], end: number): Entry[] => {
  const last = timeText(end);
  return entries.filter(({ recordedAt }) => recordedAt < last);
};
