/** A shop with an ambassador, and a Shopify that has what its database forgot: what was made in a time that was lost. */
import { beforeAll, beforeEach } from "vitest";
import { readBalance } from "~/domain/ledger/read-balance.server";
import type { RewardKind } from "~/domain/program/program";
import { requestReward } from "~/domain/reward/request-reward.server";
import { SCOPES_FOR, rewardTag, rewardTitle } from "~/domain/reward/reward";
import type { MarkedThing } from "~/ports/shop";
import {
  aProduct,
  aProgram,
  aShop,
  anAmbassador,
  anEarnedCredit,
  type BuiltAmbassador,
  type BuiltProduct,
  type BuiltProgram,
} from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { testWorld } from "../../support/world";
import { productWish } from "../../support/destinations";

export const HOUR_MS = 3_600_000;
export const shop = new FakeRewardShop();
export const t = await testWorld({ shop: shop.port() });
export const { world } = t;
shop.gifts.now = () => t.clock.now();
export const by = { answeredBy: "Olga" };
export let program: BuiltProgram;
export let mug: BuiltProduct;
export let maxine: BuiltAmbassador;

beforeAll(async () => {
  await aShop(world, { scopes: Object.values(SCOPES_FOR).flat() });
  program = await aProgram(world, { rewardKinds: ["product code", "product sent", "store credit", "gift card", "cash"] });
  mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
});
beforeEach(async () => {
  await t.sql("DELETE FROM awake");
  await t.sql("DELETE FROM stray_look");
  shop.marked.length = 0;
  shop.stock(mug);
  maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 1_000n);
  await t.sql("UPDATE membership SET tier = 'icon' WHERE ambassador_id = $1", [maxine.ambassadorId]);
});

export async function wish(kind: RewardKind, amountMinor: bigint): Promise<string> {
  const { ambassadorId } = maxine;
  const what =
    kind === "product code" || kind === "product sent"
      ? await productWish(world, { kind, ambassadorId, variantId: mug.variantId, shownMinor: 800n })
      : { kind, amountMinor };
  const requested = await requestReward(world, { ...what, ambassadorId, requestKey: world.chance.uuid() });
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  return requested.rewardId;
}

/** Made in the time that was lost. */
export function lost(kind: MarkedThing["kind"], changes: Partial<MarkedThing> = {}): { rewardId: string } {
  const rewardId = world.chance.uuid();
  shop.marked.push({
    ...{ kind, shopifyId: `${kind} ${rewardId}`, marks: [kind === "product sent" ? rewardTag(rewardId) : rewardTitle(rewardId)] },
    ...{ buyerId: maxine.buyerId, variantId: kind === "gift card" ? null : mug.variantId, productTitle: "Jubilee Mug" },
    ...{ code: kind === "gift card" ? "7k3q" : `GIFT-${rewardId.slice(0, 8)}`, orderId: null, amountMinor: 800n, currency: "GBP" },
    ...{ at: t.clock.now(), ...changes },
  });
  return { rewardId };
}

export const strays = () =>
  t.sql<{ stray_id: string; kind: string; answer: string | null }>(
    "SELECT stray_id::text, kind, answer FROM stray WHERE buyer_id = $1 ORDER BY found_at, kind",
    [maxine.buyerId],
  );
export const stateOf = async (rewardId: string) =>
  (await t.sql<{ state: string }>("SELECT state FROM reward WHERE reward_id::text = $1", [rewardId]))[0]?.state;
export const earned = async () => (await readBalance(world, { ...maxine, programId: program.programId })).earnedMinor;
export const credits = () => shop.gifts.movements.filter(({ buyerId }) => buyerId === maxine.buyerId).length;
