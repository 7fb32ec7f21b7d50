/**
 * A reward's code that ran out unused gives back what it cost. Before that Shopify is asked whether an order carries the code
 * all the same, since a webhook may be late or lost; and the code is switched off, so that it cannot be used afterwards.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { lockReward } from "./lock-reward.server";
import { returnPrice } from "./return-price.server";
import { GRACE_AFTER_END_MS } from "./reward";

const PAGE = 50;
/** Half a million in one sweep is no shop of ours. */
const MOST_PAGES = 10_000;

type Due = { rewardId: string; code: string; shopifyId: string | null };

/**
 * A job, hourly. @returns how many ran out, and how many turned out to be used: their orders are read again, which marks them.
 * A reward that Shopify cannot be asked about is left to the next hour.
 */
export async function expireRewards(
  world: World,
  _input: { why: string },
): Promise<{ outcome: "expired"; expired: number; used: number; left: number }> {
  const { shopId } = world;
  let [expired, used, left] = [0, 0, 0];
  const before = new Date(world.clock.now().getTime() - GRACE_AFTER_END_MS);
  for (let page = 0, after = ""; page < MOST_PAGES; page++) {
    const due: Due[] = await world.transaction(({ db }) =>
      db.reward.findMany({
        where: { shopId, state: "issued", dueAt: { lt: before }, ...(after && { rewardId: { gt: after } }) },
        orderBy: { rewardId: "asc" },
        take: PAGE,
        select: { rewardId: true, code: true, shopifyId: true },
      }),
    );
    for (const reward of due) {
      const outcome = await expireOne(world, reward);
      if (outcome === "expired") expired++;
      else if (outcome === "used") used++;
      else left++;
    }
    if (due.length < PAGE) break;
    after = due[due.length - 1].rewardId;
  }
  return { outcome: "expired", expired, used, left };
}

async function expireOne(world: World, { rewardId, code, shopifyId }: Due): Promise<"expired" | "used" | "not known"> {
  try {
    if (shopifyId) await switchOff(world, shopifyId);
    const orders = await world.shop.findOrdersByCode(code);
    if (orders.length > 0) {
      await world.transaction(({ queue }) =>
        queue.addMany(
          "order.refresh",
          orders.map((orderId) => ({ orderId })),
          { onceKey: ({ orderId }) => orderId },
        ),
      );
      return "used";
    }
  } catch (problem) {
    if (!(problem instanceof ShopProblem) || problem.kind === "needs permission") throw problem;
    return "not known";
  }
  return giveBack(world, rewardId);
}

/** Refused means that the merchant deleted it: then nobody can use it either. */
async function switchOff(world: World, shopifyId: string): Promise<void> {
  try {
    await world.shop.deactivateDiscount(shopifyId);
  } catch (problem) {
    if (!(problem instanceof ShopProblem) || problem.kind !== "refused") throw problem;
  }
}

function giveBack(world: World, rewardId: string): Promise<"expired" | "used"> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const reward = await lockReward(world, { rewardId });
    // Meanwhile an order came that used it.
    if (reward?.state !== "issued") return "used";
    await db.reward.update({
      where: { shopId_rewardId: { shopId, rewardId } },
      data: { state: "expired", reason: "Its code ran out unused, and what it cost was given back." },
    });
    await returnPrice(world, reward, "reward expired");
    return "expired";
  });
}
