/** An owner says that a reward goes back which Shopify has: whoever dies of it, no card works that was given back. */
import { claimWithdrawal } from "~/domain/reward/withdraw-reward.server";
import type { Living } from "../simulate/live-event.ts";
import type { Situation } from "./situation.ts";
import { take } from "./take-reward.ts";

/** A card that was made, and of which nobody here is sure. */
async function unclear(living: Living): Promise<string> {
  const { stage } = living;
  const rewardId = await take(living, "gift card");
  await stage.settle();
  await stage.sql("UPDATE reward SET state = 'needs review', reason = 'Nobody knows.' WHERE reward_id::text = $1 AND state = 'issued'", [
    rewardId,
  ]);
  return rewardId;
}

async function gaveBack({ stage, rewards }: Living): Promise<string[]> {
  const { rewardId } = rewards.get(rewards.size)!;
  const [{ state }] = await stage.sql<{ state: string }>("SELECT state FROM reward WHERE reward_id::text = $1", [rewardId]);
  return state === "failed" ? [] : [`a reward that an owner gave back is ${state}`];
}

export const settleSituations: Situation[] = [
  {
    name: "an owner gives back a card that Shopify has",
    jobs: [],
    prepare: async (living) => void (await unclear(living)),
    presses: (living) => {
      const { rewardId } = living.rewards.get(living.rewards.size)!;
      return Promise.resolve([{ what: "settle reward", input: { rewardId, verdict: "give back" } }]);
    },
    came: gaveBack,
  },
  {
    name: "an owner gave it back and saw no answer, and a job carries it to its end",
    jobs: ["reward.withdraw"],
    async prepare(living) {
      const { stage } = living;
      const rewardId = await unclear(living);
      const [{ shopify_id: shopifyId }] = await stage.sql<{ shopify_id: string }>(
        "SELECT shopify_id FROM reward WHERE reward_id::text = $1",
        [rewardId],
      );
      const claimed = await claimWithdrawal(stage.world, { rewardId, shopifyId });
      if (claimed !== "claimed") throw new Error(`a reward could not be given back: ${claimed}`);
      await stage.tick(3 * 60_000);
    },
    came: gaveBack,
  },
];
