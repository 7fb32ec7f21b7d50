/** What an ambassador changes on their own page: what friends see, what they tell of themselves, a break. Every form is a plain POST. */
import { describe, expect, test } from "vitest";
import { pressKey } from "~/storefront/press-key.server";
import { aLine, anAmbassador, anOrder, aProduct, aProgram, aShop, type BuiltAmbassador } from "../support/builders";
import { askStorefront, formWith, marksOf, textOf, type Ask } from "../support/storefront";
import { testWorld } from "../support/world";

const t = await testWorld();
const { world, shopId } = t;
await aShop(world);
const program = await aProgram(world);

const ask = (who: BuiltAmbassador, more: Partial<Ask> = {}) =>
  askStorefront({ shop: shopId, path: "/rewards", buyerId: who.buyerId, ...more });
/** Presses the page's own form of this intent, with other fields where they are given. */
async function press(who: BuiltAmbassador, intent: string, fields: Record<string, string> | [string, string][] = {}) {
  const form = formWith(await ask(who), { intent });
  const kept = Object.entries(form).filter(([name]) => ["intent", "requestKey"].includes(name));
  return ask(who, { form: [...kept, ...(Array.isArray(fields) ? fields : Object.entries(fields))] });
}
const landing = (who: BuiltAmbassador) => askStorefront({ shop: shopId, path: `/${who.slug}` });

describe("a break", () => {
  test("closes the page with a kind word, says so on top of one's own, and ends by one press; the code is there all the while", async () => {
    const maxine = await anAmbassador(world, program);
    const paused = await press(maxine, "pause");
    expect([marksOf(paused, "data-outcome"), marksOf(paused, "data-share-code")]).toEqual([["paused"], [maxine.code]]);
    expect(textOf(paused)).toMatch(/You're taking a break since 2 November\..*keep their discount, and their orders count for you/);
    expect(paused.html).not.toMatch(/<svg|wa\.me/);
    const closed = await landing(maxine);
    expect([closed.status, marksOf(closed, "data-outcome"), textOf(closed).includes("Maxine is taking a break")]).toEqual([
      200,
      ["paused"],
      true,
    ]);
    const pressed = await askStorefront({ shop: shopId, path: `/${maxine.slug}`, form: { redirect: "/" } });
    expect(marksOf(pressed, "data-outcome")).toEqual(["paused"]);
    expect(await t.sql("SELECT 1 FROM click WHERE ambassador_id = $1", [maxine.ambassadorId])).toEqual([]);
    expect(marksOf(await press(maxine, "resume"), "data-outcome")).toEqual(["resumed"]);
    expect(marksOf(await landing(maxine), "data-slug")).toEqual([maxine.slug]);
  });
});

describe("what friends see", () => {
  async function withProducts() {
    const maxine = await anAmbassador(world, program);
    const products: string[] = [];
    for (const title of ["Tea", "Mug", "Spoon", "Pot"]) {
      const product = await aProduct(world, { title });
      products.push(product.productId);
      await aLine(world, { ...product, ...(await anOrder(world, { buyerId: maxine.buyerId })) });
    }
    return { maxine, products };
  }
  const ticks = (...ids: string[]): [string, string][] => ids.map((id) => ["favourite", id]);

  test("words and products chosen are on the page, ticked and written on one's own", async () => {
    const { maxine, products } = await withProducts();
    const saved = await press(maxine, "own-page", [["words", "My morning."], ...ticks(products[3], products[0])]);
    expect(marksOf(saved, "data-outcome")).toEqual(["saved"]);
    expect(saved.html).toMatch(new RegExp(`value="${products[3]}"[^>]*checked|checked[^>]*value="${products[3]}"`));
    expect(saved.html).toContain(">My morning.</textarea>");
    expect(textOf(await landing(maxine))).toMatch(/My morning\..*What Maxine loves\s+P?\s*Pot\s+T?\s*Tea/);
  });

  test("nothing of what they bought until they tick it, which the page says; nothing again once they tick none, and it stays so", async () => {
    const { maxine, products } = await withProducts();
    const untold = /Your page shows none of the things you bought/;
    expect(textOf(await ask(maxine))).toMatch(untold);
    expect(textOf(await landing(maxine))).not.toMatch(/Tea|Mug|Spoon|Pot/);
    expect(textOf(await press(maxine, "own-page", ticks(products[0])))).not.toMatch(untold);
    expect(textOf(await landing(maxine))).toContain("What Maxine loves");
    expect(textOf(await press(maxine, "own-page", [["words", "My morning."]]))).toMatch(untold);
    const bare = textOf(await landing(maxine));
    expect([bare.includes("My morning."), /Tea|Mug|Spoon|Pot|loves/.test(bare)]).toEqual([true, false]);
    // Who has had nothing that could be shown isn't asked.
    expect(textOf(await ask(await anAmbassador(world, program, { name: "Theo" })))).not.toMatch(untold);
  });

  test("what is wrong stands beside its field, what was typed and ticked is kept, and nothing is saved", async () => {
    const { maxine, products } = await withProducts();
    const many = await press(maxine, "own-page", [["words", "My morning."], ...ticks(...products)]);
    expect(marksOf(many, "data-outcome")).toEqual(["too many favourites"]);
    expect(many.html.match(/ checked=""/g)).toHaveLength(4);
    expect(many.html).toMatch(/<details[^>]*open=""[^>]*><summary>What friends see/);
    expect(textOf(many)).toContain("Three fit on your page.");
    const link = await press(maxine, "own-page", { words: "see evil.com <b>now</b> {{ shop }}" });
    expect([marksOf(link, "data-outcome"), textOf(link).includes("No links or addresses")]).toEqual([["words refused"], true]);
    expect(link.html).toContain("see evil.com &lt;b&gt;now&lt;/b&gt; &#123;{ shop }}</textarea>");
    expect(link.html).toMatch(/<textarea id="regulars-words"[^>]*aria-invalid="true" aria-describedby="regulars-words-problem/);
    const strange = await press(maxine, "own-page", ticks("123"));
    expect(marksOf(strange, "data-outcome")).toEqual(["favourite unknown"]);
    expect(await t.sql("SELECT words, favourites FROM ambassador WHERE ambassador_id = $1", [maxine.ambassadorId])).toEqual([
      { words: null, favourites: [] },
    ]);
  });
});

describe("another code", () => {
  const codes = (page: { html: string }) =>
    marksOf(page, "data-share-code").map((code, at) => [code, marksOf(page, "data-share-code-state")[at]]);

  test("is on its way at once, and the old one works and counts for thirty days; the page says both", async () => {
    const maxine = await anAmbassador(world, program);
    expect(textOf(await ask(maxine))).toMatch(/Your page keeps its address\. Friends may use the old code for 30 more days/);
    const changed = await press(maxine, "code", { code: " maxine–loves " });
    expect([marksOf(changed, "data-outcome"), codes(changed)]).toEqual([
      ["code changed"],
      [
        ["MAXINE-LOVES", "waiting"],
        [maxine.code, "old"],
      ],
    ]);
    expect(textOf(changed)).toContain("Your old code. Friends may use it until 2 December, and those orders count for you.");
    // Until the new one is made, what is shared carries the old one, which works.
    expect(textOf(changed)).toContain(`with my code ${maxine.code}`);
    await t.sql("UPDATE share_code SET state = 'live', live_at = created_at WHERE code = 'MAXINE-LOVES'");
    expect(textOf(await ask(maxine))).toContain("with my code MAXINE-LOVES");
    const again = await press(maxine, "code", { code: "MAXINE-LOVES" });
    expect([marksOf(again, "data-outcome"), codes(again).length]).toEqual([["code unchanged"], 2]);
  });

  test("taken or refused it is answered with ideas beside the field, what was typed is kept, and all stays as it was", async () => {
    const [maxine, theo] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Theo" })];
    for (const [code, outcome, said] of [
      [theo.code, "code taken", `${theo.code} is taken.`],
      ["fuck-it", "code refused", "might hurt somebody"],
    ]) {
      const page = await press(maxine, "code", { code });
      expect([marksOf(page, "data-outcome"), textOf(page).includes(said), marksOf(page, "data-idea").length]).toEqual([[outcome], true, 3]);
      expect(formWith(page, { intent: "code" })).toMatchObject({ code });
      expect(page.html).toMatch(/<details[^>]*open=""[^>]*><summary>Change my code/);
      expect(page.html).toContain('href="#regulars-code"');
      expect(codes(page)).toEqual([[maxine.code, "live"]]);
    }
  });

  test("a fourth within thirty days waits, and says until when", async () => {
    const maxine = await anAmbassador(world, program);
    for (const code of ["ONE-MORE", "TWO-MORE", "THREE-MORE"])
      expect(marksOf(await press(maxine, "code", { code }), "data-outcome")).toEqual(["code changed"]);
    const often = await press(maxine, "code", { code: "FOUR-MORE" });
    expect([marksOf(often, "data-outcome"), textOf(often).includes("From 2 December on you can choose another.")]).toEqual([
      ["changed often"],
      true,
    ]);
  });

  test("is answered while it is typed, for an ambassador who is signed in and nobody else", async () => {
    const [maxine, theo] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Theo" })];
    const check = (code: string, buyerId: string | null) =>
      askStorefront({ shop: shopId, path: `/rewards?part=code&code=${code}`, buyerId });
    expect(textOf(await check("maxine-cake", maxine.buyerId)).trim()).toBe("MAXINE-CAKE is free.");
    expect(textOf(await check(theo.code, maxine.buyerId))).toContain(`${theo.code} is taken.`);
    for (const who of [null, "404404"])
      expect([(await check(theo.code, who)).status, (await check(theo.code, who)).html]).toEqual([404, ""]);
  });
});

describe("about you", () => {
  test("what was told stands in its fields, and the rate is worked out and called their own numbers", async () => {
    const maxine = await anAmbassador(world, program);
    const told = {
      "network-1": "TikTok",
      "handle-1": "@maxine",
      "followers-1": "1,200",
      "likes-1": "40",
      "comments-1": "4",
      topics: "tea, dogs",
      region: "Leeds",
    };
    const saved = await press(maxine, "profile", told);
    expect([marksOf(saved, "data-outcome"), marksOf(saved, "data-engagement-bp")]).toEqual([["saved"], ["367"]]);
    expect(textOf(saved)).toMatch(/maxine \(TikTok\): by your own numbers about 4 of a hundred followers take part, 3\.7%\./);
    expect(formWith(saved, { intent: "profile" })).toMatchObject({
      "handle-1": "maxine",
      "followers-1": "1200",
      topics: "tea, dogs",
      region: "Leeds",
    });
    expect(saved.html).toContain('<option value="TikTok" selected="">');
  });

  test("a number that is none is told beside its field and what was typed is kept", async () => {
    const maxine = await anAmbassador(world, program);
    const refused = await press(maxine, "profile", { "handle-1": "maxine", "followers-1": "loads" });
    expect([marksOf(refused, "data-outcome"), textOf(refused).includes("Just a number here")]).toEqual([["profile refused"], true]);
    expect(formWith(refused, { intent: "profile" })).toMatchObject({ "handle-1": "maxine", "followers-1": "loads" });
    expect(refused.html).toMatch(/id="regulars-followers-1"[^>]*aria-invalid="true" aria-describedby="regulars-followers-1-problem"/);
    expect(await t.sql("SELECT 1 FROM profile WHERE ambassador_id = $1", [maxine.ambassadorId])).toEqual([]);
  });
});

test.each(["pause", "resume", "code", "profile", "own-page"])(
  "%s needs this page's own button, pressed by its own person",
  async (intent) => {
    const [maxine, theo] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Theo" })];
    const row = () => t.sql("SELECT * FROM ambassador WHERE ambassador_id = $1", [maxine.ambassadorId]);
    const before = await row();
    const keys = [
      "made-up",
      pressKey(world, { buyerId: theo.buyerId, purpose: intent }),
      pressKey(world, { buyerId: maxine.buyerId, purpose: "leave" }),
    ];
    for (const requestKey of keys)
      expect(
        marksOf(await ask(maxine, { form: { intent, requestKey, words: "Hi", region: "Here", code: "MINE-NOW" } }), "data-outcome"),
      ).toEqual(["press again"]);
    expect(await row()).toEqual(before);
    expect(await t.sql("SELECT 1 FROM profile WHERE ambassador_id = $1", [maxine.ambassadorId])).toEqual([]);
    expect(await t.sql("SELECT 1 FROM share_code WHERE code = 'MINE-NOW'")).toEqual([]);
  },
);

test("who has left changes nothing any more", async () => {
  const maxine = await anAmbassador(world, program, { leftAt: t.clock.now() });
  for (const intent of ["pause", "resume", "code", "profile", "own-page"]) {
    const requestKey = pressKey(world, { buyerId: maxine.buyerId, purpose: intent });
    expect(marksOf(await ask(maxine, { form: { intent, requestKey, region: "Here", code: "MINE-NOW" } }), "data-outcome")).toEqual([
      "not an ambassador",
    ]);
  }
  expect((await ask(maxine)).html).not.toContain("Yours to change");
});
