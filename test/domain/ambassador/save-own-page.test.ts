/** What an ambassador puts on the page for friends: their words, and products they have had. */
import { beforeAll, describe, expect, test } from "vitest";
import { cleanWords, wordsProblem } from "~/domain/ambassador/own-page";
import { saveOwnPage } from "~/domain/ambassador/save-own-page.server";
import { readLandingPage } from "~/domain/page/read-landing-page.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { aLine, anAmbassador, anOrder, aProduct, aProgram, aShop, type BuiltProgram } from "../../support/builders";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});

/** Somebody who had each of these, the first most often. */
async function who(...titles: string[]) {
  const ambassador = await anAmbassador(world, program);
  const products: Record<string, string> = {};
  for (const [at, title] of titles.entries()) {
    const product = await aProduct(world, { title });
    products[title] = product.productId;
    for (let times = titles.length - at; times > 0; times--)
      await aLine(world, { ...product, ...(await anOrder(world, { buyerId: ambassador.buyerId })) });
  }
  return { ...ambassador, products };
}
const shown = async (slug: string) => {
  const page = await readLandingPage(world, { slug });
  return page.outcome === "open" ? { words: page.words, products: page.products.map(({ title }) => title) } : page;
};

test("friends see what they chose, in its order, and nothing of what they bought where nothing is chosen, before and after", async () => {
  const { buyerId, slug, products } = await who("Tea", "Mug", "Spoon", "Pot");
  expect(await shown(slug)).toEqual({ words: null, products: [] });
  const chosen = { buyerId, words: "  The pot is the one\nI keep. ", productIds: [products.Pot, products.Tea] };
  expect(await saveOwnPage(world, chosen)).toEqual({ outcome: "saved" });
  expect(await shown(slug)).toEqual({ words: "The pot is the one I keep.", products: ["Pot", "Tea"] });
  await t.sql("UPDATE variant SET available = false WHERE product_id = $1", [products.Pot]);
  expect(await shown(slug)).toMatchObject({ products: ["Tea"] });
  // What they chose can't be bought any more: nothing else comes in its place.
  await t.sql("UPDATE variant SET available = false WHERE product_id = $1", [products.Tea]);
  expect(await shown(slug)).toMatchObject({ products: [] });
  expect(await saveOwnPage(world, { buyerId, words: "", productIds: [] })).toEqual({ outcome: "saved" });
  expect(await shown(slug)).toEqual({ words: null, products: [] });
});

test("they choose among what they had and can still be bought, presents and rewards too, what is chosen first", async () => {
  const { buyerId, products } = await who("Tea", "Mug");
  for (const [title, order] of [
    ["Aunt's", { gift: true }],
    ["A Reward", { ownReward: true }],
    ["Never Came", { cancelledAt: t.clock.now() }],
  ] as const)
    await aLine(world, { ...(await aProduct(world, { title })), ...(await anOrder(world, { buyerId, ...order })) });
  await saveOwnPage(world, { buyerId, words: "", productIds: [products.Mug] });
  const page = await readRewardsPage(world, { buyerId });
  expect(page.outcome === "page" && page.own?.choices.map(({ title, chosen }) => [title, chosen])).toEqual([
    ["Mug", true],
    ["Tea", false],
    ["A Reward", false],
    ["Aunt's", false],
  ]);
});

test("not more than three, nothing that was never theirs, nobody who has left; and then all stays as it was", async () => {
  const { buyerId, slug, products } = await who("Tea", "Mug", "Spoon", "Pot");
  const before = await shown(slug);
  const strange = await aProduct(world, { title: "Never Had" });
  const save = (productIds: string[], words = "") => saveOwnPage(world, { buyerId, words, productIds });
  expect(await save(Object.values(products))).toEqual({ outcome: "too many favourites" });
  expect(await save([products.Tea, strange.productId])).toEqual({ outcome: "favourite unknown" });
  expect(await save([], "Look at my shop: evil.com")).toEqual({ outcome: "words refused", problem: "a link" });
  expect(await shown(slug)).toEqual(before);
  expect(await save([products.Tea, products.Tea])).toEqual({ outcome: "saved" });
  const gone = await anAmbassador(world, program, { leftAt: t.clock.now() });
  expect(await saveOwnPage(world, { buyerId: gone.buyerId, words: "", productIds: [] })).toEqual({ outcome: "no ambassador" });
});

describe("own words", () => {
  test.each(["", "Ich trinke ihn jeden Morgen. Wirklich!", "I had 3.5 cups, e.g. of Assam...", "Love it so much"])(
    "%j may stand there",
    (words) => expect(wordsProblem(cleanWords(words))).toBeNull(),
  );
  test.each([
    ["https://evil.example", "a link"],
    ["see www.tea", "a link"],
    ["come to my-shop.co today", "a link"],
    ["write to me@mail.example", "a link"],
    ["x".repeat(281), "too long"],
  ])("%j may not", (words, problem) => expect(wordsProblem(cleanWords(words))).toBe(problem));
  test("invisible signs and line breaks become spaces", () => expect(cleanWords("a\u200b \u0000b\n\nc")).toBe("a b c"));
});
