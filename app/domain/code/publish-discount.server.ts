/**
 * Makes one of a programme's discounts exist in Shopify, work, and carry the offer now in force. It is looked up by its lead
 * code before it is made, so that a lost reply never makes two; one that was deleted there is made anew; what else Shopify refuses
 * is kept in words an owner reads. A programme may end while Shopify is busy with this: whatever that call has done is then undone.
 */
import type { Prisma } from "@prisma/client";
import { CodeTaken, ShopProblem, type ShopPort } from "~/ports/shop";
import type { Tx, World } from "~/ports/world";
import { holdProgram } from "../program/hold-program.server";
import { forgetDiscount } from "./forget-discount.server";
import { MINTING_ONCE } from "./minting";
import { usageLimitOf } from "./offer-differences";
import { offerTitle } from "./offer-title";
import { onSubscriptions } from "./on-subscriptions";

export type PublishDiscountOutcome =
  | { outcome: "live" }
  | { outcome: "refused"; problem: string }
  /** Its programme has ended: it is switched off by a job, also where that was done before. */
  | { outcome: "ended" }
  | { outcome: "nothing to do" };

/** Shopify starts a discount by its own clock: a minute back, so that it is never "scheduled" on ours. */
const BACKDATED_MS = 60_000;

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
  const { programId, offerBp } = discount;
  // An attempt before this one may have got through without our hearing of it.
  if (discount.program.state === "ended") return world.transaction((tx) => endAgain(tx, discountId));
  const renewalsCount = countRenewals(discount);
  let known: Known = { shopifyId: null, carriesBp: offerBp };
  let problem: string | null = null;
  try {
    const subscriptions = onSubscriptions({ sold: await world.shop.readSellsSubscriptions(), renewalsCount });
    known = await bring(world, discount, { subscriptions, whole });
  } catch (error) {
    if (!(error instanceof ShopProblem) || error.kind !== "refused") throw error;
    problem = error.message;
  }
  const { shopifyId, carriesBp } = known;
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
    // Another run may have made it anew since we began; what we changed was deleted, then.
    const { count } = await db.discount.updateMany({
      where: { shopId, discountId, OR: [{ shopifyId: null }, { shopifyId }, { shopifyId: discount.shopifyId }] },
      data: { shopifyId, state: "live", problem: null, pausedUntil: null },
    });
    const now = await db.discount.findUniqueOrThrow({
      where,
      select: { offerBp: true, program: { select: { versions: NEWEST_RENEWALS } } },
    });
    // The owner may have changed the offer while we were calling, or the discount was made by a run whose reply was lost.
    if (!count || now.offerBp !== carriesBp || countRenewals(now) !== renewalsCount)
      await queue.add("discount.publish", { discountId }, { onceKey: discountId });
    await queue.add("minting.advance", { why: "a discount is live" }, { onceKey: MINTING_ONCE });
    return { outcome: "live" };
  });
}

/** `carriesBp`: the percentage Shopify has for certain; null when we found the discount and do not know. */
type Known = { shopifyId: string | null; carriesBp: number | null };
type Asked = { subscriptions: Parameters<ShopPort["createOfferDiscount"]>[0]["subscriptions"]; whole: boolean };
type Ours = Prisma.DiscountGetPayload<object>;

/** As it is wanted, made anew where somebody deleted it. Throws ShopProblem. */
async function bring(world: World, discount: Ours, asked: Asked): Promise<Known> {
  const { discountId, shopifyId, offerBp } = discount;
  if (!shopifyId) return make(world, discount, asked);
  if (await whileThere(world, shopifyId, () => change(world, { ...discount, shopifyId }, asked))) return { shopifyId, carriesBp: offerBp };
  const { outcome } = await forgetDiscount(world, { discountId, shopifyId });
  if (outcome !== "forgotten") throw new ShopProblem("try later", "Another run makes this discount anew.");
  return make(world, discount, asked);
}

/** False: nothing was done, since it is not there any more. What it is refused for besides is thrown. */
async function whileThere(world: World, shopifyId: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof ShopProblem) || error.kind !== "refused") throw error;
    if ((await world.shop.readDiscountState(shopifyId)) !== "gone") throw error;
    return false;
  }
}

async function change(world: World, { shopifyId, state, kind, offerBp }: Ours & { shopifyId: string }, asked: Asked): Promise<void> {
  const { subscriptions, whole } = asked;
  // Its programme had ended, or what became of it is not known: it may be switched off.
  if (state !== "live") await world.shop.activateDiscount(shopifyId);
  const limits = { usageLimit: usageLimitOf(kind), startsAt: startsAtOf(world) };
  await world.shop.changeOfferDiscount(shopifyId, {
    title: offerTitle(kind, offerBp),
    offerBp,
    subscriptions,
    whole: whole ? limits : null,
  });
}

async function make(world: World, { kind, offerBp, leadCode }: Ours, { subscriptions }: Asked): Promise<Known> {
  const found = await world.shop.findDiscountByCode(leadCode);
  if (found) {
    // Its search is behind, by however many tries.
    if (!(await whileThere(world, found.discountId, () => world.shop.activateDiscount(found.discountId))))
      throw new ShopProblem("try later", "Shopify still finds the discount that was deleted.");
    return { shopifyId: found.discountId, carriesBp: null };
  }
  try {
    const { discountId } = await world.shop.createOfferDiscount({
      ...{ title: offerTitle(kind, offerBp), leadCode, offerBp, subscriptions },
      ...{ usageLimit: usageLimitOf(kind), startsAt: startsAtOf(world) },
    });
    return { shopifyId: discountId, carriesBp: offerBp };
  } catch (error) {
    // Nobody else can have this code: another run of ours made it a moment ago, or Shopify's search is behind. The next one looks.
    if (error instanceof CodeTaken) throw new ShopProblem("unknown", error.message);
    throw error;
  }
}

const startsAtOf = ({ clock }: World): Date => new Date(clock.now().getTime() - BACKDATED_MS);

async function endAgain({ queue }: Tx, discountId: string): Promise<PublishDiscountOutcome> {
  await queue.add("discount.end", { discountId }, { onceKey: discountId });
  return { outcome: "ended" };
}
