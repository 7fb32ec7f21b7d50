/**
 * The owner ends the programme: its codes take nothing off any more, and what people have earned stays theirs. It is asked for on their
 * page, said yes to by the owner, and given by Shopify as before the end, in every way there is.
 */
import { beforeAll, expect, test } from "vitest";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "../support/read-books";
import { endProgram } from "~/domain/program/end-program.server";
import { REWARD_KINDS, settingsOf, type RewardKind } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { exportPayouts } from "~/domain/reward/export-payouts.server";
import { markPaid } from "~/domain/reward/mark-paid.server";
import { formsOf, marks } from "../demo/tour/browser.ts";
import { discountStatus } from "../emulator/commerce/discount-rules.ts";
import { DAY_MS } from "../support/world";
import { goods, openStory, type Member } from "./story";

const story = await openStory({ seed: "ends" });
const { t, emulator } = story;
const { books } = emulator;
let member: Member;

const OPTIONAL = ["write_draft_orders", "write_gift_cards", "read_store_credit_accounts", "write_store_credit_account_transactions"];
const PAGE = "/apps/regulars/rewards";
type Row = { reward_id: string; state: string; code: string; shopify_id: string | null };
const rewardOf = async (kind: RewardKind) => (await t.sql<Row>("SELECT * FROM reward WHERE kind = $1", [kind]))[0];
const working = () =>
  [...books.discount.values()].filter(
    (discount) => discount.title.startsWith("Regulars: ") && discountStatus(discount, t.clock.now()) === "ACTIVE",
  );

/** She chooses it on her page and presses; of what is sent she reads first where it goes. */
async function take(kind: RewardKind): Promise<Row> {
  const browser = await story.signedIn(member.customer);
  const shelf = await browser.get(PAGE);
  const asks = formsOf(shelf).find(({ fields }) => fields.intent === "where");
  const page = kind === "product sent" && asks ? await browser.submit(shelf, asks) : shelf;
  const form = formsOf(page).find(({ fields }) => fields.kind === kind);
  if (!form) throw new Error(`her page offers no ${kind}`);
  const amount: Record<string, string> = form.fields.intent === "redeem-amount" ? { amount: "7.50" } : {};
  expect(marks(await browser.submit(page, form, amount), "data-outcome")).toEqual(["requested"]);
  await story.settle();
  return rewardOf(kind);
}

/** The owner's yes, and what follows by itself. */
async function approve(kind: RewardKind): Promise<Row> {
  const { reward_id: rewardId } = await rewardOf(kind);
  expect(await approveReward(t.world, { rewardId, approvedBy: "Olga" })).toEqual({ outcome: "approved" });
  for (let round = 0; round < 5 && (await rewardOf(kind)).state === "requested"; round++) await story.pass(180_000);
  return rewardOf(kind);
}

beforeAll(async () => {
  member = await story.begin("ENDS-TEA");
  emulator.merchant.grantScopes(OPTIONAL);
  await story.settle();
  const program = (await readLiveProgram(t.world))!;
  const settings = { ...settingsOf(program), rewardKinds: [...REWARD_KINDS], insiderFrom: 1, iconFrom: 2, cashMinimumMinor: 500n };
  expect(await saveSettings(t.world, { settings, savedBy: "journey" })).toMatchObject({ outcome: "saved" });
  const buy = () => story.buy({ codes: [member.code], lines: [{ variantId: goods(emulator)[0].variantId, quantity: 20 }] });
  for (let friend = 0; friend < 8; friend++) buy();
  await story.settle();
  await story.pass(15 * DAY_MS);
  buy();
  await story.settle();
  expect(working()).toHaveLength(2);
  await endProgram(t.world, { endedBy: "Olga" });
  await story.settle();
}, 180_000);

test("its codes take nothing off, and what waits for its days becomes hers after the end", async () => {
  expect(working()).toEqual([]);
  const before = await readBalance(t.world, member);
  expect(before.pendingMinor).toBeGreaterThan(0n);
  await story.pass(15 * DAY_MS);
  expect(await readBalance(t.world, member)).toEqual({
    ...{ pendingMinor: 0n, earnedMinor: before.earnedMinor + before.pendingMinor, redeemedMinor: 0n },
  });
});

test("a product by its code, store credit and a gift card are hers at the press", async () => {
  const code = await take("product code");
  expect([code.state, [...books.redeemCode.values()].filter((one) => one.code === code.code).length]).toEqual(["issued", 1]);
  const credit = await take("store credit");
  const given = [...books.storeCreditTransaction.values()].map(({ id, amountMinor }) => [id, amountMinor]);
  expect([credit.state, given]).toEqual(["issued", [[credit.shopify_id, 750]]]);
  const card = await take("gift card");
  const cards = [...books.giftCard.values()].map(({ customerId, initialMinor }) => [customerId, initialMinor]);
  expect([card.state, cards]).toEqual(["issued", [[member.customer.id, 750]]]);
});

test("a sent product and cash are hers at the owner's yes", async () => {
  expect((await take("product sent")).state).toBe("requested");
  const sent = await approve("product sent");
  expect([sent.state, books.order.need(sent.shopify_id!).customerId]).toEqual(["issued", member.customer.id]);

  const cash = await take("cash");
  expect(cash.state).toBe("requested");
  await approveReward(t.world, { rewardId: cash.reward_id, approvedBy: "Olga" });
  await story.settle();
  expect((await exportPayouts(t.world)).map(({ rewardId }) => rewardId)).toEqual([cash.reward_id]);
  expect(await markPaid(t.world, { rewardId: cash.reward_id, sure: true })).toEqual({ outcome: "paid" });
});

test("what is left stays hers, her page says so, and nothing that was given differs from the books", async () => {
  const { earnedMinor } = await readBalance(t.world, member);
  const page = await (await story.signedIn(member.customer)).get(PAGE);
  expect(page.html).toContain((Number(earnedMinor) / 100).toLocaleString("en-GB", { style: "currency", currency: "GBP" }));
  expect(page.html).toContain("The store has ended this");
  expect((await readBooks(t.world)).problems).toEqual([]);
  expect(working()).toEqual([]);
});
