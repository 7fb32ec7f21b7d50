/** A programme that gives no products promises none: not to who is asked, not to who is in it, not to their friends, in no letter. */
import { describe, expect, test } from "vitest";
import type { RewardsAnswer } from "~/account/answers";
import { settingsOf, type RewardKind } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import type { World } from "~/ports/world";
import { askAccount } from "../support/account";
import { aProduct, anEarnedCredit } from "../support/builders";
import { fakeShops } from "../support/fake-shops";
import { invitedPeople } from "../support/invited";
import { openWithMaxine } from "../support/open-with-maxine";
import { askStorefront, marksOf, textOf } from "../support/storefront";

const t = await fakeShops();
const GRANTED = "{write_gift_cards,read_store_credit_accounts,write_store_credit_account_transactions}";

async function give(world: World, ...rewardKinds: RewardKind[]): Promise<void> {
  await t.sql("UPDATE shop SET scopes = $2::text[] WHERE shop_id = $1", [world.shopId, GRANTED]);
  const saved = await saveSettings(world, { settings: { ...settingsOf((await readLiveProgram(world))!), rewardKinds }, savedBy: "Olga" });
  expect(saved.outcome).not.toBe("refused");
}

/** Maxine in a programme that gives gift cards only, with a mug on the shelf from before. */
async function giftCardsOnly() {
  const shop = await openWithMaxine(t);
  const { world, programId } = shop;
  await aProduct(world, { title: "Jubilee Mug", priceMinor: 400n, shelfOf: { programId, currency: "GBP" } });
  await give(world, "gift card");
  const { buyerId } = shop.maxine;
  const page = () => askStorefront({ shop: shop.shopId, path: "/rewards", buyerId });
  const view = async () => {
    const { body } = await askAccount({ shop: shop.shopId, path: "/rewards", buyerId });
    const answer = body as RewardsAnswer;
    if (answer.outcome !== "page") throw new Error(answer.outcome);
    return answer.view;
  };
  return { ...shop, page, view };
}

describe("one's own page", () => {
  test("names the next amount in place of a product, and its link leads to what is on the page", async () => {
    const { page, view, world, maxine } = await giftCardsOnly();
    const poor = await page();
    expect(textOf(poor)).toContain("£1.00 to go, and you can take it as a gift card.");
    expect(textOf(poor)).not.toMatch(/Mug|products/);
    expect((await view()).next).toMatchObject({ sentence: "£1.00 to go, and you can take it as a gift card.", progressPercent: 0 });

    await anEarnedCredit(world, maxine, 500n);
    const rich = await page();
    expect(textOf(rich)).toContain("You can take your £5.00 now, as a gift card.");
    expect(textOf(rich)).not.toMatch(/Mug|products/);
    const [, place] = /<a href="#([^"]+)">Choose it/.exec(rich.html)!;
    expect(rich.html).toContain(`id="${place}"`);
    expect(rich.html).not.toContain("regulars-shelf");
    expect((await view()).next).toMatchObject({ sentence: "You can take your £5.00 now, as a gift card.", progressPercent: 100 });
  });

  test("the words to share say that they get something, not products", async () => {
    const { view, maxine, page, shopId } = await giftCardsOnly();
    expect((await view()).share!.captions.join()).toMatch(/I get something from .* when you buy/);
    expect(textOf(await page())).toMatch(/I get something from .* when you buy/);
    const landing = await askStorefront({ shop: shopId, path: `/${maxine.slug}` });
    expect(textOf(landing)).toContain("Maxine gets something from Tea & Sons when friends buy.");
  });
});

test("letters name the amount too", async () => {
  const { world, maxine } = await giftCardsOnly();
  await anEarnedCredit(world, maxine, 500n);
  await matureCredits(world, { why: "test" });
  await t.runDueJobs();
  const said = t.outbox.mails.map(({ text }) => text.replace(/\s+/g, " ")).join();
  expect(said).toContain("You can take your £5.00 now, as a gift card.");
  expect(said).not.toMatch(/Mug|products/);
});

test.each<[RewardKind[], string]>([
  [["product code"], "10% of what they buy on their first order, to spend on products you choose at Tea & Sons."],
  [["gift card"], "10% of what they buy on their first order. Tea & Sons gives it to you as a gift card."],
  [
    ["product sent", "store credit", "gift card"],
    "10% of what they buy on their first order. Tea & Sons gives it to you as store credit or as a gift card.",
  ],
  [["product code", "store credit"], "Tea & Sons gives it to you in products you choose or as store credit."],
  [["cash"], "Tea & Sons gives it to you as money once 10 friends have bought."],
])("who is asked reads what %j give", async (kinds, said) => {
  const { shopId, world, tokens } = await invitedPeople(t, [{}]);
  await give(world, ...kinds);
  const page = await askStorefront({ shop: shopId, path: `/join?token=${tokens[0]}` });
  expect(marksOf(page, "data-regulars-page")).toEqual(["join"]);
  expect(textOf(page)).toContain(said);
});

test("nor does the invitation promise any", async () => {
  await invitedPeople(t, [{}]);
  expect(t.outbox.mails.map(({ text }) => text).join()).not.toMatch(/products/);
});
