/**
 * Makes one of a programme's discounts exist in Shopify and carry the offer now in force. It is looked up by its lead
 * code before it is made, so that a lost reply never makes two; what Shopify refuses is kept in words an owner reads. A
 * programme may end while Shopify is busy with this: whatever that call has done is then undone.
 */
import { ShopProblem } from "~/ports/shop";
import type { Tx, World } from "~/ports/world";
import { holdProgram } from "../program/hold-program.server";
import { percentOf } from "../program/program";
import { MINTING_ONCE } from "./minting";
import { usageLimitOf } from "./offer-differences";
import { onSubscriptions } from "./on-subscriptions";

export type PublishDiscountOutcome =
  | { outcome: "live" }
  | { outcome: "refused"; problem: string }
  /** Its programme has ended: it is switched off by a job, also where that was done before. */
  | { outcome: "ended" }
  | { outcome: "nothing to do" };

/** Shopify starts a discount by its own clock: a minute back, so that it is never "scheduled" on ours. */
const BACKDATED_MS = 60_000;

/** What an owner sees in Shopify's list of discounts. */
const titleOf = (kind: string, offerBp: number): string =>
  kind === "share"
    ? `Regulars: ${percentOf(offerBp)} % for friends, ambassadors' codes`
    : `Regulars: ${percentOf(offerBp)} % for friends, single-use link codes`;

/** The owner's latest word on whether renewals count. */
const NEWEST_RENEWALS = { orderBy: { version: "desc" }, take: 1, select: { renewalsCount: true } } as const;
const countRenewals = ({ program }: { program: { versions: { renewalsCount: boolean }[] } }): boolean =>
  program.versions[0]?.renewalsCount ?? false;

/** Throws a ShopProblem when trying later may help; the job then does. @param whole sets again every term that a merchant may have changed in Shopify */
export async function publishDiscount(
  world: World,
  { discountId, whole = false }: { discountId: string; whole?: boolean },
): Promise<PublishDiscountOutcome> {
  const { shopId } = world;
  const discount = await world.transaction(({ db }) =>
    db.discount.findUnique({
      where: { shopId_discountId: { shopId, discountId } },
      include: { program: { select: { state: true, versions: NEWEST_RENEWALS } } },
    }),
  );
  if (!discount) return { outcome: "nothing to do" };
  const { programId, kind, offerBp, leadCode } = discount;
  // An attempt before this one may have got through without our hearing of it.
  if (discount.program.state === "ended") return world.transaction((tx) => endAgain(tx, discountId));
  const title = titleOf(kind, offerBp);
  const renewalsCount = countRenewals(discount);
  const usageLimit = usageLimitOf(kind);
  const startsAt = new Date(world.clock.now().getTime() - BACKDATED_MS);
  let shopifyId = discount.shopifyId;
  let problem: string | null = null;
  /** The percentage Shopify has for certain; null when we found the discount and do not know. */
  let carriesBp: number | null = offerBp;
  try {
    const subscriptions = onSubscriptions({ sold: await world.shop.readSellsSubscriptions(), renewalsCount });
    if (shopifyId) {
      // Its programme had ended, and it was switched off.
      if (discount.state === "intended") await world.shop.activateDiscount(shopifyId);
      await world.shop.changeOfferDiscount(shopifyId, { title, offerBp, subscriptions, whole: whole ? { usageLimit, startsAt } : null });
    } else {
      const found = await world.shop.findDiscountByCode(leadCode);
      if (found) [shopifyId, carriesBp] = [found.discountId, null];
      else {
        const made = await world.shop.createOfferDiscount({ title, leadCode, offerBp, subscriptions, usageLimit, startsAt });
        shopifyId = made.discountId;
      }
    }
  } catch (error) {
    if (!(error instanceof ShopProblem) || error.kind !== "refused") throw error;
    problem = error.message;
  }
  return world.transaction(async (tx): Promise<PublishDiscountOutcome> => {
    const { db, queue } = tx;
    const where = { shopId_discountId: { shopId, discountId } };
    if ((await holdProgram(world, { programId })) === "ended") {
      await db.discount.update({ where, data: { state: "ended", ...(shopifyId && { shopifyId }) } });
      return endAgain(tx, discountId);
    }
    if (problem !== null) {
      // One that is live stays live, with its old offer; one that was never made has failed.
      await db.discount.updateMany({ where: { shopId, discountId, state: "intended" }, data: { state: "failed" } });
      await db.discount.update({ where, data: { problem } });
      return { outcome: "refused", problem };
    }
    const now = await db.discount.update({
      where,
      data: { shopifyId, state: "live", problem: null },
      select: { offerBp: true, program: { select: { versions: NEWEST_RENEWALS } } },
    });
    // The owner may have changed the offer while we were calling, or the discount was made by a run whose reply was lost.
    if (now.offerBp !== carriesBp || countRenewals(now) !== renewalsCount)
      await queue.add("discount.publish", { discountId }, { onceKey: discountId });
    await queue.add("minting.advance", { why: "a discount is live" }, { onceKey: MINTING_ONCE });
    return { outcome: "live" };
  });
}

async function endAgain({ queue }: Tx, discountId: string): Promise<PublishDiscountOutcome> {
  await queue.add("discount.end", { discountId }, { onceKey: discountId });
  return { outcome: "ended" };
}
