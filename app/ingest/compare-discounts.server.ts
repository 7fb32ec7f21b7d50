/**
 * The friends' discounts, as they are in Shopify now, against what their programme's owner wants: one that a merchant ended or deleted
 * makes every code of it useless, which is told; so is one whose terms somebody changed there, or a code of it that is gone: that may have
 * been meant. One that works although its programme has ended is told too, and switched off, for that is what ending it meant. So is what
 * works and should not be known to anybody any more: discounts of an earlier installation, and codes that Shopify would not remove.
 */
import type { Prisma } from "@prisma/client";
import { offerDifferences, usageLimitOf } from "~/domain/code/offer-differences";
import { onSubscriptions } from "~/domain/code/on-subscriptions";
import type { ReconciliationProblem } from "~/domain/shop/reconciliation";
import type { World } from "~/ports/world";
import { compareCodes } from "./compare-codes.server";
import { findCodesStillWorking } from "./find-codes-still-working.server";
import { noneMayFail, type OneOfMany } from "./go-on-past";
import { findFormerDiscounts } from "./find-former-discounts.server";

/** What an owner saved is on its way to Shopify; where it does not get there, home says so. */
const ON_ITS_WAY_MS = 15 * 60_000;
const NEWEST = { orderBy: { version: "desc" }, take: 1, select: { renewalsCount: true, savedAt: true } } as const;
const SELECTED = {
  ...{ discountId: true, programId: true, kind: true, state: true, offerBp: true, shopifyId: true, leadCode: true },
  program: { select: { state: true, versions: NEWEST } },
} as const;
type Ours = Prisma.DiscountGetPayload<{ select: typeof SELECTED }>;

/** Throws ShopProblem when Shopify cannot be asked. */
export async function compareDiscounts(world: World, one: OneOfMany = noneMayFail): Promise<ReconciliationProblem[]> {
  const { shopId } = world;
  const ours = await world.transaction(({ db }) =>
    db.discount.findMany({
      where: { shopId, OR: [{ state: "live", shopifyId: { not: null } }, { program: { state: "ended" } }] },
      select: SELECTED,
      orderBy: { kind: "asc" },
    }),
  );
  const looks = [
    ...ours.map((discount) => () => compareOne(world, discount)),
    () => findFormerDiscounts(world),
    () => findCodesStillWorking(world),
  ];
  const problems: ReconciliationProblem[] = [];
  for (const look of looks) problems.push(...((await one(look)) ?? []));
  return problems;
}

async function compareOne(world: World, discount: Ours): Promise<ReconciliationProblem[]> {
  const ended = discount.program.state === "ended";
  const kind = ended ? await ifStillOn(world, discount) : await ifUseless(world, discount);
  // What can be put back by a press is told by its id.
  if (kind) return [{ kind, about: kind === "discount gone" ? discount.discountId : discount.kind }];
  return ended ? [] : [...(await ifChanged(world, discount)), ...(await ifCodesAreGone(world, discount))];
}

async function ifUseless(world: World, { shopifyId }: Ours): Promise<"discount gone" | "discount ended" | null> {
  const state = await world.shop.readDiscountState(shopifyId!);
  return state === "working" ? null : state === "gone" ? "discount gone" : "discount ended";
}

async function ifChanged(world: World, discount: Ours): Promise<ReconciliationProblem[]> {
  const { discountId, kind, offerBp, shopifyId, program } = discount;
  const [newest] = program.versions;
  if (world.clock.now().getTime() - newest.savedAt.getTime() < ON_ITS_WAY_MS) return [];
  const terms = await world.shop.readOffer(shopifyId!);
  // It went the moment we asked; the next one tells.
  if (!terms) return [];
  const subscriptions = onSubscriptions({ sold: await world.shop.readSellsSubscriptions(), renewalsCount: newest.renewalsCount });
  const wanted = { offerBp, usageLimit: usageLimitOf(kind), subscriptions };
  const differs = offerDifferences(wanted, terms, world.clock.now());
  // What the owner saved while Shopify was asked is on its way, too.
  return differs.length && (await isNewest(world, discount)) ? [{ kind: "discount changed", about: discountId, differs }] : [];
}

async function isNewest(world: World, { programId, program }: Ours): Promise<boolean> {
  const { savedAt } = program.versions[0];
  const { shopId } = world;
  const later = await world.transaction(({ db }) => db.programVersion.count({ where: { shopId, programId, savedAt: { gt: savedAt } } }));
  return later === 0;
}

async function ifCodesAreGone(world: World, { kind, programId, shopifyId }: Ours): Promise<ReconciliationProblem[]> {
  return kind === "share" ? compareCodes(world, { programId, shopifyId: shopifyId! }) : [];
}

async function ifStillOn(world: World, discount: Ours): Promise<"discount still on" | null> {
  const { shopId } = world;
  const { discountId, leadCode } = discount;
  // One whose making we never heard the end of is known by its lead code.
  const shopifyId = discount.shopifyId ?? (await world.shop.findDiscountByCode(leadCode))?.discountId;
  const works = shopifyId !== undefined && (await world.shop.readDiscountState(shopifyId)) === "working";
  if (!works && discount.state === "ended") return null;
  return world.transaction(async ({ db, queue }) => {
    // It may go on meanwhile.
    if (!(await db.discount.count({ where: { shopId, discountId, program: { state: "ended" } } }))) return null;
    await queue.add("discount.end", { discountId }, { onceKey: discountId });
    return works ? "discount still on" : null;
  });
}
