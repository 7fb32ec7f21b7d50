/**
 * What an ambassador earned, taken in every way there is, through the app's own doors and Shopify's books: a product by code or
 * sent, store credit, a gift card, cash. And a backup that is put back: what was given in the lost hour is not given again.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readStrays } from "~/domain/insight/read-strays.server";
import { readBooks } from "../support/read-books";
import { REWARD_KINDS, settingsOf, type RewardKind } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { declineReward } from "~/domain/reward/decline-reward.server";
import { exportPayouts } from "~/domain/reward/export-payouts.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { markPaid } from "~/domain/reward/mark-paid.server";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { settleStray } from "~/domain/reward/settle-stray.server";
import { noteAwake } from "~/jobs/note-awake.server";
import { reconcileShop } from "~/ingest/reconcile-shop.server";
import { marks } from "../demo/tour/browser.ts";
import { DAY_MS } from "../support/world";
import { goods, openStory, type Member } from "./story";
import { snapshotOf } from "../support/snapshot";
import { productWish } from "../support/destinations";

const story = await openStory({ seed: "kinds" });
const { t, emulator } = story;
const { books } = emulator;
let member: Member;

const OPTIONAL = ["write_draft_orders", "write_gift_cards", "read_store_credit_accounts", "write_store_credit_account_transactions"];
type Row = { state: string; code: string; shopify_id: string | null; used_order_id: string | null; price_minor: string };
const rewardOf = async (rewardId: string) => (await t.sql<Row>("SELECT * FROM reward WHERE reward_id = $1", [rewardId]))[0];
const friendBuys = () => story.buy({ codes: [member.code] });

async function take(kind: RewardKind, amountMinor = 500n): Promise<string> {
  const { items } = await readShelf(t.world, { programId: member.programId });
  const [first] = items;
  const { ambassadorId } = member;
  const what =
    kind === "product code" || kind === "product sent"
      ? await productWish(t.world, { kind, ambassadorId, variantId: first.variantId, shownMinor: first.priceMinor })
      : { kind, amountMinor };
  const requested = await requestReward(t.world, {
    ...what,
    ambassadorId,
    requestKey: t.world.chance.uuid(),
  });
  if (requested.outcome !== "requested") throw new Error(`${kind}: ${requested.outcome}`);
  return requested.rewardId;
}

const creditsGiven = () =>
  [...books.storeCreditTransaction.values()].filter(
    ({ accountId }) => books.storeCreditAccount.need(accountId).customerId === member.customer.id,
  );

beforeAll(async () => {
  member = await story.begin("KIND-TEA");
  emulator.merchant.grantScopes(OPTIONAL);
  await story.settle();
  const program = (await readLiveProgram(t.world))!;
  const settings = { ...settingsOf(program), rewardKinds: [...REWARD_KINDS], insiderFrom: 2, iconFrom: 3, cashMinimumMinor: 500n };
  expect(await saveSettings(t.world, { settings, savedBy: "journey" })).toMatchObject({ outcome: "saved" });
  const [dearest] = goods(emulator);
  for (let friend = 0; friend < 12; friend++) story.buy({ codes: [member.code], lines: [{ variantId: dearest.variantId, quantity: 20 }] });
  await story.settle();
  await story.pass(15 * DAY_MS);
}, 120_000);

test("friends whose orders were kept made her an icon", async () => {
  expect(await t.sql("SELECT tier FROM membership WHERE ambassador_id = $1", [member.ambassadorId])).toEqual([{ tier: "icon" }]);
});

describe("each kind reaches her once, and Shopify's books say the same", () => {
  test("store credit", async () => {
    const rewardId = await take("store credit", 725n);
    await story.settle();
    const { state, shopify_id } = await rewardOf(rewardId);
    expect([state, creditsGiven().map(({ id, amountMinor }) => [id, amountMinor])]).toEqual(["issued", [[shopify_id, 725]]]);
  });

  test("a gift card, under the code her page shows", async () => {
    const rewardId = await take("gift card", 600n);
    await story.settle();
    const { state, code } = await rewardOf(rewardId);
    const cards = [...books.giftCard.values()].filter(({ customerId }) => customerId === member.customer.id);
    expect([state, cards.map(({ code: made, initialMinor }) => [made, initialMinor])]).toEqual(["issued", [[code.toLowerCase(), 600]]]);
    const page = await (await story.signedIn(member.customer)).get("/apps/regulars/rewards");
    expect(page.html).toContain(code);
  });

  test("a sent product, as a free order of the store's that counts for nobody", async () => {
    const rewardId = await take("product sent");
    await story.settle();
    expect((await rewardOf(rewardId)).state).toBe("requested");
    await approveReward(t.world, { rewardId, approvedBy: "Olga" });
    for (let round = 0; round < 5 && (await rewardOf(rewardId)).state === "requested"; round++) await story.pass(180_000);
    const { state, used_order_id: orderId } = await rewardOf(rewardId);
    expect(state).toBe("issued");
    const order = books.order.need(orderId!);
    expect([order.customerId, order.sourceName]).toEqual([member.customer.id, "shopify_draft_order"]);
    await story.settle();
    expect(await t.sql("SELECT own_reward, goods_minor FROM orders WHERE order_id = $1", [orderId])).toEqual([
      { own_reward: true, goods_minor: "0" },
    ]);
    expect(await t.sql("SELECT 1 FROM decision WHERE order_id = $1 AND outcome <> 'ignored'", [orderId])).toEqual([]);
  });

  test("a sent product's order is held before any webhook tells of it", async () => {
    const rewardId = await take("product sent");
    await approveReward(t.world, { rewardId, approvedBy: "Olga" });
    for (let round = 0; round < 5 && (await rewardOf(rewardId)).state === "requested"; round++) {
      await t.runDueJobs();
      await t.clock.advance(180_000);
    }
    const { state, used_order_id: orderId } = await rewardOf(rewardId);
    await t.runDueJobs();
    expect([state, await t.sql("SELECT own_reward FROM orders WHERE order_id = $1", [orderId])]).toEqual([
      "issued",
      [{ own_reward: true }],
    ]);
    await story.settle();
  });

  test("cash is asked for on her page, and waits for the owner", async () => {
    const browser = await story.signedIn(member.customer);
    const page = await browser.get("/apps/regulars/rewards");
    const key = /name="kind" value="cash"[^]*?name="requestKey" value="([^"]+)"/.exec(page.html)![1];
    const asked = await browser.post("/apps/regulars/rewards", { intent: "redeem-amount", kind: "cash", amount: "7,50", requestKey: key });
    expect(marks(asked, "data-outcome")).toEqual(["requested"]);
    await story.settle();
    expect(await t.sql("SELECT state, price_minor FROM reward WHERE kind = 'cash'")).toEqual([{ state: "requested", price_minor: "750" }]);
    const again = await browser.post("/apps/regulars/rewards", { intent: "redeem-amount", kind: "cash", amount: "a lot", requestKey: key });
    expect(marks(again, "data-outcome")).toEqual(["no such amount"]);
  });

  test("money on a list to pay from is hers again only with the owner's word that it was not paid", async () => {
    const before = await readBalance(t.world, member);
    const rewardId = await take("cash", 550n);
    expect(await approveReward(t.world, { rewardId, approvedBy: "Olga" })).toEqual({ outcome: "approved" });
    await story.settle();
    expect((await exportPayouts(t.world)).map((payout) => payout.rewardId)).toEqual([rewardId]);
    expect(await declineReward(t.world, { rewardId })).toEqual({ outcome: "on a list" });
    expect((await readBalance(t.world, member)).earnedMinor).toBe(before.earnedMinor - 550n);
    expect(await declineReward(t.world, { rewardId, unpaid: true })).toEqual({ outcome: "declined" });
    expect(await readBalance(t.world, member)).toEqual(before);
    expect(await markPaid(t.world, { rewardId, sure: true })).toEqual({ outcome: "given back before" });
    expect(await exportPayouts(t.world)).toEqual([]);
  });

  test("and the books hold", async () => {
    expect((await readBooks(t.world)).problems).toEqual([]);
  });
});

test("84 · a backup of an hour ago is put back: orders are found again, and nothing given meanwhile is given twice", async () => {
  const [code, credit] = [await take("product code"), await take("store credit", 810n)];
  const backup = await snapshotOf(t);
  await story.settle();
  const order = friendBuys();
  await story.settle();
  expect([(await rewardOf(code)).state, (await rewardOf(credit)).state]).toEqual(["issued", "issued"]);
  const given = creditsGiven().length;

  await backup.putBack();
  expect(await t.sql("SELECT 1 FROM orders WHERE order_id = $1", [order.id])).toEqual([]);
  expect([(await rewardOf(code)).state, (await rewardOf(credit)).state]).toEqual(["requested", "requested"]);
  await t.clock.advance(3_600_000);
  await reconcileShop(t.world, { why: "a backup was put back" });
  await story.settle();
  expect(await t.sql("SELECT state FROM credit WHERE order_id = $1", [order.id])).toEqual([{ state: "pending" }]);
  expect((await rewardOf(code)).state).toBe("issued");
  const { code: text } = await rewardOf(code);
  expect([...books.redeemCode.values()].filter((one) => one.code === text)).toHaveLength(1);
  expect(await issueReward(t.world, { rewardId: credit })).toMatchObject({ outcome: "needs review" });
  expect(creditsGiven()).toHaveLength(given);
  expect((await readBooks(t.world)).problems).toEqual([]);
});

test("84 · a backup from before the wishes is put back: nobody is given anything twice, and the owner's word books what was given", async () => {
  await noteAwake(null);
  const before = await readBalance(t.world, member);
  const backup = await snapshotOf(t);
  await t.clock.advance(600_000);
  const lost = [await take("product code"), await take("store credit", 640n), await take("gift card", 650n), await take("product sent")];
  await approveReward(t.world, { rewardId: lost[3], approvedBy: "Olga" });
  for (let round = 0; round < 5; round++) await story.pass(180_000);
  expect(await Promise.all(lost.map(async (rewardId) => (await rewardOf(rewardId)).state))).toEqual(Array(4).fill("issued"));
  const spent = await readBalance(t.world, member);
  const gifts = () => [books.discount.size, creditsGiven().length, books.giftCard.size, books.draftOrder.size];
  const given = gifts();

  await backup.putBack();
  await noteAwake(null);
  expect(await readBalance(t.world, member)).toEqual(before);
  const again = await take("store credit", 640n);
  await story.settle();
  expect([(await rewardOf(again)).state, gifts()]).toEqual(["requested", given]);
  const { strays } = await readStrays(t.world);
  // This wish, and the cash of before.
  expect(strays.map(({ kind, marked, member }) => [kind, marked, member?.held]).sort()).toEqual([
    ["gift card", true, 2],
    ["product code", true, 2],
    ["product sent", true, 2],
    ["store credit", false, 2],
  ]);
  await reconcileShop(t.world, { why: "a backup was put back" });
  expect((await readStrays(t.world)).total).toBe(4);

  for (const { strayId } of strays)
    expect(await settleStray(t.world, { strayId, answer: "given", answeredBy: "Olga" })).toMatchObject({ outcome: "booked" });
  expect((await readBalance(t.world, member)).redeemedMinor).toBe(spent.redeemedMinor + 640n);
  await story.settle();
  // What she asked for anew goes on now: it was paid for, too.
  expect([(await rewardOf(again)).state, creditsGiven().length]).toEqual(["issued", given[1] + 1]);
  expect((await readBooks(t.world)).problems).toEqual([]);
  expect(await t.sql("SELECT 1 FROM orders WHERE own_reward AND order_id = $1", [(await rewardOf(lost[3])).used_order_id])).toHaveLength(1);
});
