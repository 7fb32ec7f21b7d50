/**
 * An ambassador takes a reward: a product from the shelf, or an amount. A product's price, and where it goes if it is sent, are asked of
 * Shopify at this moment;
 * then, under a lock on what is theirs, the price is taken from it and the wish is written down in one transaction. Only after
 * that may anything be given (issueReward), so money and reward can be neither doubled nor lost.
 */
import { ShopProblem, type ReadVariant } from "~/ports/shop";
import type { World } from "~/ports/world";
import { appendEntry } from "../ledger/append-entry.server";
import { lockEarned } from "../ledger/lock-earned.server";
import { readBalance } from "../ledger/read-balance.server";
import { checkRequest, type MayTake, type NotNow } from "./check-request.server";
import { isDearEnough } from "./on-the-shelf";
import { needsApproval, rewardCode, rewardEndsAt, rewardName } from "./reward";
import { readDestination } from "./read-destination.server";
import { keyOf, type RewardRequest } from "./reward-request";

export type { RewardRequest } from "./reward-request";

export type Requested =
  | { outcome: "requested"; rewardId: string; code: string }
  | NotNow
  /** Shopify no longer has it, or it is out of stock. */
  | { outcome: "gone" }
  | { outcome: "price changed"; priceMinor: bigint; currency: string }
  | { outcome: "balance too low"; lackMinor: bigint; currency: string }
  /** It is to be sent, and the store has no address of them. */
  | { outcome: "no address" }
  /** It is no longer the one they said yes to: this one is. */
  | { outcome: "address changed"; lines: string[]; mark: string }
  /** Shopify could not be asked; nothing was taken. */
  | { outcome: "try later" };

/** What is taken for it, what it costs the store (null: not known), and the mark of where it goes (null: nowhere). */
type Priced = { title: string; priceMinor: bigint; unitCostMinor: bigint | null; placeMark: string | null };

/** @param request.requestKey one per press of the button; the same key never takes twice. Outcomes: see Requested. */
export async function requestReward(world: World, request: RewardRequest): Promise<Requested> {
  const early = await checkRequest(world, request);
  if (early.outcome !== "may take") return early;
  const priced = await askPrice(world, request, early);
  if ("outcome" in priced) return priced;
  const placed = request.kind === "product sent" ? await askPlace(world, request.placeMark, early) : null;
  if (placed && "outcome" in placed) return placed;
  return take(world, request, { ...priced, placeMark: placed?.placeMark ?? null });
}

/** An amount is its own price; a product's is Shopify's at this moment. */
async function askPrice(world: World, request: RewardRequest, early: MayTake): Promise<Omit<Priced, "placeMark"> | Requested> {
  try {
    if (request.kind === "store credit" && !(await world.shop.readStoreCreditOffered())) return { outcome: "not offered" };
    if (!("variantId" in request))
      return {
        title: rewardName({ kind: request.kind, productTitle: "" }),
        priceMinor: request.amountMinor,
        unitCostMinor: request.amountMinor,
      };
    return await look(world, request, early, await world.shop.readVariant(request.variantId));
  } catch (problem) {
    if (problem instanceof ShopProblem) return { outcome: "try later" };
    throw problem;
  }
}

async function look(
  world: World,
  { variantId, shownMinor }: Extract<RewardRequest, { variantId: string }>,
  { program }: MayTake,
  variant: ReadVariant | null,
): Promise<Omit<Priced, "placeMark"> | Requested> {
  const { shopId } = world;
  const { currency } = program;
  // Until the catalogue is read the next time.
  const show = (data: { available: boolean } | { priceMinor: bigint }) =>
    world.transaction(({ db }) => db.variant.updateMany({ where: { shopId, variantId }, data }));
  if (!variant || !variant.available || variant.currency !== currency) {
    await show({ available: false });
    return { outcome: "gone" };
  }
  const { priceMinor } = variant;
  const belowTheShelf = !isDearEnough(priceMinor, program);
  if (priceMinor <= shownMinor && !belowTheShelf) return { title: variant.productTitle, priceMinor, unitCostMinor: variant.unitCostMinor };
  // Shown from now on, on the page that asks again; a product below the shelf's minimum is shown no more.
  await show({ priceMinor });
  return belowTheShelf ? { outcome: "not on the shelf" } : { outcome: "price changed", priceMinor, currency };
}

/** It goes where they said yes to, or nowhere. */
async function askPlace(world: World, seenMark: string, { buyerId }: MayTake): Promise<{ placeMark: string } | Requested> {
  const now = await readDestination(world, { buyerId });
  if (now.outcome !== "address") return now;
  const { lines, marks } = now;
  return marks.includes(seenMark) ? { placeMark: marks[0] } : { outcome: "address changed", lines, mark: marks[0] };
}

/** The second half: everything is looked at again, now under the lock that makes the balance ours to spend. */
function take(world: World, request: RewardRequest, { title, priceMinor, unitCostMinor, placeMark }: Priced): Promise<Requested> {
  const { shopId } = world;
  const { ambassadorId, kind } = request;
  return world.transaction(async ({ db, queue }): Promise<Requested> => {
    const known = await checkRequest(world, request);
    if (known.outcome !== "may take") return known;
    const { programId, currency, shippingCostMinor, rewardFeeMinor } = known.program;
    const earned = { kind: "earned", ambassadorId, programId } as const;
    await lockEarned(world, [earned]);
    const again = await checkRequest(world, request);
    if (again.outcome !== "may take") return again;
    const { earnedMinor } = await readBalance(world, { ambassadorId, programId });
    if (earnedMinor < priceMinor) return { outcome: "balance too low", lackMinor: priceMinor - earnedMinor, currency };

    const rewardId = world.chance.uuid();
    const code = rewardCode(world.chance, kind);
    const requestedAt = world.clock.now();
    await db.reward.create({
      data: {
        shopId,
        rewardId,
        programId,
        ambassadorId,
        buyerId: again.buyerId,
        kind,
        variantId: "variantId" in request ? request.variantId : null,
        productTitle: title,
        priceMinor,
        unitCostMinor,
        // A code's delivery is paid at the checkout by whoever uses it.
        shippingCostMinor: kind === "product sent" ? shippingCostMinor : 0n,
        feeMinor: rewardFeeMinor,
        currency,
        placeMark,
        code,
        state: "requested",
        requestKey: keyOf(request),
        requestedAt,
        dueAt: kind === "product code" ? rewardEndsAt(requestedAt) : null,
      },
    });
    await appendEntry(world, {
      from: earned,
      to: { kind: "redeemed", ambassadorId, programId },
      amountMinor: priceMinor,
      currency,
      reason: "reward taken",
      source: { kind: "reward", id: rewardId },
      idempotencyKey: `reward:${rewardId}:taken`,
    });
    if (!needsApproval(kind)) await queue.add("reward.issue", { rewardId }, { onceKey: rewardId });
    return { outcome: "requested", rewardId, code };
  });
}
