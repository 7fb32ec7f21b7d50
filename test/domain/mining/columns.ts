/** Buyers as columns, from purchases written by hand: what reading a history would give, by the plainest code there is. */
import type { BuyerColumns } from "~/domain/mining/mining";
import { choosePeriods, type AskedPeriods, type Periods } from "~/domain/mining/periods";

/** One kept order; `day` since 1970. */
export type Purchase = { buyer: string; day: number; netMinor: number; units?: number };

export function columnsOf(purchases: Purchase[], asked: AskedPeriods = {}): { buyers: BuyerColumns; periods: Periods; ids: string[] } {
  const days = purchases.map(({ day }) => day);
  const horizon = { from: days.reduce((a, b) => Math.min(a, b)), to: days.reduce((a, b) => Math.max(a, b)) };
  const periods = choosePeriods(horizon, asked);
  const byBuyer = new Map<string, Map<number, { net: number; units: number; orders: number }>>();
  for (const { buyer, day, netMinor, units = 1 } of purchases.filter((one) => one.day <= periods.asOf)) {
    const theirs = byBuyer.get(buyer) ?? new Map<number, { net: number; units: number; orders: number }>();
    const that = theirs.get(day) ?? { net: 0, units: 0, orders: 0 };
    theirs.set(day, { net: that.net + netMinor, units: that.units + units, orders: that.orders + 1 });
    byBuyer.set(buyer, theirs);
  }
  const ids = [...byBuyer.keys()].sort();
  const column = (value: (days: [number, { net: number; units: number; orders: number }][]) => number): Float64Array =>
    Float64Array.from(ids, (id) => value([...byBuyer.get(id)!].sort((a, b) => a[0] - b[0])));
  const net = (some: [number, { net: number }][]): number => some.reduce((sum, [, one]) => sum + one.net, 0);
  const before = <T>(some: [number, T][]): [number, T][] => some.filter(([day]) => day <= periods.calibration.to);
  const after = <T>(some: [number, T][]): [number, T][] =>
    some.filter(([day]) => periods.test !== null && day >= periods.test.from && day <= periods.test.to);
  const buyers: BuyerColumns = {
    size: ids.length,
    orders: column((some) => some.reduce((sum, [, one]) => sum + one.orders, 0)),
    days: column((some) => some.length),
    firstDay: column((some) => some[0][0]),
    lastDay: column((some) => some.at(-1)![0]),
    netMinor: column(net),
    firstNetMinor: column((some) => some[0][1].net),
    orderedMinor: column(net),
    gifts: column(() => 0),
    units: column((some) => some.reduce((sum, [, one]) => sum + one.units, 0)),
    daysBefore: column((some) => before(some).length),
    lastDayBefore: column((some) => before(some).at(-1)?.[0] ?? 0),
    netMinorBefore: column((some) => net(before(some))),
    daysAfter: column((some) => after(some).length),
    netMinorAfter: column((some) => net(after(some))),
  };
  return { buyers, periods, ids };
}

/** Numbers in 0…1 that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A store by MBG/NBD with r = 1, a = 1: rates differ by an exponential with mean 1/alpha a week, chances to lapse by a beta(1, b);
 * spend per purchase differs between buyers and within them. Buyers arrive evenly over the time.
 */
export function simulatedPurchases({
  buyers,
  weeks,
  alpha,
  b,
  seed,
}: {
  buyers: number;
  weeks: number;
  alpha: number;
  b: number;
  seed: number;
}): Purchase[] {
  const chance = seeded(seed);
  const wait = (rate: number) => -Math.log(1 - chance()) / rate;
  const purchases: Purchase[] = [];
  for (let i = 0; i < buyers; i++) {
    const [rate, lapse, mean] = [wait(alpha), 1 - chance() ** (1 / b), 20 + wait(0.02)];
    for (let at = chance() * weeks; at < weeks; at += wait(rate)) {
      purchases.push({ buyer: `b${i}`, day: 19_000 + Math.floor(at * 7), netMinor: Math.round(100 * mean * (0.5 + chance())) });
      if (chance() < lapse) break;
    }
  }
  return purchases;
}
