/** A programme in which Maxine may take any kind of reward, a Shopify in which calls meet mishaps, and what came of it. */
import { beforeAll, beforeEach } from "vitest";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { REWARD_KINDS } from "~/domain/program/program";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { requestReward, type Requested, type RewardRequest } from "~/domain/reward/request-reward.server";
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

export const shop = new FakeRewardShop();
export const t = await testWorld({ shop: shop.port() });
export const { world } = t;
export let program: BuiltProgram;
export let maxine: BuiltAmbassador;
export let mug: BuiltProduct;

beforeAll(async () => {
  await aShop(world, {
    scopes: ["write_draft_orders", "write_gift_cards", "read_store_credit_accounts", "write_store_credit_account_transactions"],
  });
  program = await aProgram(world, { rewardKinds: [...REWARD_KINDS], shippingCostMinor: 350n, rewardFeeMinor: 20n });
  mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
  shop.gifts.now = () => t.clock.now();
});
beforeEach(async () => {
  for (const queue of Object.values(shop.mishaps)) queue.length = 0;
  shop.gifts.storeCreditOffered = true;
  shop.gifts.searchLags = false;
  shop.stock({ ...mug, unitCostMinor: 310n });
  maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 1_000n);
  await t.sql("DELETE FROM pgboss.job");
});

export type Kind = RewardRequest["kind"];
export async function ask(kind: Kind, amountMinor = 800n, { ambassadorId } = maxine): Promise<Requested> {
  const what =
    kind === "product code" || kind === "product sent"
      ? await productWish(world, { kind, ambassadorId, variantId: mug.variantId, shownMinor: 800n })
      : { kind, amountMinor };
  return requestReward(world, { ...what, ambassadorId, requestKey: world.chance.uuid() });
}
export async function asked(kind: Kind, amountMinor?: bigint): Promise<string> {
  const requested = await ask(kind, amountMinor);
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  if (kind === "product sent") await approveReward(world, { rewardId: requested.rewardId, approvedBy: "Olga" });
  return requested.rewardId;
}
export type Row = { state: string; reason: string | null; shopify_id: string | null; used_order_id: string | null; code: string };
export const rewardOf = async (rewardId: string) => (await t.sql<Row>("SELECT * FROM reward WHERE reward_id = $1", [rewardId]))[0];
export const balance = () => readBalance(world, { ambassadorId: maxine.ambassadorId, programId: program.programId });
export const credits = () => shop.gifts.movements.filter(({ buyerId }) => buyerId === maxine.buyerId);
export const cards = () => shop.gifts.giftCards.filter(({ buyerId }) => buyerId === maxine.buyerId);
export const sent = () => shop.gifts.drafts.filter(({ buyerId, orderId }) => buyerId === maxine.buyerId && orderId !== null);
export const given = (kind: Kind): number =>
  ({ "store credit": credits, "gift card": cards, "product sent": sent })[kind as "gift card"]().length;
/** Job by job and hour by hour, until nothing is under way. */
export async function goOn(rewardId: string, hours = 6): Promise<Row> {
  for (let hour = 0; hour < hours && (await rewardOf(rewardId)).state === "requested"; hour++) {
    await t.runDueJobs({ failuresExpected: true });
    await t.clock.advance(3_600_000);
  }
  return rewardOf(rewardId);
}
export const TAKEN = { pendingMinor: 0n, earnedMinor: 200n, redeemedMinor: 800n };
export const GIVEN_BACK = { pendingMinor: 0n, earnedMinor: 1_000n, redeemedMinor: 0n };
export const WAYS = ["store credit", "gift card", "product sent"] as const;
