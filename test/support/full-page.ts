/** An ambassador about whom all can be said that a page ever says, as far as it can stand on one page. */
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { REWARD_KINDS, settingsOf } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { rewardName } from "~/domain/reward/reward";
import type { World } from "~/ports/world";
import { anAmbassador, anEarnedCredit, anOrder, aShareCode, type BuiltAmbassador, type BuiltProgram } from "./builders";
import { DAY_MS } from "./world";

type Sql = (text: string, params?: unknown[]) => Promise<unknown>;

/** Every way to be thanked is offered, and Shopify has granted what it takes. */
export async function offerEverything(world: World, sql: Sql): Promise<void> {
  const program = (await readLiveProgram(world))!;
  await saveSettings(world, { settings: { ...settingsOf(program), rewardKinds: [...REWARD_KINDS] }, savedBy: "test" });
  await sql(
    "UPDATE shop SET scopes = '{write_draft_orders,write_gift_cards,read_store_credit_accounts,write_store_credit_account_transactions}'",
  );
}

const TAKEN = [
  ["product code", "issued", "GIFT-1"],
  ["product code", "used", "GIFT-2"],
  ["product code", "expired", "GIFT-3"],
  ["product sent", "requested", "SENT-1"],
  ["store credit", "issued", "CREDIT-1"],
  ["gift card", "failed", "CARD-1"],
  ["cash", "needs review", "CASH-1"],
] as const;

/** @param code of theirs @returns them, an icon with £40 of their own, orders, codes and rewards of every kind */
export async function aFullPage(world: World, program: BuiltProgram, sql: Sql, code: string): Promise<BuiltAmbassador> {
  const { shopId } = world;
  const made = await anAmbassador(world, program, { name: "Maxine", code });
  const { ambassadorId, buyerId } = made;
  const { programId } = program;
  await sql("UPDATE membership SET tier = 'icon' WHERE ambassador_id = $1", [ambassadorId]);
  await sql("UPDATE ambassador SET words = 'Earl Grey.' WHERE ambassador_id = $1", [ambassadorId]);
  await anEarnedCredit(world, made, 5_000n);
  for (const order of [
    { codes: [code], goodsMinor: 4_200n },
    { codes: [code], buyerId },
    { codes: [code], paidAt: null },
    { codes: [code], goodsMinor: 3_000n, cancelledAt: world.clock.now() },
  ]) {
    const { orderId } = await anOrder(world, order);
    await decideOrder(world, { orderId });
    await creditOrder(world, { orderId });
  }
  await aShareCode(world, { programId, ambassadorId, code: `${code}-NEW`, state: "waiting" });
  await requestReward(world, { ambassadorId, kind: "gift card", amountMinor: 1_000n, requestKey: `${code} card` });
  const requestedAt = world.clock.now();
  for (const [kind, state, name] of TAKEN)
    await world.transaction(({ db }) =>
      db.reward.create({
        data: {
          ...{ shopId, programId, ambassadorId, buyerId, kind, state, requestedAt, currency: "GBP", priceMinor: 500n },
          rewardId: world.chance.uuid(),
          variantId: kind.startsWith("product") ? "9007" : null,
          productTitle: kind.startsWith("product") ? "Jubilee Mug" : rewardName({ kind, productTitle: "" }),
          code: `${code}-${name}`,
          requestKey: `${code} ${name}`,
          dueAt: kind === "product code" ? new Date(requestedAt.getTime() + 30 * DAY_MS) : null,
        },
      }),
    );
  return made;
}
