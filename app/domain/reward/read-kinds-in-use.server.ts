/**
 * Which kinds of reward somebody waits for or was given lately: what Shopify must allow for them is needed, whatever the owner offers now
 * and whether or not the programme runs.
 */
import type { World } from "~/ports/world";
import type { RewardKind } from "../program/program";
import { COMPARED_FOR_MS } from "./reward";

export function readKindsInUse(world: World): Promise<RewardKind[]> {
  const { shopId, clock } = world;
  const since = new Date(clock.now().getTime() - COMPARED_FOR_MS);
  return world.transaction(async ({ db }) => {
    const kinds = await db.reward.groupBy({
      by: ["kind"],
      where: {
        shopId,
        OR: [{ state: { in: ["requested", "needs review"] } }, { state: { in: ["issued", "used"] }, requestedAt: { gte: since } }],
      },
      orderBy: { kind: "asc" },
    });
    return kinds.map(({ kind }) => kind as RewardKind);
  });
}
