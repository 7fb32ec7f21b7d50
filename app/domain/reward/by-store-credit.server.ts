/**
 * Store credit. Shopify's call carries no key of ours, so what makes it once is this: only one call for a customer may be under
 * way, the account's latest movement is remembered before it, and after an unclear answer the movements since are looked at. A
 * credit by hand of the very same amount in between cannot be told from ours; two of them are not guessed about.
 */
import type { StoreCreditMovement } from "~/ports/shop";
import type { World } from "~/ports/world";
import { oneCall, readLastCall } from "./one-call.server";
import type { Found, GivenReward, Way } from "./way";

/** As many as the port reads. */
const MOST_MOVEMENTS = 100;
const NONE_YET = "none";

export const byStoreCredit: Way = {
  async look(world, reward): Promise<Found> {
    const call = await readLastCall(world, reward);
    // Without a mark it died before the call.
    if (!call || call.callMark === null) return { is: "not there" };
    return among(await movements(world, reward), call.callMark, reward.priceMinor);
  },
  give: (world, reward) =>
    oneCall(world, reward, async (confirm) => {
      await confirm({ callMark: await markBefore(world, reward) });
      const { buyerId, priceMinor, currency } = reward;
      const { transactionId } = await world.shop.giveStoreCredit({ buyerId, amountMinor: priceMinor, currency });
      return { shopifyId: transactionId };
    }),
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
