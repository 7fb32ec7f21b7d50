/**
 * `npm run demo -- --tour`: the whole loop through the outer surfaces only: admin pages with session tokens, mails, the
 * storefront, its checkout, webhooks. Prints each step with its figures; what does not hold ends it with what failed.
 */
import { whatItEarned } from "./earned.ts";
import { EmulatorControl } from "./emulator-control.ts";
import { invite } from "./invite.ts";
import { join } from "./join.ts";
import { readLetters } from "./letters.ts";
import { aMonthEnds } from "./month.ts";
import { compareBooks, fulfilSome, letTheWindowPass, redeem, refund, rewardsFreeOneUnit, waitForDecisions } from "./money.ts";
import { Owner } from "./owner.ts";
import { readHistory, readReasons } from "./read-history.ts";
import { sell } from "./sell.ts";
import { TourFailed, need, type Tour } from "./tour-state.ts";

export { TourFailed } from "./tour-state.ts";

export type TourResult = {
  orders: number;
  customers: number;
  powerBuyers: number;
  invited: number;
  heldOut: number;
  joined: number;
  friendOrders: number;
  attributed: number;
  ignored: number;
  refunds: number;
  redeemed: number;
  redeemedMinor: number;
  /** How many of each kind the mailbox holds. */
  letters: Record<string, number>;
  ledgerDifferenceMinor: number;
  importSeconds: number;
  seconds: number;
  peakMemoryMb: number;
  origin: string;
};

/** Bigger stores give the tour more to do; a small simulated one a smaller tour of the same steps. */
type Size = {
  joined: number;
  friends: number;
  refunds: number;
  redeemed: number;
  /** Friends who buy around the month's end. */ later: number;
};
const sizeFor = (invited: number): Size =>
  invited >= 200
    ? { joined: 60, friends: 620, refunds: 102, redeemed: 30, later: 60 }
    : { joined: Math.min(12, invited), friends: 120, refunds: 20, redeemed: 5, later: 12 };

export type TourOptions = { origin: string; say: (line: string) => void; peakMemoryMb: () => number };

/** @throws TourFailed naming the step, whatever it was that did not hold. */
export async function runTour(options: TourOptions): Promise<TourResult> {
  let at = "before its first step";
  try {
    return await walk(options, (step) => (at = step));
  } catch (error) {
    const { message, cause } = error as Error;
    const below = cause instanceof Error ? ` (${cause.message})` : "";
    throw new TourFailed(`The tour failed at "${at}": ${message}${below}`, { cause: error });
  }
}

async function walk({ origin, say, peakMemoryMb }: TourOptions, onStep: (step: string) => void): Promise<TourResult> {
  const began = performance.now();
  const emulator = new EmulatorControl(origin);
  const tour: Tour = {
    origin,
    owner: new Owner(origin),
    emulator,
    startedAt: (await emulator.now()).now,
    say,
    ambassadors: [],
    orders: [],
  };
  const store = await emulator.summary();
  const step = (what: string) => {
    onStep(what);
    say(`\n${what}  (${((performance.now() - began) / 1000).toFixed(0)} s)`);
  };

  step("1. The owner lets Regulars read the order history");
  const history = await readHistory(tour);
  need(history.orders === store.orders.all, `the store has ${store.orders.all} orders but ${history.orders} were imported`);
  step("2. The power buyers, each with a reason");
  const buyers = await readReasons(tour);
  need(buyers.length === history.powerBuyers, `${history.powerBuyers} power buyers were announced but ${buyers.length} are listed`);
  step("3. The owner invites them");
  const { invited, heldOut, invitations } = await invite(tour);
  const size = sizeFor(invited);
  step("4. Some join with codes they choose");
  await join(tour, invitations, size.joined);
  step("5. Their friends buy");
  const invitedEmails = new Set(invitations.map((one) => one.email));
  const earlier = buyers.flatMap(({ email }) => (email && !invitedEmails.has(email) ? [email] : [])).slice(0, 10);
  await sell(tour, { friends: size.friends, own: 5, earlier });
  step("6. Every order gets its verdict");
  await waitForDecisions(tour);
  step("7. Some friends send things back");
  await fulfilSome(tour, Math.floor(size.friends / 4));
  const early = await refund(tour, Math.ceil(size.refunds * 0.7), 0);
  await letTheWindowPass(tour);
  const late = await refund(tour, size.refunds - early, early);
  say(`  ${early} refunds before the return window's end, ${late} after it`);
  step("8. Ambassadors take products");
  await compareBooks(tour);
  const redeemed = await redeem(tour, size.redeemed);
  await rewardsFreeOneUnit(tour);
  step("9. A month ends, and everybody is told where they stand");
  const { attributed, ignored } = await aMonthEnds(tour, { friends: size.later, redeemed });
  step("10. The ledger against Shopify's books");
  const { differenceMinor, redeemedMinor } = await compareBooks(tour);
  need(differenceMinor === 0, `the ledger differs from Shopify's books by ${differenceMinor} minor units`);
  step("11. What it earned");
  await whatItEarned(tour, { invited, heldOut });
  step("12. What everybody got by mail");
  const letters = await readLetters(tour);
  const seconds = (performance.now() - began) / 1000;
  say(`\nThe whole loop held, in ${seconds.toFixed(0)} s.`);
  return {
    orders: history.orders,
    customers: history.customers,
    powerBuyers: history.powerBuyers,
    invited,
    heldOut,
    joined: tour.ambassadors.length,
    friendOrders: tour.orders.filter((order) => order.kind === "friend").length,
    attributed,
    ignored,
    refunds: early + late,
    redeemed,
    redeemedMinor,
    letters,
    ledgerDifferenceMinor: differenceMinor,
    importSeconds: Number(history.seconds.toFixed(1)),
    seconds: Number(seconds.toFixed(1)),
    peakMemoryMb: peakMemoryMb(),
    origin: store.shop.origin,
  };
}
