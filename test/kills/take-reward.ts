/** An ambassador takes a reward, as their page has them do: a wish that waits for a worker. */
import type { RewardKind } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import type { Living } from "../simulate/live-event.ts";
import { productWish } from "../support/destinations.ts";

/** @param ambassadorId left out: the first one, who has a fortune */
export async function take(living: Living, kind: RewardKind, ambassadorId = living.members.get(0)!.ambassadorId): Promise<string> {
  const { stage, rewards } = living;
  const { programId } = (await readLiveProgram(stage.world))!;
  const { items } = await readShelf(stage.world, { programId });
  const n = rewards.size + 1;
  const [first] = items;
  const what =
    kind === "product code" || kind === "product sent"
      ? await productWish(stage.world, { kind, ambassadorId, variantId: first.variantId, shownMinor: first.priceMinor })
      : { kind, amountMinor: BigInt(500 + n) };
  const requested = await requestReward(stage.world, { ...what, ambassadorId, requestKey: `reward ${n} ${stage.now().getTime()}` });
  if (requested.outcome !== "requested") throw new Error(`a ${kind} was not taken: ${requested.outcome}`);
  rewards.set(n, { rewardId: requested.rewardId, code: requested.code, place: 0 });
  return requested.rewardId;
}
