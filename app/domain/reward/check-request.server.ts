/** Whether an ambassador may take this now, balance and price apart: asked before Shopify is, and again under the lock. */
import type { Tx, World } from "~/ports/world";
import { readLatestVersion, type LatestVersion } from "../program/read-latest-version.server";
import { isAllowed, leastAmount } from "./reward";
import { keyOf, type RewardRequest } from "./reward-request";

export type MayTake = {
  outcome: "may take";
  program: LatestVersion;
  buyerId: string;
};

export type NotNow =
  /** This key was used before: here is what it led to, and what was taken for it then. */
  | { outcome: "same request"; rewardId: string; code: string; state: string; priceMinor: bigint }
  | { outcome: "not an ambassador" }
  | { outcome: "no programme" }
  /** The owner does not give rewards of this kind, or Shopify does not let us. */
  | { outcome: "not offered" }
  /** Cash is for icons. */
  | { outcome: "not your tier" }
  | { outcome: "not on the shelf" }
  /** New on the shelf: icons may choose first. */
  | { outcome: "first dibs"; until: Date }
  | { outcome: "amount too small"; leastMinor: bigint; currency: string };

/** Joins the transaction at hand. An ended programme's members take what is theirs. Outcomes: MayTake or NotNow. */
export function checkRequest(world: World, request: RewardRequest): Promise<MayTake | NotNow> {
  const { shopId } = world;
  const { ambassadorId, kind } = request;
  return world.transaction(async ({ db }): Promise<MayTake | NotNow> => {
    const known = await db.reward.findUnique({ where: { shopId_requestKey: { shopId, requestKey: keyOf(request) } } });
    if (known) {
      const { rewardId, code, state, priceMinor } = known;
      return { outcome: "same request", rewardId, code, state, priceMinor };
    }
    const membership = await db.membership.findFirst({
      where: { shopId, ambassadorId },
      orderBy: { joinedAt: "desc" },
      include: { ambassador: true },
    });
    // Who has left keeps what is theirs; the owner settles it with them, the shelf is for members.
    if (!membership || membership.leftAt || membership.ambassador.state !== "active") return { outcome: "not an ambassador" };
    const program = await readLatestVersion(world, { programId: membership.programId });
    if (!program) return { outcome: "no programme" };
    if (!program.rewardKinds.includes(kind) || !(await granted(db, shopId, kind))) return { outcome: "not offered" };
    const { buyerId } = membership.ambassador;
    const icon = membership.tier === "icon";
    if (!("variantId" in request)) {
      if (kind === "cash" && !(icon && program.iconCash)) return { outcome: "not your tier" };
      const leastMinor = leastAmount(kind, program);
      if (request.amountMinor < leastMinor) return { outcome: "amount too small", leastMinor, currency: program.currency };
      return { outcome: "may take", program, buyerId };
    }
    const { variantId } = request;
    const item = await db.shelfItem.findUnique({
      where: { shopId_programId_variantId: { shopId, programId: program.programId, variantId } },
    });
    const variant = item && !item.leftAt && (await db.variant.count({ where: { shopId, variantId } }));
    if (!variant) return { outcome: "not on the shelf" };
    if (!icon && item.firstDibsUntil && item.firstDibsUntil > world.clock.now())
      return { outcome: "first dibs", until: item.firstDibsUntil };
    return { outcome: "may take", program, buyerId };
  });
}

async function granted(db: Tx["db"], shopId: string, kind: RewardRequest["kind"]): Promise<boolean> {
  const { scopes } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { scopes: true } });
  return isAllowed(kind, scopes);
}
