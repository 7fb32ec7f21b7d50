/** Rewards of every kind are given, refused, forgotten by the queue and never used. */
import type { RewardKind } from "~/domain/program/program";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { declineReward } from "~/domain/reward/decline-reward.server";
import { setAddress } from "../emulator/commerce/set-address.ts";
import type { Living } from "../simulate/live-event.ts";
import { DAY_MS, HOUR_MS } from "../simulate/stage.ts";
import { ask, type Situation } from "./situation.ts";
import { take } from "./take-reward.ts";

const rewardTaken = (kind: RewardKind): Situation => ({
  name: `a reward is taken: ${kind}`,
  jobs: ["reward.issue"],
  async prepare(living) {
    const rewardId = await take(living, kind);
    if (kind === "product sent") await approveReward(living.stage.world, { rewardId, approvedBy: "owner" });
  },
  came: (living) => lastRewardIs(living, "issued"),
});

/** Also never "needs review": whatever the dead one had done can be found. */
async function lastRewardIs({ stage, rewards }: Living, state: string): Promise<string[]> {
  const { rewardId } = rewards.get(rewards.size)!;
  const [row] = await stage.sql<{ state: string; reason: string | null }>("SELECT state, reason FROM reward WHERE reward_id::text = $1", [
    rewardId,
  ]);
  return row.state === state ? [] : [`the reward is ${row.state} (${row.reason ?? "no reason"}) and not ${state}`];
}

export const rewardSituations: Situation[] = [
  rewardTaken("product code"),
  rewardTaken("store credit"),
  rewardTaken("gift card"),
  rewardTaken("product sent"),
  {
    // A draft is made and deleted again, and the owner is asked anew.
    name: "after the owner's yes a reward has nowhere to go",
    jobs: ["reward.issue"],
    async prepare(living) {
      const { stage, members } = living;
      const rewardId = await take(living, "product sent");
      await approveReward(stage.world, { rewardId, approvedBy: "owner" });
      setAddress(stage.emulator, members.get(0)!.customer.id, null);
    },
    async came(living) {
      const { stage, rewards, members } = living;
      const [row] = await stage.sql<{ said: string }>(
        "SELECT concat(state, ', ', approved_at IS NOT NULL, ', ', called_at IS NOT NULL) AS said FROM reward WHERE reward_id::text = $1",
        [rewards.get(rewards.size)!.rewardId],
      );
      const open = [...stage.emulator.books.draftOrder.values()].filter(
        ({ customerId, orderId }) => customerId === members.get(0)!.customer.id && orderId === null,
      );
      return [
        ...(row.said === "requested, f, f" ? [] : [`the reward, whether said yes to, whether called for: ${row.said}`]),
        ...(open.length ? [`${open.length} drafts are still open`] : []),
      ];
    },
    async afterwards({ stage, members, rewards }) {
      const { id, addresses } = members.get(0)!.customer;
      setAddress(stage.emulator, id, addresses[0]);
      // The owner's no: nothing that waits is left to the situations after it.
      await declineReward(stage.world, { rewardId: rewards.get(rewards.size)!.rewardId });
    },
  },
  {
    name: "a reward's job was lost",
    jobs: ["reward.resume"],
    async prepare(living) {
      await take(living, "product code");
      await living.stage.sql("DELETE FROM pgboss.job WHERE name = 'reward.issue' AND state = 'created'");
      await living.stage.tick(3 * HOUR_MS);
      await ask(living, "reward.resume");
    },
    came: (living) => lastRewardIs(living, "issued"),
  },
  {
    name: "a reward's code was never used",
    jobs: ["reward.expire"],
    async prepare(living) {
      // Codes of the situations before have run out by then.
      await living.stage.tick(64 * DAY_MS);
      await living.stage.comeToRest("briefly");
      await take(living, "product code");
      await living.stage.settle();
      await living.stage.tick(64 * DAY_MS);
      await ask(living, "reward.expire");
    },
    came: (living) => lastRewardIs(living, "expired"),
  },
];
