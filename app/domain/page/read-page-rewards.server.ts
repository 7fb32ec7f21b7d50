/** What an ambassador has taken, the latest first: what it is, how it stands, and its code or link while it may be used. */
import { Prisma, type Reward } from "@prisma/client";
import type { Tx } from "~/ports/world";
import { columnsOf } from "../columns";
import { knownEnd, rewardName } from "../reward/reward";
import type { ShopPlace } from "./read-shop-place.server";
import type { PageReward } from "./rewards-page";
import { showDay, showMoney } from "./shown";

const REWARDS_SHOWN = 50;

export async function readPageRewards(
  db: Tx["db"],
  shopId: string,
  { ambassadorId, now, place }: { ambassadorId: string; now: Date; place: ShopPlace },
): Promise<PageReward[]> {
  const rewards = await db.$queryRaw<Reward[]>`
    SELECT ${columnsOf(Prisma.RewardScalarFieldEnum, "r")} FROM reward r WHERE r.shop_id = ${shopId} AND r.ambassador_id = ${ambassadorId}::uuid
    ORDER BY r.requested_at DESC LIMIT ${REWARDS_SHOWN}`;
  const handles = await readHandles(
    db,
    shopId,
    rewards.flatMap(({ variantId }) => variantId ?? []),
  );
  return rewards.map((reward) => {
    const { rewardId, kind, variantId, dueAt, approvedAt } = reward;
    const state = stateOf(reward, now);
    const usable = state === "issued" && (kind === "product code" || kind === "gift card");
    const codeEnd = usable ? knownEnd(reward.code) : null;
    const code = usable && codeEnd === null ? reward.code : null;
    return {
      rewardId,
      kind,
      title: rewardName(reward),
      price: showMoney(reward.priceMinor, { ...place, currency: reward.currency }),
      state,
      code,
      codeEnd,
      link: code && kind === "product code" && variantId ? linkOf(code, variantId, handles.get(variantId)) : null,
      until: dueAt && showDay(dueAt, now, place),
      approved: approvedAt !== null,
    };
  });
}

/** As its ambassador sees it. */
function stateOf({ state, dueAt, undone }: Reward, now: Date): string {
  if (state === "needs review" && undone) return "order undone";
  return state === "issued" && dueAt && dueAt < now ? "ran out" : state;
}

const linkOf = (code: string, variantId: string, handle: string | undefined): string =>
  `/discount/${encodeURIComponent(code)}?redirect=${encodeURIComponent(handle ? `/products/${handle}?variant=${variantId}` : "/")}`;

/** The address of each variant's product. */
async function readHandles(db: Tx["db"], shopId: string, variantIds: string[]): Promise<Map<string, string>> {
  if (!variantIds.length) return new Map();
  const variants = await db.variant.findMany({
    where: { shopId, variantId: { in: variantIds } },
    select: { variantId: true, productId: true },
  });
  const products = await db.product.findMany({
    where: { shopId, productId: { in: variants.map(({ productId }) => productId) } },
    select: { productId: true, handle: true },
  });
  const handleOf = new Map(products.map(({ productId, handle }) => [productId, handle]));
  return new Map(
    variants.flatMap(({ variantId, productId }) => {
      const handle = handleOf.get(productId);
      return handle === undefined ? [] : [[variantId, handle] as const];
    }),
  );
}
