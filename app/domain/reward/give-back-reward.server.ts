/** A reward that was not given fails, and what it cost is the ambassador's again: the state and the entry in one transaction. */
import type { World } from "~/ports/world";
import { invariant } from "../invariant";
import { lockReward } from "./lock-reward.server";
import { returnPrice } from "./return-price.server";

export type GivenBack =
  | { outcome: "given back" }
  /** Somebody else was quicker: it is given. */
  | { outcome: "is given"; shopifyId: string | null };

/** From "requested" only; giving back twice is giving back once. Outcomes: see GivenBack. */
export function giveBackReward(world: World, { rewardId, reason }: { rewardId: string; reason: string }): Promise<GivenBack> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<GivenBack> => {
    const reward = await lockReward(world, { rewardId });
    invariant(reward, "a reward that is given back is there");
    if (reward.state !== "requested" && reward.state !== "failed") return { outcome: "is given", shopifyId: reward.shopifyId };
    await db.reward.updateMany({ where: { shopId, rewardId, state: "requested" }, data: { state: "failed", reason } });
    await returnPrice(world, reward, "reward given back");
    return { outcome: "given back" };
  });
}
