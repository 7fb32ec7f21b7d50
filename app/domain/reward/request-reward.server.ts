/**
 * An ambassador takes a product from the shelf. The price is asked of Shopify at this moment; then, under a lock on what
 * is theirs, the price is taken from it and the wish is written down in one transaction. Only after that may a code be
 * made (issueReward), so money and code can be neither doubled nor lost.
 */
import { ShopProblem, type ReadVariant } from "~/ports/shop";
import type { Tx, World } from "~/ports/world";
import { accountIdOf } from "../ledger/ledger";
import { appendEntry } from "../ledger/append-entry.server";
import { readBalance } from "../ledger/read-balance.server";
import type { LiveProgram } from "../program/program";
import { readLiveProgram } from "../program/read-live-program.server";
import { rewardCode, rewardEndsAt } from "./reward";

export type Requested =
  | { outcome: "requested"; rewardId: string; code: string }
  /** This key was used before: here is what it led to. */
  | { outcome: "same request"; rewardId: string; code: string; state: string }
  | { outcome: "not an ambassador" }
  | { outcome: "no programme" }
  | { outcome: "not on the shelf" }
  /** Shopify no longer has it, or it is out of stock. */
  | { outcome: "gone" }
  | { outcome: "price changed"; priceMinor: bigint; currency: string }
  | { outcome: "balance too low"; lackMinor: bigint; currency: string }
  /** Shopify could not be asked; nothing was taken. */
  | { outcome: "try later" };

export type RewardRequest = { ambassadorId: string; variantId: string; requestKey: string };

/** @param requestKey one per press of the button; the same key never takes twice. Outcomes: see Requested. */
export async function requestReward(world: World, request: RewardRequest): Promise<Requested> {
  const early = await world.transaction(({ db }) => check(world, db, request));
  if (early.outcome !== "may take") return early;

  let variant: ReadVariant | null;
  try {
    variant = await world.shop.readVariant(request.variantId);
  } catch (problem) {
    if (problem instanceof ShopProblem) return { outcome: "try later" };
    throw problem;
  }
  const { currency } = early.program;
  if (!variant || !variant.available || variant.currency !== currency) {
    await world.transaction(({ db }) =>
      db.variant.updateMany({ where: { shopId: world.shopId, variantId: request.variantId }, data: { available: false } }),
    );
    return { outcome: "gone" };
  }
  const { priceMinor } = variant;
  if (priceMinor > early.shownMinor || priceMinor < early.program.shelfMinimumMinor || priceMinor <= 0n) {
    // Shown from now on, so that the next press knows what it asks for; a product below the shelf's minimum leaves it.
    await world.transaction(({ db }) =>
      db.variant.updateMany({ where: { shopId: world.shopId, variantId: request.variantId }, data: { priceMinor } }),
    );
    return priceMinor < early.program.shelfMinimumMinor || priceMinor <= 0n
      ? { outcome: "not on the shelf" }
      : { outcome: "price changed", priceMinor, currency };
  }
  return take(world, request, variant);
}

/** The second half: everything is looked at again, now under the lock that makes the balance ours to spend. */
function take(world: World, request: RewardRequest, variant: ReadVariant): Promise<Requested> {
  const { shopId } = world;
  const { ambassadorId, variantId } = request;
  return world.transaction(async ({ db, queue }): Promise<Requested> => {
    const live = await readLiveProgram(world);
    if (!live) return { outcome: "no programme" };
    const { programId, currency } = live;
    const earned = { kind: "earned", ambassadorId, programId } as const;
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${shopId} ${accountIdOf(earned)}`}, 0))`;
    const again = await check(world, db, request);
    if (again.outcome !== "may take") return again;
    const { earnedMinor } = await readBalance(world, { ambassadorId, programId });
    if (earnedMinor < variant.priceMinor) return { outcome: "balance too low", lackMinor: variant.priceMinor - earnedMinor, currency };

    const rewardId = world.chance.uuid();
    const code = rewardCode(world.chance);
    const requestedAt = world.clock.now();
    await db.reward.create({
      data: {
        shopId,
        rewardId,
        programId,
        ambassadorId,
        buyerId: again.buyerId,
        variantId,
        productTitle: variant.productTitle,
        priceMinor: variant.priceMinor,
        unitCostMinor: variant.unitCostMinor,
        currency,
        code,
        state: "requested",
        requestKey: keyOf(request),
        requestedAt,
        dueAt: rewardEndsAt(requestedAt),
      },
    });
    await appendEntry(world, {
      from: earned,
      to: { kind: "redeemed", ambassadorId, programId },
      amountMinor: variant.priceMinor,
      currency,
      reason: "reward taken",
      source: { kind: "reward", id: rewardId },
      idempotencyKey: `reward:${rewardId}:taken`,
    });
    await queue.add("reward.issue", { rewardId }, { onceKey: rewardId });
    return { outcome: "requested", rewardId, code };
  });
}

type MayTake = { outcome: "may take"; program: LiveProgram; buyerId: string; shownMinor: bigint };

async function check(world: World, db: Tx["db"], request: RewardRequest): Promise<MayTake | Requested> {
  const { shopId } = world;
  const known = await db.reward.findUnique({ where: { shopId_requestKey: { shopId, requestKey: keyOf(request) } } });
  if (known) return { outcome: "same request", rewardId: known.rewardId, code: known.code, state: known.state };
  const program = await readLiveProgram(world);
  if (!program) return { outcome: "no programme" };
  const { programId } = program;
  const membership = await db.membership.findUnique({
    where: { shopId_programId_ambassadorId: { shopId, programId, ambassadorId: request.ambassadorId } },
    include: { ambassador: true },
  });
  // Who has left keeps what is theirs; the owner settles it with them, the shelf is for members.
  if (!membership || membership.leftAt || membership.ambassador.state !== "active") return { outcome: "not an ambassador" };
  const onShelf = await db.shelfItem.findUnique({
    where: { shopId_programId_variantId: { shopId, programId, variantId: request.variantId } },
  });
  const variant = onShelf && (await db.variant.findUnique({ where: { shopId_variantId: { shopId, variantId: request.variantId } } }));
  if (!variant) return { outcome: "not on the shelf" };
  return { outcome: "may take", program, buyerId: membership.ambassador.buyerId, shownMinor: variant.priceMinor };
}

/** Keys come from browsers: one ambassador's never meets another's. */
const keyOf = ({ ambassadorId, requestKey }: RewardRequest): string => `${ambassadorId}:${requestKey}`;
