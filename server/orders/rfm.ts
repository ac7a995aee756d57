/**
 * RFM: how recently, how often and for how much somebody buys, each from 1 to 5. The steps are fixed and not a rank among
 * all customers: so a score means the same tomorrow, and nobody's changes because somebody else bought.
 */

/** Days since the last order, at most, for 5, 4, 3 and 2. */
const recencyDays = [30, 90, 180, 365];
/** Orders, at least, for 5, 4, 3 and 2. */
const frequencyOrders = [10, 5, 3, 2];
/** Value as a multiple of the workspace's typical order, at least, for 5, 4, 3 and 2. */
const monetaryOrders = [10, 5, 2, 1];

const dayMilliseconds = 86_400_000;

/** The scores; `net` and `typical` in one currency, absent where no order has an amount. */
export function rfmOf(
  bought: { lastAt: string; orders: number; net: number | undefined; typical: number | undefined },
  now: Date,
): { recency: number; frequency: number; monetary: number | null } {
  const days = (now.getTime() - Date.parse(bought.lastAt)) / dayMilliseconds;
  const { net, typical } = bought;
  return {
    recency: score(recencyDays, (step) => days <= step),
    frequency: score(frequencyOrders, (step) => bought.orders >= step),
    monetary:
      net === undefined || typical === undefined || typical === 0
        ? null
        : score(monetaryOrders, (step) => net >= step * typical),
  };
}

function score(steps: readonly number[], reaches: (step: number) => boolean): number {
  const place = steps.findIndex(reaches);
  return place === -1 ? 1 : 5 - place;
}
