/**
 * Store credit. Shopify's call carries no key of ours, so what makes it once is this: only one call for a customer may be under
 * way, the account's latest movement is remembered before it, and after an unclear answer the movements since are looked at. A
 * credit by hand of the very same amount in between cannot be told from ours; two of them are not guessed about.
 */
import type { StoreCreditMovement } from "~/ports/shop";
import type { World } from "~/ports/world";
import { oneCall, readLastCall, whyBusy } from "./one-call.server";
import type { Found, GivenReward, Way } from "./way";

/** As many as the port reads. */
const MOST_MOVEMENTS = 100;
const NONE_YET = "none";

export const byStoreCredit: Way = {
  async look(world, reward): Promise<Found> {
    const call = await readLastCall(world, reward);
    const found = await movements(world, reward);
    if (call?.callMark) return among(found, call.callMark, reward.priceMinor);
    // We know of no call. Yet our own memory may be an older one, put back from a backup.
    return (await isStrange(world, reward, found)) ? { is: "cannot tell", why: STRANGE } : { is: "not there" };
  },
  give: (world, reward) =>
    oneCall(world, reward, async (confirm) => {
      await confirm({ callMark: await markBefore(world, reward) });
      const { buyerId, priceMinor, currency } = reward;
      const { transactionId } = await world.shop.giveStoreCredit({ buyerId, amountMinor: priceMinor, currency });
      return { shopifyId: transactionId };
    }),
  makesOrder: false,
  tidy: null,
  takeBack: null,
};

/** Ours among the movements, the newest first, since the one remembered. */
function among(found: StoreCreditMovement[], callMark: string, amountMinor: bigint): Found {
  const at = callMark === NONE_YET ? found.length : found.findIndex(({ transactionId }) => transactionId === callMark);
  if (at < 0 || (callMark === NONE_YET && found.length >= MOST_MOVEMENTS))
    return { is: "cannot tell", why: "So much has moved on this customer's store credit that ours cannot be found." };
  const alike = found.slice(0, at).filter((one) => one.kind === "credit" && one.byHand && one.amountMinor === amountMinor);
  if (alike.length > 1)
    return {
      is: "cannot tell",
      why: "Shopify shows more than one credit of this amount for this customer, and does not say which is ours.",
    };
  return alike.length === 1 ? { is: "there", shopifyId: alike[0].transactionId } : { is: "not there" };
}

const STRANGE =
  "Shopify shows a credit of this amount, given by hand or by an app since it was asked for, of which we know nothing. It may be this one.";
/** Shopify's clock and ours may differ by this much. */
const SINCE_MS = 60_000;

/** Whether there is a credit just like ours, since ours was asked for, that none of our rewards explains. */
async function isStrange(
  world: World,
  { rewardId, buyerId, priceMinor, requestedAt }: GivenReward,
  found: StoreCreditMovement[],
): Promise<boolean> {
  const { shopId } = world;
  const alike = found.filter(
    (one) => one.kind === "credit" && one.byHand && one.amountMinor === priceMinor && one.at.getTime() >= requestedAt.getTime() - SINCE_MS,
  );
  if (!alike.length) return false;
  // First whether one of ours is unclear, then which are known: one that becomes known in between is among the known.
  const [unclear, explained, onWord] = await world.transaction(async ({ db }) => [
    await db.reward.count({
      where: { shopId, buyerId, rewardId: { not: rewardId }, state: { in: ["requested", "needs review"] }, calledAt: { not: null } },
    }),
    await db.reward.count({
      where: { shopId, kind: "store credit", shopifyId: { in: alike.map(({ transactionId }) => transactionId) } },
    }),
    // One of these is each of those that they have by their owner's word.
    await db.reward.count({ where: { shopId, buyerId, kind: "store credit", state: "issued", shopifyId: null, priceMinor } }),
  ]);
  if (explained + onWord >= alike.length) return false;
  if (unclear) throw await whyBusy(world, buyerId);
  return true;
}

const movements = (world: World, { buyerId, currency }: GivenReward): Promise<StoreCreditMovement[]> =>
  world.shop.readStoreCredit({ buyerId, currency });

/** The mark of an earlier attempt stays: what that one may have made is looked for after it. */
async function markBefore(world: World, reward: GivenReward): Promise<string> {
  const { callMark } = await world.transaction(({ db }) =>
    db.reward.findUniqueOrThrow({
      where: { shopId_rewardId: { shopId: world.shopId, rewardId: reward.rewardId } },
      select: { callMark: true },
    }),
  );
  return callMark ?? (await movements(world, reward))[0]?.transactionId ?? NONE_YET;
}
