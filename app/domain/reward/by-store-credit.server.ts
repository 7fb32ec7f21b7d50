/**
 * Store credit. Shopify's call carries no key of ours, so what makes it once is this: only one call for a customer may be under
 * way (the database holds that), the account's latest movement is remembered before it, and after an unclear answer the
 * movements since are looked at. A credit by hand of the very same amount in between cannot be told from ours; two of them are
 * not guessed about.
 */
import { Prisma } from "@prisma/client";
import { ShopProblem, type StoreCreditMovement } from "~/ports/shop";
import type { World } from "~/ports/world";
import type { Found, GivenReward, Way } from "./way";

/** A call is given up after seconds; until this long after its beginning it is believed to be under way. */
const CALL_MAY_LAST_MS = 120_000;

type Call = { calledAt: Date | null; callMark: string | null };

export const byStoreCredit: Way = {
  async look(world, reward): Promise<Found> {
    const { calledAt, callMark } = await readCall(world, reward);
    if (!calledAt || callMark === null) return { is: "not there" };
    if (world.clock.now().getTime() - calledAt.getTime() < CALL_MAY_LAST_MS)
      throw new ShopProblem("try later", "A credit for this customer may still be on its way.");
    return among(await movements(world, reward), callMark, reward.priceMinor);
  },
  async give(world, reward) {
    const calledAt = await claim(world, reward);
    try {
      await remember(world, reward, calledAt);
      const { transactionId } = await world.shop.giveStoreCredit({
        buyerId: reward.buyerId,
        amountMinor: reward.priceMinor,
        currency: reward.currency,
      });
      return { shopifyId: transactionId };
    } catch (problem) {
      // Nothing was done: others need not wait. After an unclear answer they must.
      if (problem instanceof ShopProblem && problem.kind !== "unknown") await release(world, reward, calledAt);
      throw problem;
    }
  },
  takeBack: null,
};

/** Ours among the movements, the newest first, since the one remembered. */
function among(found: StoreCreditMovement[], callMark: string, amountMinor: bigint): Found {
  const at = callMark === "" ? found.length : found.findIndex(({ transactionId }) => transactionId === callMark);
  if (at < 0 || (callMark === "" && found.length >= 100))
    return { is: "cannot tell", why: "So much has moved on this customer's store credit that ours cannot be found." };
  const alike = found.slice(0, at).filter((one) => one.kind === "credit" && one.byHand && one.amountMinor === amountMinor);
  if (alike.length > 1)
    return {
      is: "cannot tell",
      why: "Shopify shows more than one credit of this amount for this customer, and does not say which is ours.",
    };
  return alike.length === 1 ? { is: "there", shopifyId: alike[0].transactionId } : { is: "not there" };
}

const movements = (world: World, { buyerId, currency }: GivenReward): Promise<StoreCreditMovement[]> =>
  world.shop.readStoreCredit({ buyerId, currency });

const readCall = (world: World, { rewardId }: GivenReward): Promise<Call> =>
  world.transaction(({ db }) =>
    db.reward.findUniqueOrThrow({
      where: { shopId_rewardId: { shopId: world.shopId, rewardId } },
      select: { calledAt: true, callMark: true },
    }),
  );

/** @returns the moment that makes this call ours. Whoever comes second, for this reward or another of the customer, is told to wait. */
async function claim(world: World, reward: GivenReward): Promise<Date> {
  const { shopId } = world;
  const { calledAt: before } = await readCall(world, reward);
  const calledAt = world.clock.now();
  try {
    const { count } = await world.transaction(({ db }) =>
      db.reward.updateMany({
        where: { shopId, rewardId: reward.rewardId, state: "requested", calledAt: before },
        data: { calledAt },
      }),
    );
    if (count === 1) return calledAt;
  } catch (problem) {
    if (!(problem instanceof Prisma.PrismaClientKnownRequestError) || problem.code !== "P2002") throw problem;
  }
  throw new ShopProblem("try later", "Another credit for this customer is under way.");
}

/** The mark of an earlier attempt stays: what that one may have made is looked for after it. */
async function remember(world: World, reward: GivenReward, calledAt: Date): Promise<void> {
  const { shopId } = world;
  const { callMark } = await readCall(world, reward);
  const mark = callMark ?? (await movements(world, reward))[0]?.transactionId ?? "";
  const { count } = await world.transaction(({ db }) =>
    db.reward.updateMany({ where: { shopId, rewardId: reward.rewardId, state: "requested", calledAt }, data: { callMark: mark } }),
  );
  // Somebody else took over while we slept.
  if (count === 0) throw new ShopProblem("unknown", "Another attempt took over.");
}

const release = (world: World, { rewardId }: GivenReward, calledAt: Date) =>
  world.transaction(({ db }) =>
    db.reward.updateMany({
      where: { shopId: world.shopId, rewardId, state: "requested", calledAt },
      data: { calledAt: null, callMark: null },
    }),
  );
