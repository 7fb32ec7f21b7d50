/**
 * A store changes its currency and its programme keeps the old one: every amount that anybody reads is still written in the currency it
 * is in. £50.00 is not ¥5,000. And the owner is told that nothing counts any more.
 */
import { expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { readLetterFacts } from "~/domain/delivery/read-letter-facts.server";
import { readAmbassadorStatement } from "~/domain/insight/read-ambassador-statement.server";
import { previewLetter } from "~/domain/delivery/preview-letter.server";
import { readAmbassadors } from "~/domain/insight/read-ambassadors.server";
import { readBooksPage } from "~/domain/insight/read-books-page.server";
import { readBuyerCard } from "~/domain/insight/read-buyer-card.server";
import { readChecks } from "~/domain/insight/read-checks.server";
import { readExamples } from "~/domain/insight/read-examples.server";
import { readHome } from "~/domain/insight/read-home.server";
import { readOpenRewards } from "~/domain/insight/read-open-rewards.server";
import { readOrders } from "~/domain/insight/read-orders.server";
import { readPeriodPage } from "~/domain/insight/read-period-page.server";
import { readWaitingRewards } from "~/domain/insight/read-waiting-rewards.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { readStatementPage } from "~/domain/page/read-statement-page.server";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { markPaid } from "~/domain/reward/mark-paid.server";
import { pressKey } from "~/storefront/press-key.server";
import { pressRewards } from "~/storefront/press-rewards.server";
import { amountPurpose } from "~/storefront/rewards-amounts";
import { checksWords } from "~/words/admin/checks";
import { wordsFor } from "~/words/storefront/words-for";
import { anEarnedCredit, anOrder, aProduct, changeOrder } from "../support/builders";
import { asked, maxine, mug, program, t, world } from "../domain/reward/giving";

let orderId: string;
let friendId: string;

/** Everything a page could show: sales, what waits, what is theirs, taken, asked for, to be paid, paid, and unclear. */
async function live(): Promise<void> {
  await t.sql("UPDATE membership SET tier = 'icon' WHERE ambassador_id = $1", [maxine.ambassadorId]);
  await anEarnedCredit(world, maxine, 30_000n);
  const { buyerId, ...order } = await anOrder(world, { codes: [maxine.code], goodsMinor: 6_305n, orderedMinor: 6_305n });
  [orderId, friendId] = [order.orderId, buyerId!];
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
  await asked("cash", 2_500n);
  for (const paid of [false, true]) {
    const rewardId = await asked("cash", 2_500n);
    await approveReward(world, { rewardId, approvedBy: "Olga" });
    if (paid) await markPaid(world, { rewardId, sure: true });
  }
  const unclear = await asked("product code");
  await t.sql("UPDATE reward SET state = 'needs review' WHERE reward_id = $1", [unclear]);
  await aProduct(world, { priceMinor: 90_000n, shelfOf: program });
  // What Shopify tells of products from now on is in the new currency.
  await t.sql("UPDATE shop SET currency = 'JPY'");
  await t.sql("UPDATE variant SET currency = 'JPY', price_minor = 1200 WHERE variant_id = $1", [mug.variantId]);
}

const letter = async (kind: "reward earned" | "first sale" | "progress" | "goodbye", about: object = {}) =>
  readLetterFacts(world, { kind, buyerId: maxine.buyerId, about, createdAt: t.clock.now() } as Parameters<typeof readLetterFacts>[1], {
    firstName: "Maxine",
    locale: "en",
  });
/** As the page says it; the names are the page's own. */
async function checked(): Promise<string[]> {
  const [{ reward_id: about }] = await t.sql<{ reward_id: string }>("SELECT reward_id FROM reward WHERE kind = 'product code' LIMIT 1");
  const problem = { kind: "reward code changed", about, differs: [{ term: "amount", now: "500", ours: "800" }] };
  await t.sql(
    "INSERT INTO reconciliation (shop_id, reconciliation_id, why, looked_from, started_at, finished_at, problems) VALUES ($1, gen_random_uuid(), 'hourly', $2, $2, $2, $3)",
    [world.shopId, t.clock.now(), JSON.stringify([problem])],
  );
  const how = { locale: "en", timeZone: "Europe/London" };
  return (await readChecks(world)).problems.map((one) => checksWords.problems.of(one.kind, one, one.name, one.what, how).says);
}
const SPOKEN = { language: "en", locale: "en" } as never;

/** Who reads, how, and an amount that stands there. */
const READERS: [string, () => Promise<unknown>, string][] = [
  ["an ambassador their page", () => readRewardsPage(world, { buyerId: maxine.buyerId }), "£6.30"],
  ["an ambassador their statement", () => readStatementPage(world, { buyerId: maxine.buyerId, asked: {}, page: 1 }), "£300.00"],
  ["an ambassador the letter about a reward", () => letter("reward earned"), "£227.00"],
  ["an ambassador the letter about a first sale", () => letter("first sale", { orderId }), "£6.30"],
  ["an ambassador the letter about a month", () => letter("progress", { month: t.clock.now().toISOString().slice(0, 7) }), "£227.00"],
  [
    "the owner a statement",
    () => readAmbassadorStatement(world, { ambassadorId: maxine.ambassadorId, programId: null, asked: {}, page: 1 }),
    "£300.00",
  ],
  ["the owner what waits for a yes", () => readOpenRewards(world, { which: "asked" }), "£25.00"],
  ["the owner what waits to be paid", () => readOpenRewards(world, { which: "to be paid" }), "£25.00"],
  ["the owner what was paid", () => readOpenRewards(world, { which: "paid" }), "£25.00"],
  ["the owner what waits to be settled", () => readWaitingRewards(world), "£8.00"],
  ["the owner the ambassadors", () => readAmbassadors(world, {}), "£6.30"],
  ["the owner the orders", () => readOrders(world, {}), "£63.05"],
  ["the owner the home page", async () => ({ ...(await readHome(world)), needsYou: [] }), "£25.20"],
  ["the owner the books of a period", () => readPeriodPage(world, { asked: { period: "all" } }), "£227.00"],
  ["the owner what settings mean", () => readExamples(world), "£"],
  ["the owner an example of a letter", () => previewLetter(world, { kind: "first sale", words: null }), "£4.20"],
  ["the owner a buyer's card", () => readBuyerCard(world, { buyerId: friendId }), "£63.05"],
  ["the owner what a reward's code came to", checked, "it takes off £5.00 instead of £8.00"],
];

test("every amount is written in the currency it is in", async () => {
  await live();
  const wrong: string[] = [];
  for (const [who, read, amount] of READERS) {
    const said = JSON.stringify(await read(), (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    if (!said.includes(amount) || /¥|JPY/.test(said)) wrong.push(who);
  }
  expect(wrong).toEqual([]);
  expect((await readBooksPage(world, { page: 1 })).totals.map(({ currency }) => currency)).toEqual(["GBP"]);
  // What costs yen cannot be had for pounds, and is not spoken of as if it could.
  const page = await readRewardsPage(world, { buyerId: maxine.buyerId });
  expect(page.outcome === "page" && page.shelf.map(({ price }) => price.text)).toEqual(["£900.00"]);
  expect((await readHome(world)).needsYou.map(({ key }) => key)).toContain("currency");

  // What they type is meant in it too.
  const requestKey = pressKey(world, { buyerId: maxine.buyerId, purpose: amountPurpose("cash") });
  const presser = { world, buyerId: maxine.buyerId, networks: [], spoken: SPOKEN, words: wordsFor("en") };
  const fields = new URLSearchParams({ intent: "redeem-amount", kind: "cash", amount: "25.50", requestKey });
  expect(await pressRewards(presser, fields)).toMatchObject({ outcome: "requested" });
  expect(await t.sql("SELECT currency FROM reward WHERE price_minor = 2550")).toEqual([{ currency: "GBP" }]);

  // Once they have left, the last letter and their page.
  await changeOrder(world, orderId, { cancelledAt: t.clock.now() });
  await creditOrder(world, { orderId });
  await t.sql("UPDATE ambassador SET state = 'left' WHERE ambassador_id = $1", [maxine.ambassadorId]);
  expect(JSON.stringify(await letter("goodbye"))).toContain('"kept":"£201.50"');
});
