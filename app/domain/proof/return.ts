/**
 * What a programme brought and what it truly cost, from sums alone. Nothing is guessed: what is not known is null or stands beside
 * as not known, and what is worked out rather than recorded says by its name how. Amounts in minor units.
 */

/** Of one programme and period, as the books have it. */
export type Sums = {
  currency: string;
  orders: number;
  friends: number;
  /** Of friends' orders that count: goods now, after every discount and refund, without tax. */
  goodsMinor: bigint;
  /** Friends who, as attribution saw it, had not bought before one of these orders, and the goods of all that they ordered. */
  newCustomers: number;
  newGoodsMinor: bigint;
  /** What the offer took off goods that stayed sold, worked out from its rate where a code of ours was on the order. */
  offerMinor: bigint;
  /** Of the goods, those whose unit cost the store tells, and that cost. */
  knownGoodsMinor: bigint;
  goodsCostMinor: bigint;
  /** Rewards given: at unit cost where known, with shipping and fees as recorded when they were chosen. */
  rewards: number;
  rewardCostMinor: bigint;
  /** Of them those whose unit cost is not known, and the price taken for them: they cost at most that, and shipping and fees. */
  rewardsUnknown: number;
  unknownPriceMinor: bigint;
  unknownBesideMinor: bigint;
  /** Credit that ambassadors have and have not taken, at the period's beginning and end; who is in debt has none. */
  owedBeforeMinor: bigint;
  owedAfterMinor: bigint;
  /** What rewards that were asked for and not given yet at those ends would cost: as rewards given do, at the price where the cost is not known. */
  askedBeforeMinor: bigint;
  askedAfterMinor: bigint;
  /** Of all rewards of this programme with a known cost, ever: that cost with shipping and fees, and the price taken. */
  costOfKnownMinor: bigint;
  priceOfKnownMinor: bigint;
};

export type Return = {
  /** What rewards usually cost of the price taken for them, in basis points; null: none was given whose cost is known. */
  usualCostBp: number | null;
  /** Rewards, whose unknown costs count at the price taken: at most this. */
  rewardCostMinor: bigint;
  /** The change of what is owed, at the usual cost; at its full amount where that is not known. */
  owedCostMinor: bigint;
  /** The change of what is asked for and not given yet. */
  askedCostMinor: bigint;
  /** Offer, rewards, asked for and owed: what these friends' orders cost. */
  costMinor: bigint;
  /** How much of the goods has a known unit cost, in basis points; null: nothing was sold. */
  knownBp: number | null;
  /** Of the goods with a known cost: what is left after it; null: none has one. The offer is off already. */
  marginMinor: bigint | null;
  /** What is left of everything: told only where every cost is known. */
  leftMinor: bigint | null;
  /** Each new customer's share of the cost, rounded up; null: there was none, or it cost nothing yet. */
  perNewCustomerMinor: bigint | null;
  /** What ads would have cost for as many, and how much less (or more, negative) this did; null: the owner has not said, or nobody new came. */
  ads: { costMinor: bigint; savedMinor: bigint } | null;
};

const WHOLE_BP = 10_000n;

/** @param adCostMinor what the owner pays elsewhere for one new customer, as they say; null: they have not said */
export function reckonReturn(sums: Sums, { adCostMinor }: { adCostMinor: bigint | null }): Return {
  const { goodsMinor, newCustomers, offerMinor, knownGoodsMinor, goodsCostMinor } = sums;
  const usualCostBp = sums.priceOfKnownMinor > 0n ? Number(roundUp(sums.costOfKnownMinor * WHOLE_BP, sums.priceOfKnownMinor)) : null;
  const rewardCostMinor = sums.rewardCostMinor + sums.unknownPriceMinor + sums.unknownBesideMinor;
  const owedMinor = sums.owedAfterMinor - sums.owedBeforeMinor;
  const owedCostMinor = usualCostBp === null ? owedMinor : roundUp(owedMinor * BigInt(usualCostBp), WHOLE_BP);
  const askedCostMinor = sums.askedAfterMinor - sums.askedBeforeMinor;
  const dueCostMinor = rewardCostMinor + askedCostMinor + owedCostMinor;
  const costMinor = offerMinor + dueCostMinor;
  const knownBp = goodsMinor > 0n ? Number((knownGoodsMinor * WHOLE_BP) / goodsMinor) : null;
  const marginMinor = knownGoodsMinor > 0n ? knownGoodsMinor - goodsCostMinor : null;
  const allKnown = goodsMinor > 0n && knownGoodsMinor >= goodsMinor && marginMinor !== null;
  const adsMinor = adCostMinor !== null && newCustomers > 0 ? adCostMinor * BigInt(newCustomers) : null;
  return {
    usualCostBp,
    rewardCostMinor,
    owedCostMinor,
    askedCostMinor,
    costMinor,
    knownBp,
    marginMinor,
    // What the offer took off never came in: it is no cost a second time.
    leftMinor: allKnown ? marginMinor - dueCostMinor : null,
    perNewCustomerMinor: newCustomers > 0 && costMinor > 0n ? roundUp(costMinor, BigInt(newCustomers)) : null,
    ads: adsMinor === null ? null : { costMinor: adsMinor, savedMinor: adsMinor - costMinor },
  };
}

/** Costs are never told smaller than they are. `by` is above 0. */
const roundUp = (amount: bigint, by: bigint): bigint => (amount > 0n ? (amount + by - 1n) / by : amount / by);
